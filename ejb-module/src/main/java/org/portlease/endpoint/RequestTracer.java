package org.portlease.endpoint;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.portlease.radius.Follower;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Packet;
import org.portlease.trace.TraceLeg;
import org.portlease.trace.TraceNotes;

/**
 * Writes down what becomes of one Access-Request. Packets are written masked, as {@link
 * Packet#toString} has them: no name, no credential. Safe for many threads.
 */
final class RequestTracer implements Follower {

    private final TraceNotes notes;
    private final Clock clock;
    private volatile String asked = "";
    private volatile Instant askedAt = Instant.EPOCH;

    RequestTracer(TraceNotes notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    /** The outcome, followed from now on; the legs are noted once it has been committed. */
    Outcome follow(Outcome outcome, List<TraceLeg> legs) {
        Outcome followed =
                outcome instanceof Outcome.Forward forward
                                && forward.context() instanceof AccessContext context
                        ? new Outcome.Forward(
                                forward.target(),
                                forward.packet(),
                                context.tracedBy(this),
                                forward.patience(),
                                forward.whenAnswered())
                        : outcome;
        return new Outcome.Followed(followed, this, () -> legs.forEach(notes::note));
    }

    @Override
    public void sent(long server, InetSocketAddress to) {
        asked = to.getAddress().getHostAddress() + " port " + to.getPort();
        askedAt = clock.instant();
        notes.note(TraceLeg.of("sent", askedAt, "server", asked));
    }

    @Override
    public void sentAgain(long server, int times) {
        notes.note(
                TraceLeg.of(
                        "sent-again",
                        clock.instant(),
                        "server",
                        asked,
                        "times",
                        Integer.toString(times)));
    }

    @Override
    public void gaveUp(long server) {
        Instant now = clock.instant();
        notes.note(TraceLeg.of("gave-up", now, "server", asked, "micros", since(askedAt, now)));
    }

    @Override
    public void answered(long server, Packet response) {
        Instant now = clock.instant();
        notes.note(
                TraceLeg.of(
                        "answered",
                        now,
                        "server",
                        asked,
                        "code",
                        response.code().name(),
                        "micros",
                        since(askedAt, now),
                        "packet",
                        response.toString()));
    }

    @Override
    public void unanswered() {
        notes.note(TraceLeg.of("unanswered", clock.instant()));
    }

    @Override
    public void replied(Packet reply) {
        notes.end(
                TraceLeg.of(
                        "replied",
                        clock.instant(),
                        "code",
                        reply.code().name(),
                        "packet",
                        reply.toString()),
                reply.code().name());
    }

    @Override
    public void abandoned(String reason) {
        notes.end(TraceLeg.of("abandoned", clock.instant(), "reason", reason), reason);
    }

    private static String since(Instant from, Instant to) {
        return Long.toString(Duration.between(from, to).toNanos() / 1_000);
    }
}
