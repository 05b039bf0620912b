package org.portlease.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.portlease.audit.RememberedAnswer;
import org.portlease.audit.RememberedAnswers;
import org.portlease.secret.KeyRing;

/** What this request's Idempotency-Key asks for: the same request with it is done once. */
@ApplicationScoped
class Answers {

    private static final String PURPOSE = "idempotency";

    @Inject private Call call;
    @Inject private RememberedAnswers answers;
    @Inject private KeyRing keys;
    @Inject private Clock clock;

    /** This request, as it is known again. */
    private record Claim(String key, byte[] ofRequest) {}

    /**
     * @throws AnsweredBeforeException where it was done already
     * @throws ProblemException where the key was another request's
     */
    void refuseIfKnown() {
        claim().ifPresent(this::refuseIfKnown);
    }

    private void refuseIfKnown(Claim claim) {
        Optional<RememberedAnswer> known = answers.find(call.actor(), claim.key());
        if (known.isPresent()) {
            if (!known.get().isOf(claim.ofRequest())) {
                throw ProblemException.of(
                        CallFilter.IDEMPOTENCY_KEY, "was used for another request already");
            }
            throw new AnsweredBeforeException(known.get());
        }
    }

    /**
     * What this request's answer is to be kept in; empty where nobody asked for that. Under the
     * trail's lock: so a key is used once.
     */
    Optional<RememberedAnswer> remember() {
        Optional<Claim> claim = claim();
        claim.ifPresent(this::refuseIfKnown);
        return claim.map(
                made ->
                        answers.remember(
                                call.actor(), made.key(), made.ofRequest(), clock.instant()));
    }

    private Optional<Claim> claim() {
        if (call.isDryRun()) {
            return Optional.empty();
        }
        return call.idempotencyKey()
                .flatMap(
                        key ->
                                call.digest()
                                        .map(digest -> new Claim(key, keys.mac(PURPOSE, digest))));
    }

    void keep(RememberedAnswer answer, Record view) {
        answer.keep(
                call.location().isPresent() ? 201 : 200,
                call.location().map(Object::toString).orElse(null),
                Json.etag(view),
                Json.text(view));
    }
}
