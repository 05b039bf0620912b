package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.portlease.rotation.KeyProgress;
import org.portlease.web.api.Roles;

/** How far a change of the key has come that secrets are encrypted with. */
@Path("encryption-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Live")
public class EncryptionKeysResource {

    @Inject private KeyProgress progress;
    @Inject private Clock clock;

    /** The keys by their numbers; never what they are. */
    @Schema(name = "EncryptionKeys")
    public record View(
            @Schema(
                            description =
                                    "What secrets are encrypted with, by number; an older key may"
                                            + " be removed when it has gone from here")
                    List<InUse> inUse,
            @Schema(description = "Newer keys of the node that answers, which do not encrypt yet")
                    List<Waiting> waiting) {

        static View of(KeyProgress.Progress found) {
            return new View(
                    found.inUse().stream().map(InUse::of).toList(),
                    found.waiting().stream().map(Waiting::of).toList());
        }
    }

    /** A key that something may be encrypted with. */
    @Schema(name = "EncryptionKeyInUse")
    public record InUse(
            @Schema(examples = "2") int number,
            @Schema(
                            examples = "true",
                            description = "Whether what is new is encrypted with it: the last is")
                    boolean encrypts,
            @Schema(examples = "2026-01-31T12:00:00Z", description = "When it began to encrypt")
                    Instant since,
            @Schema(examples = "4711", description = "How much is encrypted with it")
                    long ciphertexts) {

        static InUse of(KeyProgress.InUse key) {
            return new InUse(key.number(), key.encrypts(), key.since(), key.ciphertexts());
        }
    }

    /** A key that begins to encrypt when every running node holds it. */
    @Schema(name = "EncryptionKeyWaiting")
    public record Waiting(
            @Schema(examples = "3") int number,
            @Schema(
                            examples = "[\"b\"]",
                            description =
                                    "The running nodes that lack it, or have another of its number")
                    List<String> missingAt) {

        static Waiting of(KeyProgress.Waiting key) {
            return new Waiting(key.number(), key.missingAt());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "How far a change of the key for secrets has come",
            description =
                    "Each time all that is encrypted is counted, sessions and stored accounting"
                            + " included: no question for every second.")
    public View progress() {
        return View.of(progress.at(clock.instant()));
    }
}
