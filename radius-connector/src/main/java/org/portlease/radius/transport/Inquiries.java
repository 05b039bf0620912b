package org.portlease.radius.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.packet.BadPacketException;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/**
 * Asks and waits for nobody: a request is sent by the thread that begins an inquiry, and everything
 * after, answers, retransmission, the next destination, silence, is the work of one loop.
 */
final class Inquiries {

    private static final Duration SWEEP_INTERVAL = Duration.ofMillis(25);
    private static final int AUTHENTICATOR_LENGTH = 16;

    private static final Set<Code> ASKED =
            EnumSet.of(
                    Code.ACCESS_REQUEST,
                    Code.ACCOUNTING_REQUEST,
                    Code.STATUS_SERVER,
                    Code.COA_REQUEST,
                    Code.DISCONNECT_REQUEST);

    private final Shared shared;
    private final SourceSockets sockets;

    private final Windows windows = new Windows();
    private final SecureRandom random = new SecureRandom();
    private final LongAdder retransmitted;
    private final LongAdder failedOver;
    private final Tally homeServers;
    private final Tally nases;
    private final Tally probes;
    private final Map<Code, Histogram> durations = new EnumMap<>(Code.class);
    private long sweptAt = System.nanoTime();

    Inquiries(Shared shared, SourceSockets sockets) {
        this.shared = shared;
        this.sockets = sockets;
        Counters counters = shared.counters();
        retransmitted = counters.adder("retransmitted");
        failedOver = counters.adder("failed-over");
        homeServers = Tally.of("home-servers", counters);
        nases = Tally.of("nases", counters);
        probes = Tally.of("status-server.probes", counters);
        for (Code asked : ASKED) {
            durations.put(asked, Legs.inquiry(asked, counters));
        }
    }

    /** What came of inquiries. */
    private record Tally(LongAdder answered, LongAdder silent) {

        static Tally of(String whom, Counters counters) {
            return new Tally(counters.adder(whom + ".answered"), counters.adder(whom + ".silent"));
        }
    }

    private Tally tally(Inquiry inquiry) {
        return switch (inquiry.packet().code()) {
            case COA_REQUEST, DISCONNECT_REQUEST -> nases;
            case STATUS_SERVER -> probes;
            default -> homeServers;
        };
    }

    /** Asks the first destination that can be asked; where there is none, says so at once. */
    void begin(Inquiry inquiry, long now) {
        askNext(inquiry, now);
    }

    private void askNext(Inquiry inquiry, long now) {
        while (inquiry.hasNext() && !inquiry.expired(now)) {
            if (ask(inquiry, inquiry.next(), now)) {
                return;
            }
        }
        silence(inquiry);
    }

    private boolean ask(Inquiry inquiry, Destination destination, long now) {
        Outstanding window = windows.at(destination.address(), now);
        int slot = window.reserve();
        if (slot == Outstanding.NO_SLOT) {
            shared.counters().count("home-servers.no-identifier-free");
            return false;
        }
        byte[] datagram;
        try {
            datagram =
                    PacketCodec.encodeRequest(
                            inquiry.packet(),
                            Outstanding.identifierOf(slot),
                            authenticator(inquiry.packet().code()),
                            destination.secret(),
                            inquiry.proxyState());
        } catch (RuntimeException e) {
            window.giveBack(slot);
            notSent("forward-not-encoded", e);
            return false;
        }
        // other requests' authenticators are computed, so it is read from what goes out
        byte[] authenticator = PacketCodec.authenticator(datagram);
        Attempt attempt =
                new Attempt(inquiry, destination, window, slot, datagram, authenticator, now);
        window.fill(slot, attempt);
        destination.witness().asked(now);
        inquiry.inquirer().follower().sent(destination.id(), destination.address());
        send(attempt);
        return true;
    }

    /** Random where it is not to be computed. */
    private byte[] authenticator(Code request) {
        byte[] authenticator = new byte[AUTHENTICATOR_LENGTH];
        if (request.hasRandomAuthenticator()) {
            random.nextBytes(authenticator);
        }
        return authenticator;
    }

    private void send(Attempt attempt) {
        try {
            sockets.send(
                    Outstanding.socketOf(attempt.slot()),
                    attempt.datagram(),
                    attempt.outstanding().address());
        } catch (IOException | RuntimeException e) {
            // as good as lost on the way: it is sent again, or somebody else is asked
            notSent("forward-not-sent", e);
        }
    }

    private void notSent(String counter, Exception why) {
        shared.counters().count(counter);
        shared.occasional()
                .say(
                        counter,
                        count -> ConnectorLog.LOG.notSent(count, why.getClass().getSimpleName()));
    }

    private void silence(Inquiry inquiry) {
        tally(inquiry).silent().increment();
        inquiry.inquirer().follower().unanswered();
        inquiry.inquirer().unanswered();
    }

    /**
     * Reads answers and looks after what is overdue, until the sockets are closed.
     *
     * @param meanwhile also done each time that overdue ones are looked for, at a {@link
     *     System#nanoTime()}
     */
    void run(LongConsumer meanwhile) throws IOException {
        while (sockets.isOpen()) {
            sockets.read(this::answer, SWEEP_INTERVAL);
            long now = System.nanoTime();
            if (now - sweptAt >= SWEEP_INTERVAL.toNanos()) {
                sweptAt = now;
                windows.sweep(now, attempt -> overdue(attempt, now));
                meanwhile.accept(now);
            }
        }
    }

    private void overdue(Attempt attempt, long now) {
        if (!attempt.isDue(now)) {
            return;
        }
        attempt.noticeSilence(now);
        Inquiry inquiry = attempt.inquiry();
        if (inquiry.expired(now)) {
            attempt.outstanding().end(attempt);
            silence(inquiry);
        } else if (attempt.sendAgain(now)) {
            retransmitted.increment();
            inquiry.inquirer().follower().sentAgain(attempt.destination().id(), attempt.sent());
            send(attempt);
        } else if (inquiry.hasNext()) {
            attempt.outstanding().end(attempt);
            failedOver.increment();
            inquiry.inquirer().follower().gaveUp(attempt.destination().id());
            askNext(inquiry, now);
        } else {
            attempt.waitToTheEnd();
        }
    }

    private void answer(int socket, InetSocketAddress source, byte[] datagram, int length) {
        @Nullable Outstanding window = windows.known(source);
        @Nullable Attempt attempt =
                window == null || length < Door.SHORTEST_PACKET
                        ? null
                        : window.find(socket, PacketCodec.identifier(datagram));
        if (attempt == null) {
            // a second answer to what was sent twice, or somebody's guess
            shared.counters().count("dropped.answer-unexpected");
            return;
        }
        try {
            Destination asked = attempt.destination();
            Packet response =
                    PacketCodec.decodeResponse(
                            datagram,
                            length,
                            attempt.authenticator(),
                            asked.secret(),
                            asked.messageAuthenticator());
            if (response.code().answers(attempt.inquiry().packet().code())) {
                answered(attempt, response);
            } else {
                discard(attempt, "code-not-allowed", source);
            }
        } catch (BadPacketException e) {
            discard(attempt, Counters.label(e.reason()), source);
        } catch (RuntimeException e) {
            // whatever one datagram does to us, the next one is read
            discard(attempt, "fault-" + e.getClass().getSimpleName(), source);
        }
    }

    private void discard(Attempt attempt, String reason, InetSocketAddress source) {
        shared.drops().drop("answer-" + reason, source);
        attempt.inquiry().inquirer().discarded(reason);
    }

    private void answered(Attempt attempt, Packet response) {
        if (!attempt.outstanding().end(attempt)) {
            return;
        }
        Inquiry inquiry = attempt.inquiry();
        long now = System.nanoTime();
        tally(inquiry).answered().increment();
        Objects.requireNonNull(durations.get(inquiry.packet().code()))
                .record(now - inquiry.beganAt());
        Destination by = attempt.destination();
        by.witness().answered(now);
        inquiry.inquirer().follower().answered(by.id(), response);
        inquiry.inquirer().answered(by.id(), response);
    }

    int inFlight() {
        return windows.inFlight();
    }
}
