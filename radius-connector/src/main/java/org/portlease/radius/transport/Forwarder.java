package org.portlease.radius.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.Event;
import org.portlease.radius.HomeServer;
import org.portlease.radius.Outcome;
import org.portlease.radius.Target;
import org.portlease.radius.packet.BadPacketException;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/**
 * Asks home servers and waits for none of them: a request is sent by the thread that decided, and
 * everything after, answers, retransmission, the next server, silence, is the work of one loop.
 */
final class Forwarder {

    private static final Duration SWEEP_INTERVAL = Duration.ofMillis(25);
    private static final int AUTHENTICATOR_LENGTH = 16;

    private final Shared shared;
    private final SourceSockets sockets;
    private final HomeServerHealth health = new HomeServerHealth();

    /** Never shrinks: as many as there were home servers' addresses. */
    private final ConcurrentMap<InetSocketAddress, Outstanding> outstanding =
            new ConcurrentHashMap<>();

    private final SecureRandom random = new SecureRandom();
    private final LongAdder forwarded;
    private final LongAdder retransmitted;
    private final LongAdder failedOver;
    private final LongAdder answered;
    private final LongAdder silent;
    private long sweptAt = System.nanoTime();

    Forwarder(Shared shared, SourceSockets sockets) {
        this.shared = shared;
        this.sockets = sockets;
        Counters counters = shared.counters();
        forwarded = counters.adder("forwarded");
        retransmitted = counters.adder("retransmitted");
        failedOver = counters.adder("failed-over");
        answered = counters.adder("home-servers.answered");
        silent = counters.adder("home-servers.silent");
    }

    /** Sends a decided request to the first home server that can be asked. */
    void forward(Exchange exchange, Outcome.Forward forward) {
        long now = System.nanoTime();
        Service service = Service.of(forward.packet().code());
        Directory.Entries known = shared.directory().current();
        Target.HomeServers target = (Target.HomeServers) forward.target();
        List<HomeServer> servers =
                known.pools()
                        .inOrder(
                                target.group(),
                                target.preferred(),
                                server -> health.silentLately(server, service, now));
        Inquiry inquiry =
                new Inquiry(exchange, forward.context(), forward.packet(), known.mark(), servers);
        forwarded.increment();
        askNext(inquiry, now);
    }

    private void askNext(Inquiry inquiry, long now) {
        while (inquiry.hasNextServer() && !inquiry.exchange().expired(now)) {
            if (ask(inquiry, inquiry.nextServer(), now)) {
                return;
            }
        }
        silence(inquiry);
    }

    private boolean ask(Inquiry inquiry, HomeServer server, long now) {
        Outstanding window =
                outstanding.computeIfAbsent(inquiry.service().addressOf(server), Outstanding::new);
        int slot = window.reserve();
        if (slot == Outstanding.NO_SLOT) {
            shared.counters().count("home-servers.no-identifier-free");
            return false;
        }
        byte[] datagram;
        try {
            byte[] authenticator = new byte[AUTHENTICATOR_LENGTH];
            random.nextBytes(authenticator);
            datagram =
                    PacketCodec.encodeRequest(
                            inquiry.packet(),
                            Outstanding.identifierOf(slot),
                            authenticator,
                            server.secret(),
                            inquiry.mark().octets());
        } catch (RuntimeException e) {
            window.giveBack(slot);
            notSent("forward-not-encoded", e);
            return false;
        }
        // an Accounting-Request's authenticator is computed, so it is read from what goes out
        byte[] authenticator = PacketCodec.authenticator(datagram);
        Attempt attempt = new Attempt(inquiry, server, window, slot, datagram, authenticator, now);
        window.fill(slot, attempt);
        send(attempt);
        return true;
    }

    private void send(Attempt attempt) {
        try {
            sockets.send(
                    Outstanding.socketOf(attempt.slot()),
                    attempt.datagram(),
                    attempt.outstanding().address());
        } catch (IOException | RuntimeException e) {
            // as good as lost on the way: it is sent again, or the next server is asked
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
        silent.increment();
        Exchange exchange = inquiry.exchange();
        Event event =
                new Event.ForwardUnanswered(
                        shared.ids().next(),
                        shared.clock().instant(),
                        exchange.request(),
                        inquiry.context());
        shared.queue().put(new Pending(event, exchange, System.nanoTime()));
    }

    /** Reads answers and looks after what is overdue, until the sockets are closed. */
    void run() throws IOException {
        while (sockets.isOpen()) {
            sockets.read(this::answer, SWEEP_INTERVAL);
            long now = System.nanoTime();
            if (now - sweptAt >= SWEEP_INTERVAL.toNanos()) {
                sweptAt = now;
                outstanding
                        .values()
                        .forEach(window -> window.forEach(attempt -> overdue(attempt, now)));
            }
        }
    }

    private void overdue(Attempt attempt, long now) {
        if (!attempt.isDue(now)) {
            return;
        }
        Inquiry inquiry = attempt.inquiry();
        if (inquiry.exchange().expired(now)) {
            giveUp(attempt, now);
            silence(inquiry);
        } else if (attempt.sendAgain(now)) {
            retransmitted.increment();
            send(attempt);
        } else if (inquiry.hasNextServer()) {
            giveUp(attempt, now);
            failedOver.increment();
            askNext(inquiry, now);
        } else {
            attempt.waitToTheEnd();
        }
    }

    private void giveUp(Attempt attempt, long now) {
        attempt.outstanding().end(attempt);
        HomeServer server = attempt.server();
        if (now - attempt.beganAt() >= server.timeout().toNanos()) {
            health.unanswered(server, attempt.inquiry().service(), attempt.beganAt(), now);
        }
    }

    private void answer(int socket, InetSocketAddress source, byte[] datagram, int length) {
        try {
            Outstanding window = outstanding.get(source);
            @Nullable Attempt attempt =
                    window == null || length < Door.SHORTEST_PACKET
                            ? null
                            : window.find(socket, PacketCodec.identifier(datagram));
            if (attempt == null) {
                // a second answer to what was sent twice, or somebody's guess
                shared.counters().count("dropped.answer-unexpected");
                return;
            }
            Packet response =
                    PacketCodec.decodeResponse(
                            datagram,
                            length,
                            attempt.authenticator(),
                            attempt.server().secret(),
                            attempt.server().messageAuthenticator());
            if (response.code().answers(attempt.inquiry().service().request())) {
                answered(attempt, response);
            } else {
                shared.drops().drop("answer-code-not-allowed", source);
            }
        } catch (BadPacketException e) {
            shared.drops().drop("answer-" + Counters.label(e.reason()), source);
        } catch (RuntimeException e) {
            // whatever one datagram does to us, the next one is read
            shared.drops().drop("answer-fault-" + e.getClass().getSimpleName(), source);
        }
    }

    private void answered(Attempt attempt, Packet response) {
        if (!attempt.outstanding().end(attempt)) {
            return;
        }
        Inquiry inquiry = attempt.inquiry();
        answered.increment();
        health.answered(attempt.server(), inquiry.service(), System.nanoTime());
        Exchange exchange = inquiry.exchange();
        Event event =
                new Event.ForwardAnswered(
                        shared.ids().next(),
                        shared.clock().instant(),
                        exchange.request(),
                        inquiry.context(),
                        attempt.server().id(),
                        response);
        shared.queue().put(new Pending(event, exchange, System.nanoTime()));
    }

    int inFlight() {
        return outstanding.values().stream().mapToInt(Outstanding::size).sum();
    }

    /** How many of the configured servers were silent lately, of a service. */
    long silentServers(Service service) {
        long now = System.nanoTime();
        return shared.directory().current().pools().all().stream()
                .filter(server -> health.silentLately(server, service, now))
                .count();
    }
}
