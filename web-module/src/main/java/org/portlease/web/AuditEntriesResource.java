package org.portlease.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.audit.AuditCheck;
import org.portlease.audit.AuditEntry;
import org.portlease.audit.AuditTrail;
import org.portlease.web.api.Call;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Who changed what, when, from where and why. */
@Path("audit-entries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit trail")
public class AuditEntriesResource {

    @Inject private Call call;
    @Inject private AuditTrail trail;
    @EJB private AuditCheck check;

    /** A change, as it was taken down. */
    @Schema(name = "AuditEntry")
    public record View(
            @Schema(examples = "4711", description = "Rises by one with each entry") long sequence,
            @Schema(examples = "2026-01-31T12:00:00Z") Instant at,
            @Schema(examples = "operator") String actor,
            @Schema(examples = "192.0.2.99", description = "Where the request came from")
                    String address,
            @Schema(examples = "3f0c1e0a-7a37-4f47-9d7e-0d3c6f3b5a10") String requestId,
            @Schema(examples = "change") String action,
            @Schema(examples = "contract") String kind,
            @Schema(examples = "3", description = "Its id, or what else it is known by")
                    String subject,
            @Schema(examples = "unpaid since March") @Nullable String reason,
            @Schema(
                            type = SchemaType.OBJECT,
                            examples = "{\"ports\": 40}",
                            description = "As it was; absent where it did not exist")
                    @JsonRawValue
                    @Nullable String before,
            @Schema(
                            type = SchemaType.OBJECT,
                            examples = "{\"ports\": 60}",
                            description = "As it is since; absent where it does not exist any more")
                    @JsonRawValue
                    @Nullable String after,
            @Schema(
                            examples =
                                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f0",
                            description = "Keyed, of the entry and the hash of the one before")
                    String hash) {

        static View of(AuditEntry entry) {
            return new View(
                    entry.sequence(),
                    entry.at(),
                    entry.actor(),
                    entry.address(),
                    entry.requestId(),
                    entry.action(),
                    entry.kind(),
                    entry.subject(),
                    entry.reason().orElse(null),
                    entry.before().orElse(null),
                    entry.after().orElse(null),
                    HexFormat.of().formatHex(entry.hash()));
        }
    }

    /** What the chain of hashes says. */
    @Schema(name = "AuditVerification")
    public record Verification(
            @Schema(examples = "true") boolean intact,
            @Schema(examples = "4711", description = "How many follow each other unaltered")
                    long entries,
            @Schema(
                            examples =
                                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f0",
                            description =
                                    "Of the last of them: kept elsewhere, it shows later whether"
                                            + " the trail was cut short")
                    String headHash,
            @Schema(examples = "entry 4712 is missing") @Nullable String fault) {

        static Verification of(AuditTrail.Verdict verdict) {
            return new Verification(
                    verdict.fault() == null,
                    verdict.entries(),
                    verdict.headHash(),
                    verdict.fault());
        }
    }

    /** Which entries are wanted: those that all of it is true of. */
    public static class Filters {

        @QueryParam("actor")
        private @Nullable String actor;

        @QueryParam("kind")
        private @Nullable String kind;

        @Parameter(description = "The id of what was changed; best together with kind")
        @QueryParam("subject")
        private @Nullable String subject;

        @QueryParam("action")
        private @Nullable String action;

        @Parameter(description = "The first instant")
        @QueryParam("from")
        private @Nullable String from;

        @Parameter(description = "The first instant after")
        @QueryParam("until")
        private @Nullable String until;

        AuditTrail.Wanted wanted() {
            return new AuditTrail.Wanted(
                    Optional.ofNullable(actor),
                    Optional.ofNullable(kind),
                    Optional.ofNullable(subject),
                    Optional.ofNullable(action),
                    Asked.instant("from", from),
                    Asked.instant("until", until));
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(summary = "Changes in their order, or sorted by -sequence the latest first")
    public List<View> list(@BeanParam Pages pages, @BeanParam Filters filters) {
        return Pages.shown(call, trail.page(pages.request(), filters.wanted()), View::of);
    }

    @GET
    @Path("{sequence}")
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(summary = "A change")
    public View get(@PathParam("sequence") long sequence) {
        return trail.find(sequence)
                .map(View::of)
                .orElseThrow(() -> ProblemException.unknown("audit-entry", sequence));
    }

    @GET
    @Path("verification")
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "Whether the trail is as it was written",
            description = "Reads all of it: this takes the longer the longer it is.")
    public Verification verification() {
        return Verification.of(check.verify());
    }
}
