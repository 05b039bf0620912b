package org.portlease.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong (RFC 9457).
 *
 * @param type a URI that tells the kind of it
 * @param title the kind in words
 * @param status of HTTP
 * @param detail a sentence on this one
 * @param instance names this request, as the log and the audit trail do
 * @param errors each wrong field; empty where the fault is not a field's
 */
@Schema(description = "What went wrong (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        List<FieldFault> errors) {

    /** As problems are written. */
    public static final String JSON = "application/problem+json";

    static Problem of(Fault fault, String detail) {
        return of(fault, detail, List.of());
    }

    static Problem of(Fault fault, String detail, List<FieldFault> errors) {
        return new Problem(
                "urn:portlease:problem:" + fault.kind(),
                fault.title(),
                fault.status(),
                detail,
                null,
                errors);
    }

    Problem in(String requestId) {
        return new Problem(
                type, title, status, detail, "urn:portlease:request:" + requestId, errors);
    }
}
