package org.portlease.web.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The fields that are to be changed, and what to (RFC 7396): null for the usual value, absent for
 * as it is.
 */
@Schema(description = "Fields to change (RFC 7396): null for the usual value, absent for as it is")
public record Patch(@JsonValue ObjectNode changes) {

    /** As patches are sent. */
    public static final String JSON = "application/merge-patch+json";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Patch {}
}
