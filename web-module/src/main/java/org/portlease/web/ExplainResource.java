package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.admission.RefusalReason;
import org.portlease.endpoint.RequestExplanation;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** What would become of a request, and why. */
@Path("identification-rules/explain")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Identification rules")
public class ExplainResource {

    @Inject private RequestExplanation explanation;
    @Inject private Clock clock;

    /** A request; its NAS by name, or by the address that it comes from. */
    @Schema(name = "ExplainForm")
    public record Form(
            @Schema(examples = "bob@north.example") @Nullable @Size(max = 253) String userName,
            @Schema(examples = "+493055550000") @Nullable @Size(max = 253) String callingStationId,
            @Schema(examples = "+493055550100") @Nullable @Size(max = 253) String calledStationId,
            @Schema(examples = "berlin-1") @Nullable @Size(max = 64) String nas,
            @Schema(examples = "192.0.2.7", description = "Instead of nas")
                    @Nullable
                    @Size(max = 64)
                    String sourceAddress,
            @Schema(examples = "bras-7") @Nullable @Size(max = 253) String nasIdentifier,
            @Schema(examples = "10.0.0.7", description = "NAS-IP-Address, as it claims")
                    @Nullable
                    @Size(max = 64)
                    String nasAddress,
            @Schema(examples = "15") @Nullable @Min(0) @Max(255) Integer nasPortType) {

        /** Says nothing of the subscriber. */
        @Override
        public String toString() {
            return "Form[nas=" + nas + "]";
        }

        RequestExplanation.Described described() {
            return new RequestExplanation.Described(
                    userName,
                    callingStationId,
                    calledStationId,
                    nas,
                    sourceAddress,
                    nasIdentifier,
                    nasAddress,
                    nasPortType);
        }
    }

    /** What would become of it. */
    @Schema(name = "Explanation")
    public record View(
            @Schema(examples = "berlin-1") String nas,
            @Schema(examples = "Berlin") String pop,
            @Schema(examples = "CLIENT") RequestExplanation.Whose whose,
            @Schema(examples = "North") @Nullable String provider,
            @Schema(examples = "3") @Nullable Long contract,
            @Schema(examples = "12", description = "The rule that knows it") @Nullable Long rule,
            @Schema(examples = "realm north.example, rule 12") String explanation,
            @Schema(examples = "false", description = "Hunted here from a busy POP of the client's")
                    boolean overflow,
            List<Question> asked,
            @Schema(
                            examples = "true",
                            description =
                                    "Whether a new session would be admitted now, were its password"
                                            + " right")
                    boolean admitted,
            @Schema(examples = "false", description = "Above the contract's ports, or share")
                    boolean burst,
            @Schema(examples = "NO_FREE_PORT") @Nullable RefusalReason refusal,
            @Schema(
                            examples = "false",
                            description = "Whether this node would leave it without an answer")
                    boolean nodeDraining) {

        static View of(RequestExplanation.Explained found) {
            return new View(
                    found.nas(),
                    found.pop(),
                    found.whose(),
                    found.provider(),
                    found.contract(),
                    found.rule(),
                    found.explanation(),
                    found.overflow(),
                    found.asked().stream().map(Question::of).toList(),
                    found.admitted(),
                    found.burst(),
                    found.refusal(),
                    found.nodeDraining());
        }
    }

    /** The rules of one kind, asked for one value of the request. */
    @Schema(name = "ExplanationQuestion")
    public record Question(
            @Schema(examples = "REALM") String kind,
            @Schema(examples = "north.example", description = "In its look-up form")
                    @Nullable String value,
            @Schema(examples = "40", description = "How many rules of the kind there are")
                    int rules,
            @Schema(examples = "12") @Nullable Long rule,
            @Schema(examples = "rule 12 knows it: EXACT north.example") String why) {

        static Question of(RequestExplanation.Question found) {
            return new Question(
                    found.kind(), found.value(), found.rules(), found.rule(), found.why());
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "Says whose a request would be, by which rule, and whether it were admitted",
            description =
                    "Decided by what decides real requests, with the capacity of this moment;"
                            + " nothing is changed. Whether the password is right is not asked.")
    public View explain(Form form) {
        if (form.nas() == null && form.sourceAddress() == null) {
            throw ProblemException.of("nas", "expected a NAS's name, or sourceAddress");
        }
        String field = form.nas() == null ? "sourceAddress" : "nas";
        return ProblemException.checked(
                        form.nasAddress() == null ? "sourceAddress" : "nasAddress",
                        () -> explanation.explain(form.described(), clock.instant()))
                .map(View::of)
                .orElseThrow(() -> ProblemException.of(field, "no NAS is known by that"));
    }
}
