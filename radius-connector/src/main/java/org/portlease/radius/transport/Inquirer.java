package org.portlease.radius.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.Event;
import org.portlease.radius.Follower;
import org.portlease.radius.ForwardContext;
import org.portlease.radius.Outcome;
import org.portlease.radius.TestAnswer;
import org.portlease.radius.packet.Packet;

/** Who wants to know what came of an inquiry; told once, by any thread. */
interface Inquirer {

    /** For a Status-Server, which is for its destination's {@link Witness}. */
    Inquirer NOBODY =
            new Inquirer() {
                @Override
                public void answered(long by, Packet response) {
                    // see above
                }

                @Override
                public void unanswered() {
                    // see above
                }
            };

    /**
     * @param by whose answer it is: {@link Destination#id()}
     */
    void answered(long by, Packet response);

    void unanswered();

    /**
     * An answer has come that could not be taken; another may follow.
     *
     * @param reason a short phrase without data of the answer
     */
    default void discarded(String reason) {
        // it is counted as dropped
    }

    /** Somebody who waits for the answer to a question of his own. */
    final class Waiting implements Inquirer {

        private final long since;
        private final CompletableFuture<TestAnswer> answer;
        private volatile @Nullable String discarded;

        /**
         * @param since when he asked, a {@link System#nanoTime()}
         */
        Waiting(long since, CompletableFuture<TestAnswer> answer) {
            this.since = since;
            this.answer = answer;
        }

        @Override
        public void answered(long by, Packet response) {
            answer.complete(new TestAnswer.Answered(response, took()));
        }

        @Override
        public void unanswered() {
            @Nullable String reason = discarded;
            answer.complete(
                    reason == null
                            ? new TestAnswer.Silent(took())
                            : new TestAnswer.Discarded(reason, took()));
        }

        @Override
        public void discarded(String reason) {
            discarded = reason;
        }

        private Duration took() {
            return Duration.ofNanos(System.nanoTime() - since);
        }
    }

    /** Who traces it. */
    default Follower follower() {
        return Follower.NOBODY;
    }

    /**
     * A peer whose request was forwarded.
     *
     * @param whenAnswered what it is told as soon as there is an answer; empty where that is to be
     *     decided
     */
    record OnBehalf(
            Shared shared,
            Replies replies,
            Exchange exchange,
            ForwardContext context,
            Optional<Outcome.Reply> whenAnswered)
            implements Inquirer {

        @Override
        public Follower follower() {
            return exchange.follower();
        }

        @Override
        public void answered(long by, Packet response) {
            if (whenAnswered.isPresent()) {
                replies.reply(exchange, whenAnswered.get());
                return;
            }
            queue(
                    new Event.ForwardAnswered(
                            shared.ids().next(),
                            shared.clock().instant(),
                            exchange.request(),
                            context,
                            by,
                            response));
        }

        @Override
        public void unanswered() {
            queue(
                    new Event.ForwardUnanswered(
                            shared.ids().next(),
                            shared.clock().instant(),
                            exchange.request(),
                            context));
        }

        private void queue(Event.OfRequest event) {
            shared.queue().put(new Pending.OfPeer(event, exchange, System.nanoTime()));
        }
    }

    /** The endpoint itself, for a request of our own. */
    record Ourselves(Shared shared, ForwardContext context) implements Inquirer {

        @Override
        public void answered(long by, Packet response) {
            shared.counters().count("own-requests.answered");
            queue(
                    new Event.SendAnswered(
                            shared.ids().next(), shared.clock().instant(), context, by, response));
        }

        @Override
        public void unanswered() {
            shared.counters().count("own-requests.unanswered");
            queue(new Event.SendUnanswered(shared.ids().next(), shared.clock().instant(), context));
        }

        private void queue(Event event) {
            shared.queue().put(new Pending.OfOurOwn(event, System.nanoTime()));
        }
    }
}
