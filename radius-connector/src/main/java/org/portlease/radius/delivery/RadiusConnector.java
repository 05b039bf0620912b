package org.portlease.radius.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.Distribution;
import org.portlease.radius.HomeServerStatus;
import org.portlease.radius.Peers;
import org.portlease.radius.RadiusListener;
import org.portlease.radius.TestAnswer;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.transport.CannotListenException;
import org.portlease.radius.transport.ConnectorLog;
import org.portlease.radius.transport.Counters;
import org.portlease.radius.transport.Loop;
import org.portlease.radius.transport.Occasional;
import org.portlease.radius.transport.Pending;
import org.portlease.radius.transport.Transport;
import org.portlease.radius.transport.TransportSettings;

/**
 * The connector without its container. From {@link #start()} on it asks the endpoint for the peers;
 * when it knows them it opens its doors and delivers what comes in; it follows changes of the
 * peers, opens a door again that was lost, and lives until {@link #close()}.
 */
public final class RadiusConnector implements Closeable {

    private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final long OPEN_AGAIN_AFTER = Duration.ofSeconds(1).toNanos();
    private static final long NO_VERSION = -1;

    private final TransportSettings settings;
    private final int consumers;
    private final int batchSize;
    private final Endpoints endpoints;
    private final Loops loops;
    private final Clock clock;
    private final Counters counters = new Counters();
    private final Occasional occasional = new Occasional();
    private final Outage outage = new Outage();
    private final Readings readings = new Readings();
    private volatile boolean peersReadable;
    private volatile @Nullable Transport transport;
    private long version = NO_VERSION;
    private long openAfter = System.nanoTime();

    /**
     * @param consumers how many batches are decided at the same time
     * @param batchSize how many events a batch holds at most
     * @param executor begins each task at once on a thread of its own, for long
     */
    public RadiusConnector(
            TransportSettings settings,
            int consumers,
            int batchSize,
            Endpoints endpoints,
            Executor executor,
            Clock clock) {
        this.settings = settings;
        this.consumers = consumers;
        this.batchSize = batchSize;
        this.endpoints = endpoints;
        this.loops = new Loops(executor, occasional);
        this.clock = clock;
    }

    public void start() {
        loops.begin(new Loop("peers", this::watch));
    }

    private void watch() throws Exception {
        RadiusListener listener = endpoints.acquire();
        try {
            while (!loops.isEnding()) {
                long asked = readings.begin();
                readPeers(listener);
                readings.end(asked, peersReadable);
                @Nullable Transport current = transport;
                if (current != null) {
                    openDoors(current);
                    current.sweep();
                }
                readings.pause(WATCH_INTERVAL);
            }
        } finally {
            endpoints.release(listener);
        }
    }

    private void readPeers(RadiusListener listener) throws IOException {
        try {
            Optional<Peers> news = listener.peers(version);
            peersReadable = true;
            if (news.isPresent()) {
                take(news.get());
            }
        } catch (RuntimeException e) {
            peersReadable = false;
            occasional.say(
                    "peers", count -> ConnectorLog.LOG.peersUnreadable(BatchFault.describe(e)));
        }
    }

    private void take(Peers peers) throws IOException {
        @Nullable Transport current = transport;
        if (current == null) {
            begin(peers);
        } else {
            current.takePeers(peers);
        }
        version = peers.version();
        ConnectorLog.LOG.peersTaken(version, peers.peers().size(), peers.homeServers().size());
    }

    /** Doors come last: where there is no thread for a loop, nothing may be taken. */
    private synchronized void begin(Peers peers) throws IOException {
        if (loops.isEnding()) {
            return;
        }
        Transport begun =
                new Transport(settings, peers, counters, occasional, clock, this::isServing);
        Delivery delivery = new Delivery(begun, outage, counters, occasional);
        begun.loops().forEach(loops::begin);
        var turns = new Turns(consumers);
        for (int i = 1; i <= consumers + 1; i++) {
            loops.begin(new Loop("deliver " + i, () -> consume(begun, delivery, turns)));
        }
        Ticker ticker = new Ticker(begun, delivery, endpoints, loops, this::isServing);
        loops.begin(new Loop("ticks", ticker::run));
        transport = begun;
    }

    private void openDoors(Transport current) throws IOException {
        if (current.listening() || System.nanoTime() - openAfter < 0) {
            return;
        }
        try {
            List<Loop> receivers = current.open();
            receivers.forEach(loops::begin);
            if (!receivers.isEmpty()) {
                ConnectorLog.LOG.listening(
                        ConnectorLog.text(current.authentication().orElseThrow()),
                        ConnectorLog.text(current.accounting().orElseThrow()),
                        ConnectorLog.text(current.dynamicAuthorization().orElseThrow()));
            }
        } catch (CannotListenException e) {
            openAfter = System.nanoTime() + OPEN_AGAIN_AFTER;
            String why = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
            occasional.say(
                    "cannot listen",
                    count ->
                            ConnectorLog.LOG.cannotListen(
                                    ConnectorLog.text(e.address()), why, e.setting()));
        }
    }

    private void consume(Transport current, Delivery delivery, Turns turns) throws Exception {
        RadiusListener listener = endpoints.acquire();
        try (Turns.Turn turn = turns.turn()) {
            List<Pending> batch = new ArrayList<>(batchSize);
            while (!loops.isEnding()) {
                turn.begin();
                long now = System.nanoTime();
                if (outage.isPausing(now)) {
                    loops.pause(outage.pause(now));
                } else if (current.events().take(batch, batchSize, IDLE)) {
                    delivery.deliver(batch, listener, turn);
                    batch.clear();
                }
                turn.close();
            }
        } finally {
            endpoints.release(listener);
        }
    }

    /**
     * Whether a request that comes now can be decided. After the pause of an outage it may be: what
     * a NAS then sends is the next try.
     */
    private boolean isServing() {
        return peersReadable && !outage.isPausing(System.nanoTime());
    }

    /**
     * Asks the endpoint for the peers at once and waits until they are in use, instead of for the
     * next time that they are read.
     *
     * @return whether they were read within that time
     */
    public boolean readPeers(Duration patience) throws InterruptedException {
        return readings.now(patience);
    }

    public boolean listening() {
        @Nullable Transport current = transport;
        return current != null && current.listening();
    }

    /** Where Access-Requests are taken; empty while not listening. */
    public Optional<InetSocketAddress> authentication() {
        return Optional.ofNullable(transport).flatMap(Transport::authentication);
    }

    /** Where Accounting-Requests are taken; empty while not listening. */
    public Optional<InetSocketAddress> accounting() {
        return Optional.ofNullable(transport).flatMap(Transport::accounting);
    }

    /** Where CoA- and Disconnect-Requests are taken; empty while not listening. */
    public Optional<InetSocketAddress> dynamicAuthorization() {
        return Optional.ofNullable(transport).flatMap(Transport::dynamicAuthorization);
    }

    /** What is known of the configured home servers; none before it knows its peers. */
    public List<HomeServerStatus> homeServers() {
        return Optional.ofNullable(transport).map(Transport::homeServers).orElse(List.of());
    }

    /**
     * Puts a question to one home server alone, outside of any batch.
     *
     * @return its answer, when it has come or is not waited for any longer
     * @throws IllegalStateException before the connector knows its peers
     * @throws IllegalArgumentException where no such home server is configured
     */
    public CompletableFuture<TestAnswer> ask(long homeServer, Packet request, Duration patience) {
        @Nullable Transport current = transport;
        if (current == null) {
            throw new IllegalStateException("the connector does not know its peers yet");
        }
        return current.ask(homeServer, request, patience);
    }

    /** Whose requests come from that address; empty for nobody's, and before it knows its peers. */
    public OptionalLong peerAt(InetAddress source) {
        @Nullable Transport current = transport;
        return current == null ? OptionalLong.empty() : current.peerAt(source);
    }

    /** Counts since the start, and levels of now, by name. */
    public SortedMap<String, Long> counters() {
        SortedMap<String, Long> values = counters.values();
        @Nullable Transport current = transport;
        if (current != null) {
            current.addLevels(values);
        }
        return values;
    }

    /**
     * How long things took, in nanoseconds, and how large batches were, since the start, by name.
     */
    public SortedMap<String, Distribution> distributions() {
        return counters.distributions();
    }

    /** Frees the ports, ends the loops and waits for them. */
    @Override
    public void close() {
        @Nullable Transport current;
        synchronized (this) {
            loops.end();
            readings.over();
            current = transport;
        }
        try {
            if (current != null) {
                current.close();
                ConnectorLog.LOG.closed();
            }
            loops.join();
        } catch (IOException e) {
            ConnectorLog.LOG.loopFailed("close", BatchFault.describe(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
