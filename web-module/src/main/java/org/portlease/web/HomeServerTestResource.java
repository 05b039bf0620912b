package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.DirectoryCache;
import org.portlease.endpoint.TestAuthentication;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Fault;
import org.portlease.web.api.LateAnswers;
import org.portlease.web.api.LateAnswers.Answer;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Whether a home server knows a subscriber, asked by this node. */
@Path("home-servers/{id}/test")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Home servers")
public class HomeServerTestResource {

    private static final String KIND = "home-server";
    private static final int USUAL_MILLISECONDS = 5_000;

    @Inject private TestAuthentication tests;
    @Inject private Changes changes;
    @Inject private LateAnswers late;
    @EJB private DirectoryCache directories;

    /** Who is to be known; the password is never shown, logged or kept. */
    @Schema(name = "TestAuthenticationForm")
    public record Form(
            @Schema(examples = "probe@north.example") @NotBlank @Size(max = 253) String userName,
            @Schema(examples = "a-password", writeOnly = true) @NotNull @Size(max = 128)
                    String password,
            @Schema(examples = "PAP", defaultValue = "PAP")
                    TestAuthentication.@Nullable Method method,
            @Schema(examples = "5000", defaultValue = "5000") @Nullable @Min(100) @Max(20_000)
                    Integer timeoutMilliseconds) {

        /** Says nothing of the subscriber. */
        @Override
        public String toString() {
            return "Form[" + method + "]";
        }

        TestAuthentication.Asked asked() {
            int milliseconds =
                    timeoutMilliseconds == null ? USUAL_MILLISECONDS : timeoutMilliseconds;
            return new TestAuthentication.Asked(
                    userName,
                    password,
                    method == null ? TestAuthentication.Method.PAP : method,
                    Duration.ofMillis(milliseconds));
        }
    }

    /** What came of it. */
    @Schema(name = "TestAuthentication")
    public record View(
            @Schema(
                            examples = "Access-Accept",
                            description = "None where no answer came, or none that could be taken")
                    @Nullable String code,
            @Schema(
                            examples = "timeout",
                            description =
                                    "Why there is no code: timeout, or what was wrong with the"
                                            + " answer, as bad-authenticator of a wrong secret")
                    @Nullable String fault,
            @Schema(examples = "12") long milliseconds,
            @Schema(examples = "true", description = "Whether the answer had one")
                    @Nullable Boolean messageAuthenticator,
            List<Attribute> attributes) {

        static final View UNKNOWN =
                new View(null, "what came of it is not known yet", 0, null, List.of());

        static View of(TestAuthentication.Found found) {
            return new View(
                    found.code(),
                    found.fault(),
                    found.milliseconds(),
                    found.messageAuthenticator(),
                    found.attributes().stream()
                            .map(each -> new Attribute(each.name(), each.value()))
                            .toList());
        }
    }

    /** An attribute of the answer. */
    @Schema(name = "TestAttribute")
    public record Attribute(
            @Schema(examples = "Session-Timeout") String name,
            @Schema(
                            examples = "3600",
                            description = "None where it might tell who the subscriber is")
                    @Nullable String value) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Asks a home server whether it knows a subscriber",
            description =
                    "With a real Access-Request from this node, outside of leases: no session comes"
                            + " of it. Only a few at once.")
    public View test(@PathParam("id") long id, Form form) {
        if (!directories.current().hasHomeServer(id)) {
            throw ProblemException.unknown(KIND, id);
        }
        // that somebody has asked is told; of whom is not
        View meanwhile =
                changes.doMany(
                        Of.RECORDS,
                        Set.of(KIND),
                        notes -> {
                            notes.note("test", KIND, id, null, null, null);
                            return View.UNKNOWN;
                        });
        return late.after(Answer.ok(meanwhile), () -> Answer.ok(View.of(found(id, form)))).view();
    }

    private TestAuthentication.Found found(long id, Form form) {
        try {
            return tests.ask(id, form.asked())
                    .orElseThrow(
                            () ->
                                    new ProblemException(
                                            Fault.TOO_MANY,
                                            "as many tests as may be are under way: try again"));
        } catch (IllegalStateException e) {
            throw new ProblemException(
                    Fault.UNAVAILABLE, "this node does not send requests now: " + e.getMessage());
        } catch (NoSuchElementException e) {
            throw ProblemException.unknown(KIND, id);
        }
    }
}
