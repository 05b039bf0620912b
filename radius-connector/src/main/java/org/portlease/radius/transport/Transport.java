package org.portlease.radius.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.Event;
import org.portlease.radius.HomeServer;
import org.portlease.radius.HomeServerStatus;
import org.portlease.radius.HomeServerStatus.State;
import org.portlease.radius.Outcome;
import org.portlease.radius.Peer;
import org.portlease.radius.Peers;
import org.portlease.radius.TestAnswer;
import org.portlease.radius.packet.Packet;

/**
 * The sockets and everything behind them. Requests come out as events in {@link #events()}, and
 * what was decided about them goes back in. Has no threads: {@link #open()} and the others that
 * return loops name what needs one each. Safe for many threads.
 */
public final class Transport implements Closeable {

    /** They show from the start on, so that a first rise can be told from a start. */
    private static final List<String> USUAL =
            List.of(
                    "dropped.unknown-peer",
                    "dropped.bad-message-authenticator",
                    "not-answered.no-database",
                    "not-answered.failed-alone",
                    "not-answered.waited-too-long",
                    "ticks.abandoned.no-database");

    private final Shared shared;
    private final SourceSockets sockets;
    private final Inquiries inquiries;
    private final HealthBook health;
    private final Forwarder forwarder;
    private final Prober prober;
    private final Replies replies;
    private final Entrance authentication;
    private final Entrance accounting;
    private final Entrance dynamicAuthorization;
    private boolean closed;

    /**
     * @param peers who we talk to at first
     * @param serving whether requests can be decided now; only then is a Status-Server answered
     */
    public Transport(
            TransportSettings settings,
            Peers peers,
            Counters counters,
            Occasional occasional,
            Clock clock,
            BooleanSupplier serving)
            throws IOException {
        USUAL.forEach(counters::adder);
        EventQueue queue = new EventQueue(settings.queueCapacity(), counters, occasional);
        shared =
                new Shared(
                        new Directory(peers),
                        queue,
                        new EventIds(clock),
                        clock,
                        counters,
                        new Drops(counters, occasional),
                        occasional);
        sockets = new SourceSockets(settings.bindAddress(), settings.receiveBufferBytes());
        inquiries = new Inquiries(shared, sockets);
        health = new HealthBook(clock);
        health.keep(peers.homeServers());
        replies = new Replies(shared);
        forwarder = new Forwarder(shared, inquiries, health, replies);
        prober = new Prober(shared, inquiries, health);
        authentication =
                new Entrance(
                        Service.AUTHENTICATION,
                        settings.authPort(),
                        settings,
                        shared,
                        () -> serving.getAsBoolean() && !shared.directory().current().draining());
        accounting =
                new Entrance(Service.ACCOUNTING, settings.acctPort(), settings, shared, serving);
        dynamicAuthorization =
                new Entrance(
                        Service.DYNAMIC_AUTHORIZATION,
                        settings.coaPort(),
                        settings,
                        shared,
                        serving);
    }

    private List<Entrance> entrances() {
        return List.of(authentication, accounting, dynamicAuthorization);
    }

    /** Takes new peers; what is in flight ends with the old ones. */
    public void takePeers(Peers peers) {
        shared.directory().replace(peers);
        health.keep(peers.homeServers());
    }

    /**
     * Opens the doors that are not open.
     *
     * @return a loop for each door that was opened
     * @throws CannotListenException where one cannot be opened; then none was
     */
    public synchronized List<Loop> open() throws IOException {
        if (closed) {
            return List.of();
        }
        Map<Entrance, Door> opened = new LinkedHashMap<>();
        try {
            for (Entrance entrance : entrances()) {
                if (!entrance.isOpen()) {
                    opened.put(entrance, entrance.openDoor());
                }
            }
        } catch (IOException e) {
            for (Door door : opened.values()) {
                door.close();
            }
            throw e;
        }
        List<Loop> loops = new ArrayList<>();
        opened.forEach((entrance, door) -> loops.add(entrance.use(door)));
        return loops;
    }

    /**
     * The loops that work while the doors are open: one reads answers and notices silence, one
     * sends the replies that were to wait.
     */
    public List<Loop> loops() {
        return List.of(
                new Loop("answers", () -> inquiries.run(prober::probe)),
                new Loop("delayed replies", () -> replies.run(sockets::isOpen)));
    }

    public boolean listening() {
        return entrances().stream().allMatch(Entrance::isOpen);
    }

    /** Where Access-Requests are taken; empty while not listening. */
    public Optional<InetSocketAddress> authentication() {
        return authentication.address();
    }

    /** Where Accounting-Requests are taken; empty while not listening. */
    public Optional<InetSocketAddress> accounting() {
        return accounting.address();
    }

    /** Where CoA- and Disconnect-Requests are taken; empty while not listening. */
    public Optional<InetSocketAddress> dynamicAuthorization() {
        return dynamicAuthorization.address();
    }

    public EventQueue events() {
        return shared.queue();
    }

    /** What tells the endpoint that time passes. */
    public Pending.OfTime tick() {
        Event.Tick event = new Event.Tick(shared.ids().next(), shared.clock().instant());
        return new Pending.OfTime(event, System.nanoTime());
    }

    /**
     * Does what was decided about an event, now that the decision has committed.
     *
     * @throws IllegalArgumentException where the outcome is not one of such an event
     */
    public void carryOut(Pending pending, Outcome outcome) {
        if (pending instanceof Pending.OfPeer asked) {
            carryOut(asked.exchange(), outcome);
        } else if (outcome instanceof Outcome.Send send) {
            send.requests().forEach(forwarder::send);
        } else {
            throw new IllegalArgumentException(
                    "expected an outcome without a peer's request, but it is "
                            + outcome.getClass().getSimpleName());
        }
    }

    private void carryOut(Exchange exchange, Outcome outcome) {
        if (outcome instanceof Outcome.Reply reply) {
            replies.reply(exchange, reply);
        } else if (outcome instanceof Outcome.Forward forward) {
            forwarder.forward(exchange, forward);
        } else if (outcome instanceof Outcome.Followed followed) {
            exchange.follow(followed.follower());
            followed.committed().run();
            carryOut(exchange, followed.outcome());
        } else if (outcome instanceof Outcome.Drop drop) {
            exchange.abandon(drop.reason());
            notAnswered(drop.reason());
        } else {
            throw new IllegalArgumentException(
                    "expected an outcome of a peer's request, but it is "
                            + outcome.getClass().getSimpleName());
        }
    }

    /** Notes how long it took until what was decided about an event had been committed. */
    public void decided(Pending pending, long now) {
        if (pending instanceof Pending.OfPeer asked) {
            asked.exchange().decided(asked.event(), pending.since(), now);
        }
    }

    /**
     * Gives up an event that could not be decided. A request is left without a reply; sent again,
     * it is a new one.
     *
     * @param reason what is counted, a short phrase without data of the request
     */
    public void abandon(Pending pending, String reason) {
        if (pending instanceof Pending.OfPeer asked) {
            asked.exchange().abandon(reason);
            notAnswered(reason);
        } else if (pending instanceof Pending.OfOurOwn) {
            shared.counters().count("own-requests.abandoned." + label(reason));
        } else {
            shared.counters().count("ticks.abandoned." + label(reason));
        }
    }

    /**
     * Puts a question to one home server alone, outside of any batch.
     *
     * @param request an Access- or Accounting-Request
     * @param patience how long to wait for its answer
     * @throws IllegalArgumentException where no such home server is configured
     */
    public CompletableFuture<TestAnswer> ask(long homeServer, Packet request, Duration patience) {
        return forwarder.ask(homeServer, request, patience);
    }

    /** Whose requests for access and accounting come from that address. */
    public OptionalLong peerAt(InetAddress source) {
        @Nullable Peer peer = shared.directory().current().peers().find(source);
        return peer == null ? OptionalLong.empty() : OptionalLong.of(peer.id());
    }

    private void notAnswered(String reason) {
        shared.counters().count("not-answered." + label(reason));
    }

    private static String label(String reason) {
        return reason.replace(' ', '-');
    }

    /** Forgets what is old; to be called a few times a second. */
    public void sweep() {
        long now = System.nanoTime();
        entrances().forEach(entrance -> entrance.duplicates().sweep(now));
    }

    /** What fills and empties: queue, flight, caches, home servers. */
    public void addLevels(SortedMap<String, Long> values) {
        values.put("queue.length", (long) shared.queue().size());
        values.put("in-flight", (long) inquiries.inFlight());
        values.put("replies.delayed-now", (long) replies.waiting());
        values.put(
                "duplicates.known",
                entrances().stream().mapToLong(each -> each.duplicates().size()).sum());
        Directory.Entries known = shared.directory().current();
        values.put("peers.version", known.version());
        List<HomeServer> servers = known.pools().all();
        values.put("home-servers.configured", (long) servers.size());
        for (Service service : Service.OF_HOME_SERVERS) {
            values.put(
                    "home-servers.silent-now." + service.label(),
                    health.count(servers, service, HomeServerHealth::isSilent));
            values.put(
                    "home-servers.dead-now." + service.label(),
                    health.count(servers, service, each -> each.state() == State.DEAD));
        }
    }

    /** What is known of the configured home servers, each service for itself. */
    public List<HomeServerStatus> homeServers() {
        return health.statuses(shared.directory().current().pools().all());
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (Entrance entrance : entrances()) {
            entrance.close();
        }
        sockets.close();
    }
}
