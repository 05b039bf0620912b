package org.portlease.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;

/**
 * A client provider: its RADIUS servers, which let everybody in and share one book of what they
 * have acknowledged. Each falls silent as planned. Safe for several threads.
 */
final class StormHome implements AutoCloseable {

    private static final double REQUEST_LOST = 0.03;
    private static final double REPLY_LOST = 0.03;

    private final Contract contract;
    private final List<TestHomeServer> servers = new ArrayList<>();
    private final Map<Key, Account> accounts = new ConcurrentHashMap<>();
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private final AtomicInteger accepts = new AtomicInteger();
    private final Sky sky;

    /** What the master has agreed on with it. */
    enum Contract {
        /** Accounting is stored where it cannot be delivered at once. */
        STORING("STORE", 100_000, 2),
        /** Accounting is always stored first. */
        ALWAYS_STORING("STORE_ALWAYS", 100_000, 1),
        /** Accounting is acknowledged by the client or not at all. */
        SYNCHRONOUS("SYNCHRONOUS", 100_000, 1),
        /** Has fewer ports than subscribers who want one. */
        CROWDED("STORE", 12, 1);

        private final String accounting;
        private final int ports;
        private final int servers;

        Contract(String accounting, int ports, int servers) {
            this.accounting = accounting;
            this.ports = ports;
            this.servers = servers;
        }

        String accounting() {
            return accounting;
        }

        int ports() {
            return ports;
        }

        int servers() {
            return servers;
        }
    }

    /** A session as the client knows it. */
    private record Key(String userName, String sessionId, String homeClass) {}

    /**
     * What was acknowledged for a session.
     *
     * @param stops the seconds of each Stop, as they came
     */
    record Account(boolean started, List<Integer> stops) {

        private static final Account NONE = new Account(false, List.of());

        private Account with(int status, int seconds) {
            return switch (status) {
                case Wire.START -> new Account(true, stops);
                case Wire.STOP ->
                        new Account(
                                started,
                                Stream.concat(stops.stream(), Stream.of(seconds)).toList());
                default -> this;
            };
        }

        /** What the last Stop said. */
        OptionalInt stopSeconds() {
            return stops.isEmpty()
                    ? OptionalInt.empty()
                    : OptionalInt.of(stops.get(stops.size() - 1));
        }
    }

    /**
     * @param sky by which its servers fall silent
     * @param first the number of its first server among all
     */
    StormHome(Contract contract, Sky sky, int first) {
        this.contract = contract;
        this.sky = sky;
        for (int i = 0; i < contract.servers(); i++) {
            int number = first + i;
            servers.add(
                    new TestHomeServer("secret-of-home-" + number)
                            .forgetful()
                            .onAccess(request -> access(number))
                            .onAccounting(request -> account(number, request)));
        }
    }

    private Answer access(int server) {
        if (sky.isSilent(server)) {
            return Answer.silence();
        }
        String mark = "home-" + contract + "-" + accepts.incrementAndGet();
        return Answer.of(Draft.of(Wire.ACCESS_ACCEPT).with(WireAttribute.of(Wire.CLASS, mark)));
    }

    private Answer account(int server, Received request) {
        double fate = fate(request);
        if (sky.isSilent(server) || fate < REQUEST_LOST) {
            return Answer.silence();
        }
        Key key =
                new Key(
                        request.user(),
                        request.packet().text(Wire.ACCT_SESSION_ID),
                        request.packet().text(Wire.CLASS));
        int status = request.packet().number(Wire.ACCT_STATUS_TYPE);
        int seconds = request.packet().number(Wire.ACCT_SESSION_TIME);
        accounts.merge(
                key,
                Account.NONE.with(status, seconds),
                (before, unused) -> before.with(status, seconds));
        return fate < REQUEST_LOST + REPLY_LOST ? Answer.silence() : Answer.recorded();
    }

    /** Depends on the seed and on how often the same was said, not on when it comes. */
    private double fate(Received request) {
        if (sky.isCalm()) {
            return 1;
        }
        String saying =
                request.user()
                        + request.packet().text(Wire.ACCT_SESSION_ID)
                        + request.packet().number(Wire.ACCT_STATUS_TYPE);
        int times = seen.merge(saying, 1, Integer::sum);
        return new SplittableRandom(sky.seed() ^ (saying + times).hashCode()).nextDouble();
    }

    /** What was acknowledged for the session, nothing at all included. */
    Account account(StormSession session) {
        return accounts.getOrDefault(
                new Key(session.userName(), session.id(), session.homeClass()), Account.NONE);
    }

    Contract contract() {
        return contract;
    }

    /** By which the database knows it. */
    String provider() {
        return "Storm " + contract;
    }

    String realm() {
        return contract.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".example";
    }

    boolean serves(StormSession session) {
        return session.userName().endsWith("@" + realm());
    }

    List<TestHomeServer> servers() {
        return List.copyOf(servers);
    }

    @Override
    public void close() {
        servers.forEach(TestHomeServer::close);
    }
}
