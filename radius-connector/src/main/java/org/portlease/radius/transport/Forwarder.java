package org.portlease.radius.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.HomeServer;
import org.portlease.radius.Outcome;
import org.portlease.radius.Target;
import org.portlease.radius.TestAnswer;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.transport.Destination.Standing;

/** Turns what was decided to be asked into inquiries: whom, in which order, for how long. */
final class Forwarder {

    /** For a request of our own that names no patience. */
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(8);

    /** How often a request may be sent within a patience, so that one may be lost. */
    private static final int TIMES_WITHIN_A_PATIENCE = 3;

    private final Shared shared;
    private final Inquiries inquiries;
    private final HealthBook health;
    private final Replies replies;
    private final LongAdder forwarded;
    private final LongAdder sent;

    Forwarder(Shared shared, Inquiries inquiries, HealthBook health, Replies replies) {
        this.shared = shared;
        this.inquiries = inquiries;
        this.health = health;
        this.replies = replies;
        forwarded = shared.counters().adder("forwarded");
        sent = shared.counters().adder("own-requests.sent");
    }

    /** Forwards a peer's request, within what is left of its time budget. */
    void forward(Exchange exchange, Outcome.Forward forward) {
        long now = System.nanoTime();
        Directory.Entries known = shared.directory().current();
        List<Destination> destinations = destinations(forward, known, now);
        boolean hopeless =
                forward.patience().isPresent()
                        && destinations.stream().allMatch(each -> each.standing() == Standing.DEAD);
        long deadline =
                forward.patience()
                        .map(
                                patience ->
                                        earlier(exchange.deadline(), now + patience.toNanos(), now))
                        .orElse(exchange.deadline());
        forwarded.increment();
        inquiries.begin(
                new Inquiry(
                        new Inquirer.OnBehalf(
                                shared,
                                replies,
                                exchange,
                                forward.context(),
                                forward.whenAnswered()),
                        forward.packet(),
                        known.mark().octets(),
                        hopeless ? List.of() : destinations,
                        forward.patience().map(Forwarder::pause),
                        now,
                        deadline),
                now);
    }

    /** Sends a request of our own, to dead servers as well, after the others. */
    void send(Outcome.Forward request) {
        long now = System.nanoTime();
        Directory.Entries known = shared.directory().current();
        sent.increment();
        inquiries.begin(
                new Inquiry(
                        new Inquirer.Ourselves(shared, request.context()),
                        request.packet(),
                        ownProxyState(request.target(), known),
                        destinations(request, known, now),
                        request.patience().map(Forwarder::pause),
                        now,
                        now + request.patience().orElse(USUAL_PATIENCE).toNanos()),
                now);
    }

    /**
     * Puts a question to one home server alone, whatever is known of it; nothing is learnt from its
     * silence, which may be meant for a name that does not exist.
     *
     * @throws IllegalArgumentException where no such home server is configured
     */
    CompletableFuture<TestAnswer> ask(long homeServer, Packet request, Duration patience) {
        long now = System.nanoTime();
        Directory.Entries known = shared.directory().current();
        HomeServer server =
                known.pools().all().stream()
                        .filter(each -> each.id() == homeServer)
                        .findAny()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no home server has the id " + homeServer));
        CompletableFuture<TestAnswer> answer = new CompletableFuture<>();
        sent.increment();
        inquiries.begin(
                new Inquiry(
                        new Inquirer.Waiting(now, answer),
                        request,
                        known.mark().octets(),
                        List.of(Destination.alone(server, Service.ofHomeServer(request.code()))),
                        Optional.of(pause(patience)),
                        now,
                        now + patience.toNanos()),
                now);
        return answer;
    }

    /** A NAS is the end of the way: nothing comes round from there. */
    private static byte @Nullable [] ownProxyState(Target target, Directory.Entries known) {
        return target instanceof Target.Nas ? null : known.mark().octets();
    }

    private static Duration pause(Duration patience) {
        // in nanoseconds: a Duration divides with BigDecimal, and this is done for each request
        return Duration.ofNanos(patience.toNanos() / TIMES_WITHIN_A_PATIENCE);
    }

    private static long earlier(long one, long other, long now) {
        return one - now < other - now ? one : other;
    }

    private List<Destination> destinations(
            Outcome.Forward forward, Directory.Entries known, long now) {
        if (forward.target() instanceof Target.Nas nas) {
            return known.peers().byId(nas.peer()).stream()
                    .map(peer -> Destination.of(peer, nas.address()))
                    .toList();
        }
        Target.HomeServers target = (Target.HomeServers) forward.target();
        Service service = Service.ofHomeServer(forward.packet().code());
        return known.pools()
                .inOrder(
                        target.group(),
                        target.preferred(),
                        server -> Destination.of(server, service, health.of(server, service), now));
    }
}
