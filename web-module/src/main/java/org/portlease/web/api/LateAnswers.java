package org.portlease.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.portlease.audit.RememberedAnswers;

/**
 * Answers that are known only some time after their change has committed: of what is sent to
 * others, or computed on other threads. The same request again, with its Idempotency-Key, gets them
 * as well; where nothing came of it, the key is free again.
 */
@ApplicationScoped
public class LateAnswers {

    @Inject private Call call;
    @Inject private RememberedAnswers answers;

    /**
     * An answer.
     *
     * @param status of HTTP
     */
    public record Answer<V extends Record>(int status, V view) {

        public static <V extends Record> Answer<V> ok(V view) {
            return new Answer<>(200, view);
        }
    }

    /** What the answer comes of. */
    @FunctionalInterface
    public interface Work<V extends Record, X extends Exception> {
        Answer<V> answer() throws X;
    }

    /**
     * Does it, outside any transaction.
     *
     * @param meanwhile what the same request is answered as long as it is under way, and if this
     *     node dies of it
     */
    public <V extends Record, X extends Exception> Answer<V> after(
            Answer<V> meanwhile, Work<V, X> work) throws X {
        if (call.isDryRun() || call.idempotencyKey().isEmpty()) {
            return work.answer();
        }
        String key = call.idempotencyKey().get();
        keep(key, meanwhile);
        boolean answered = false;
        try {
            Answer<V> answer = work.answer();
            keep(key, answer);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                answers.forget(call.actor(), key);
            }
        }
    }

    private void keep(String key, Answer<?> answer) {
        answers.replace(
                call.actor(),
                key,
                known ->
                        known.keep(
                                answer.status(),
                                null,
                                Json.etag(answer.view()),
                                Json.text(answer.view())));
    }
}
