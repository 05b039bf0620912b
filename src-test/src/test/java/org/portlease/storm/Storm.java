package org.portlease.storm;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.portlease.storm.StormPlan.Victim;
import org.portlease.test.world.Await;
import org.portlease.test.world.BaseDirectory;
import org.portlease.test.world.Database;
import org.portlease.test.world.WorldClock;

/**
 * One run: two servers on one PostgreSQL, the plan's weather over them, then calm, until nothing is
 * under way any more; then the audit. The same seed has the same plan.
 */
public final class Storm {

    private static final Duration LAST_WORDS = Duration.ofMinutes(3);
    private static final Duration SETTLING = Duration.ofSeconds(15);
    private static final int MOST_TRIES = 4;

    /**
     * Beyond the silence after which a session is over, and the longest session without interims.
     */
    private static final Duration BEYOND_ALL_SESSIONS = Duration.ofHours(1);

    private final StormPlan plan;
    private final Path home;
    private final Path work;
    private final PrintStream out;
    private final Sky sky;
    private final List<StormHome> homes = new ArrayList<>();
    private final List<StormNas> nases = new ArrayList<>();

    /**
     * @param home the provisioned server
     * @param work where databases, servers and logs go; an earlier run's are overwritten
     */
    Storm(long seed, StormSize size, Path home, Path work, PrintStream out) {
        int homeServers =
                Stream.of(StormHome.Contract.values()).mapToInt(StormHome.Contract::servers).sum();
        this.plan = StormPlan.of(seed, size, homeServers);
        this.home = home;
        this.work = work.toAbsolutePath();
        this.out = out;
        this.sky = new Sky(plan);
    }

    /** The seed that the property asks for, or a new one. */
    static long seed() {
        Long asked = Long.getLong("portlease.storm.seed");
        return asked != null ? asked : new SecureRandom().nextInt(Integer.MAX_VALUE);
    }

    /**
     * A brief storm, or one of as many minutes as the property portlease.storm.minutes says.
     *
     * @param arguments the provisioned server's directory, and one for the storm's own files
     */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "expected the server's directory and a work directory");
        }
        long minutes = Long.getLong("portlease.storm.minutes", 0);
        Storm storm =
                new Storm(
                        seed(),
                        minutes == 0
                                ? StormSize.brief()
                                : StormSize.of(Duration.ofMinutes(minutes)),
                        Path.of(arguments[0]),
                        Path.of(arguments[1]),
                        System.out);
        Findings findings = storm.run();
        System.out.println(findings.isEmpty() ? "Everything agrees." : findings);
        System.exit(findings.isEmpty() ? 0 : 1);
    }

    Findings run() {
        out.println("Storm with -Dportlease.storm.seed=" + plan.seed() + ", " + plan.size().time());
        clean();
        for (StormHome.Contract contract : StormHome.Contract.values()) {
            homes.add(new StormHome(contract, sky, homeServers()));
        }
        try (StormDatabase database = new StormDatabase(work.resolve("postgres"), freePort())) {
            WorldClock clock = new WorldClock(work.resolve("clock"));
            Map<String, String> settings = settings(database.database(), clock);
            try (StormServer first = new StormServer(home, work, "first", settings);
                    StormServer second = new StormServer(home, work, "second", settings)) {
                first.awaitReady();
                second.awaitReady();
                rage(database, first, second);
                settle(database.database(), clock);
                return audit(database.database());
            }
        } finally {
            nases.forEach(StormNas::close);
            homes.forEach(StormHome::close);
        }
    }

    private int homeServers() {
        return homes.stream().mapToInt(each -> each.servers().size()).sum();
    }

    private void clean() {
        try {
            BaseDirectory.delete(work);
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings(Database database, WorldClock clock) {
        Map<String, String> settings = new HashMap<>();
        settings.put("PORTLEASE_DB_URL", database.url());
        settings.put("PORTLEASE_DB_USER", database.user());
        settings.put("PORTLEASE_DB_PASSWORD", database.password());
        settings.put(
                "PORTLEASE_CONFIGURATION",
                StormWorld.write(plan, homes, work.resolve("world.json")).toString());
        settings.put("PORTLEASE_TEST_CLOCK", clock.setting());
        return settings;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until the last subscriber has left, and no datagram is on any wire. */
    private void rage(StormDatabase database, StormServer first, StormServer second) {
        List<Destination> servers = List.of(first.destination(), second.destination());
        List<String> realms = homes.stream().map(StormHome::realm).toList();
        plan.nases().forEach(each -> nases.add(new StormNas(each, servers, realms, sky::isCalm)));
        Map<Victim, Mortal> victims =
                Map.of(
                        Victim.FIRST_SERVER, first,
                        Victim.SECOND_SERVER, second,
                        Victim.DATABASE, database);
        try (StormFaults faults = new StormFaults(victims, out)) {
            sky.begin();
            faults.begin(plan);
            nases.forEach(each -> each.begin(plan.size().time()));
            Duration end = plan.size().time().plus(LAST_WORDS);
            Await.until("the end of the faults", end, faults::isDone);
            sky.clear();
            Await.until(
                    "the last words of the NASes",
                    end,
                    () -> nases.stream().allMatch(StormNas::isDone));
        }
        out.println(sessions().size() + " sessions were tried");
    }

    private List<StormSession> sessions() {
        return nases.stream().flatMap(nas -> nas.sessions().stream()).toList();
    }

    /**
     * What no NAS will ever end is ended by time, and what is stored reaches the clients. A server
     * that could not reach its database gives sessions their time once more.
     */
    private void settle(Database database, WorldClock clock) {
        for (String table : List.of("lease", "stored_report")) {
            for (int tries = 0; tries < MOST_TRIES && rows(database, table) > 0; tries++) {
                clock.advance(BEYOND_ALL_SESSIONS);
                awaitNone(database, table);
            }
        }
    }

    private void awaitNone(Database database, String table) {
        try {
            Await.until("the last row of " + table, SETTLING, () -> rows(database, table) == 0);
        } catch (AssertionError e) {
            out.println(e.getMessage());
        }
    }

    private static long rows(Database database, String table) {
        return database.number("select count(*) from " + table);
    }

    private Findings audit(Database database) {
        Books books = Books.read(database);
        out.println("Sessions by their end: " + books.summary());
        Findings findings = new Audit(books, sessions(), homes).run();
        long announced = database.number("select count(*) from accounting_event");
        findings.require(
                announced >= nases.stream().mapToInt(StormNas::announcementsAcknowledged).sum(),
                "an acknowledged Accounting-On is recorded",
                announced + " are");
        for (String table : List.of("lease", "stored_report", "capacity_repair")) {
            long rows = rows(database, table);
            findings.require(rows == 0, "nothing is left in " + table, rows + " rows");
        }
        return findings;
    }
}
