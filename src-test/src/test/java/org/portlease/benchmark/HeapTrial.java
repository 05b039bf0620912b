package org.portlease.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;

/**
 * The server's heap under a load, idle, and with requests in flight. The options are those that the
 * server ships with; {@code jcmd} has the running server log its collections.
 *
 * <p>In flight means that an Access-Request has gone to the client's server, which holds its
 * answer: the server keeps the exchange, the inquiry, and what duplicates are known by. Its lease
 * is in the database. Patience is set to a minute meanwhile, so that none ends while it is looked
 * at.
 */
final class HeapTrial {

    static final String NAME = "Portlease, its heap";

    private static final int SENDING_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String IN_FLIGHT = "portlease_radius_inquiries_in_flight";
    private static final double MEGABYTE = 1 << 20;

    private final Bench bench;
    private final Portlease portlease;
    private final Path work;

    /**
     * @param work where its files go
     */
    HeapTrial(Bench bench, Portlease portlease, Path work) {
        this.bench = bench;
        this.portlease = portlease;
        this.work = work;
    }

    void run(int round) throws IOException, InterruptedException {
        portlease.prepare();
        try (RunningServer server = portlease.start()) {
            server.awaitReady();
            var java = new JavaServer(server.process().orElseThrow());
            pauses(java, work.resolve("gc-" + round + ".log"));
            bePatient(server);
            inFlight(server, java);
            bench.note(NAME, round, portlease.leftBehind());
        }
    }

    private void pauses(JavaServer java, Path file) throws IOException {
        LoadClient load = bench.load();
        load.begin(Goal.SESSIONS_256, bench.endpoints().authPort(), bench.endpoints().acctPort());
        load.run(bench.settings().warmUpSeconds());
        GcLog log = java.logCollections(file);
        LoadResult result = load.run(bench.settings().seconds());
        List<GcLog.Pause> pauses = log.pauses();
        load.end();
        bench.out().printf("  %s: %s%n", Goal.SESSIONS_256, result);
        // a short run may see none: then there is nothing to tell
        if (!pauses.isEmpty()) {
            tell(pauses);
        }
        bench.counted(Measure.RESIDENT, java.peakResidentMegabytes());
    }

    private void tell(List<GcLog.Pause> pauses) {
        var lengths = new Latencies();
        pauses.forEach(pause -> lengths.add((long) (pause.millis() * 1e6)));
        bench.measured(Measure.PAUSE_MEDIAN, lengths.millis(0.5));
        bench.measured(Measure.PAUSE_P99, lengths.millis(0.99));
        bench.measured(Measure.PAUSE_MAX, lengths.millis(1));
        bench.counted(
                Measure.HEAP_UNDER_LOAD,
                pauses.stream().mapToLong(GcLog.Pause::heapMegabytes).max().orElseThrow());
    }

    private void bePatient(RunningServer server) {
        String version = "portlease_configuration_version";
        long old = metrics(server).sum(version);
        Database database = portlease.database();
        database.update("update nas set budget_ms = 60000");
        database.configure("update home_server set timeout_ms = 60000, tries = 1");
        Await.until("the patience", PATIENCE, () -> metrics(server).sum(version) > old);
        Await.until("an idle server", PATIENCE, () -> isIdle(metrics(server)));
    }

    private static boolean isIdle(Metrics metrics) {
        return metrics.sum(IN_FLIGHT) == 0
                && metrics.sum("portlease_radius_duplicate_cache_entries") == 0
                && metrics.sum("portlease_queue_events") == 0;
    }

    private void inFlight(RunningServer server, JavaServer java) throws IOException {
        long idle = java.liveBytes();
        bench.client().command(InstantServer.HOLD);
        LoadClient load = bench.load();
        load.open(
                Work.ACCESS,
                bench.settings().inFlight() / SENDING_SECONDS,
                bench.endpoints().authPort(),
                bench.endpoints().acctPort());
        load.run(SENDING_SECONDS);
        Await.until(
                "all requests to be forwarded",
                PATIENCE,
                () -> metrics(server).sum("portlease_queue_events") == 0);
        long requests = metrics(server).sum(IN_FLIGHT);
        long held = java.liveBytes();
        bench.client().command(InstantServer.GO_ON);
        load.end();
        bench.measured(Measure.HEAP_IDLE, idle / MEGABYTE);
        bench.counted(Measure.IN_FLIGHT, requests);
        bench.measured(Measure.BYTES_IN_FLIGHT, (double) (held - idle) / requests);
    }

    private static Metrics metrics(RunningServer server) {
        try {
            return server.metrics();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
