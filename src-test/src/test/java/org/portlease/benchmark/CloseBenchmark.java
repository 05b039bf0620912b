package org.portlease.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.portlease.test.world.Database;
import org.portlease.test.world.WorldClock;

/**
 * How fast the packaged server closes a month, and in how much memory: many contracts at once, its
 * first close; many again, warm; again, killed in the middle; one contract with all sessions in a
 * small heap. After each, what was billed is compared with what was used.
 */
public final class CloseBenchmark {

    private static final int HEAP = 512;
    private static final int SMALL_HEAP = 256;
    private static final long LIMIT_MINUTES = 30;
    private static final long POLL_MILLIS = 50;

    private final PrintStream out = System.out;
    private final long sessions = Long.getLong("close.sessions", 1_000_000);
    private final int contracts = Integer.getInteger("close.contracts", 1_000);
    private final Path home;
    private final Path work;

    CloseBenchmark(Path home, Path work) {
        this.home = home;
        this.work = work;
    }

    /**
     * @param arguments the provisioned server's directory, and one for the benchmark's own files
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "expected the server's directory and a work directory");
        }
        new CloseBenchmark(Path.of(arguments[0]), Path.of(arguments[1])).run(new Figures());
    }

    /**
     * @param figures get what is measured
     */
    void run(Figures figures) throws IOException, InterruptedException, SQLException {
        Files.createDirectories(work);
        out.println(Machine.describe());
        try (EmbeddedPostgres postgres = postgres()) {
            try (Act act = new Act(postgres, "many", contracts, HEAP)) {
                act.nextMonth();
                act.close(figures, Measure.CLOSE_FIRST);
                act.nextMonth();
                long heap = act.close(figures, Measure.CLOSE_MANY);
                figures.measured(Measure.CLOSE_MANY_HEAP, (double) heap);
                act.nextMonth();
                act.closeWithKill(figures);
            }
            try (Act act = new Act(postgres, "single", 1, SMALL_HEAP)) {
                act.nextMonth();
                long heap = act.close(figures, Measure.CLOSE_SINGLE);
                figures.measured(Measure.CLOSE_SINGLE_HEAP, (double) heap);
            }
        }
    }

    /** Commits wait for the disk, as in production: the embedded default would not. */
    private static EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .start();
    }

    /** One database, and the server that bills it. */
    private final class Act implements AutoCloseable {

        private final int parties;
        private final Database database;
        private final WorldClock clock;
        private final CloseWorld world;
        private final CloseServer server;
        private long months;
        private long used;

        Act(EmbeddedPostgres postgres, String name, int parties, int heap)
                throws IOException, InterruptedException, SQLException {
            this.parties = parties;
            new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres")
                    .update("create database " + name);
            database = new Database(postgres.getJdbcUrl("postgres", name), "postgres", "postgres");
            Path files = Files.createDirectories(work.resolve(name));
            clock = new WorldClock(files.resolve("clock"));
            world = new CloseWorld(database, parties);
            server =
                    CloseServer.start(
                            home,
                            files,
                            postgres,
                            database,
                            heap,
                            Map.of(
                                    "PORTLEASE_TEST_CLOCK",
                                    clock.setting(),
                                    "PORTLEASE_CONFIGURATION",
                                    world.write(files.resolve("world.json")).toString()));
        }

        void nextMonth() {
            await("a period of each contract", () -> running() == parties);
            used = world.use(instant("min(starts_at)"), instant("min(ends_at)"), sessions);
            months++;
            out.printf("%,d sessions of %,d contracts are there%n", used, parties);
        }

        /**
         * @return the heap after a collection, at most, in MB
         */
        long close(Figures figures, Measure rate) throws IOException {
            Instant end = pass();
            CloseServer.Mark mark = server.mark();
            long begin = System.nanoTime();
            await("the close", () -> running() == parties && closed() == parties * months);
            CloseServer.Use use = server.since(mark);
            figures.measured(rate, tell(rate, used, System.nanoTime() - begin, use));
            check(end);
            return use.heapMegabytes();
        }

        void closeWithKill(Figures figures) throws IOException, InterruptedException {
            Instant end = pass();
            long before = parties * (months - 1);
            await("the middle of the close", () -> closed() - before > parties / 2);
            server.killAndRestart();
            long survived = closed() - before;
            long missing =
                    database.number(
                            "select count(*) from usage_record u where u.stopped_at < cast(? as"
                                    + " timestamptz) and not exists (select 1 from rated_usage r"
                                    + " where r.lease_id = u.id)",
                            end.toString());
            out.printf("killed with %,d of %,d contracts closed%n", survived, parties);
            await("the first after the kill", () -> closed() - before > survived);
            CloseServer.Mark mark = server.mark();
            long begin = System.nanoTime();
            await("the rest", () -> closed() == parties * months);
            Measure rate = Measure.CLOSE_RESUMED;
            long nanos = System.nanoTime() - begin;
            figures.measured(rate, tell(rate, missing, nanos, server.since(mark)));
            check(end);
        }

        /** Lets the month end, and waits until its first period is cut. */
        private Instant pass() {
            Instant end = instant("min(ends_at)");
            clock.advanceTo(end.plusSeconds(1));
            await("the first cut", () -> cut(end) > 0);
            return end;
        }

        private void check(Instant end) {
            out.println(CloseAudit.check(database, end, parties * months));
        }

        /**
         * @return sessions a second
         */
        private double tell(Measure what, long count, long nanos, CloseServer.Use use) {
            double seconds = nanos / 1e9;
            out.printf(
                    "%s: %,d sessions in %.1f s, %,.0f sessions/s; heap after a collection at most"
                            + " %d MB, resident at most %d MB; CPU: server %.1f s, PostgreSQL %.1f s%n",
                    what,
                    count,
                    seconds,
                    count / seconds,
                    use.heapMegabytes(),
                    use.peakRssMegabytes(),
                    use.cpu().seconds(Processes.Role.SERVER),
                    use.cpu().seconds(Processes.Role.POSTGRES));
            return count / seconds;
        }

        private long closed() {
            return database.number("select count(*) from billing_period where state = 'CLOSED'");
        }

        private long running() {
            return database.number("select count(*) from billing_period where state = 'OPEN'");
        }

        private long cut(Instant end) {
            return database.number(
                    "select count(*) from capacity where cut_at = cast(? as timestamptz)",
                    end.toString());
        }

        private Instant instant(String column) {
            return Instant.ofEpochSecond(
                    database.number(
                            "select cast(extract(epoch from "
                                    + column
                                    + ") as bigint) from billing_period where state = 'OPEN'"));
        }

        private void await(String what, BooleanSupplier condition) {
            long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(LIMIT_MINUTES);
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > limit) {
                    throw new IllegalStateException("waited too long for " + what);
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for " + what, e);
                }
            }
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
