package org.portlease.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.portlease.demo.FreePorts;

/**
 * Portlease and its rivals side by side on this machine: in each round each of them alone, at the
 * same loads, through the same client's server, on the same PostgreSQL. The system, PostgreSQL, the
 * load and the client's server are processes of their own. Then Portlease alone: with a crowd in
 * its database, overloaded, its heap, and the close of a month.
 */
public final class Benchmark {

    private static final String STEADY =
            "; put in by SQL before the first round, then vacuumed, analyzed and checkpointed";

    private static final long CLOSING_MILLIS = 30_000;

    private final PrintStream out = System.out;
    private final Settings settings = Settings.ofProperties();
    private final Endpoints endpoints = Endpoints.OF_WORLD_LOAD;
    private final Path home;
    private final Path work;

    private Benchmark(Path home, Path work) {
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
        closeWhatRunsIfEnded(Thread.currentThread());
        new Benchmark(Path.of(arguments[0]), Path.of(arguments[1]).toAbsolutePath()).run();
    }

    /** Who ends the benchmark in the middle leaves no server behind. */
    private static void closeWhatRunsIfEnded(Thread benchmark) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    benchmark.interrupt();
                                    try {
                                        benchmark.join(CLOSING_MILLIS);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                }));
    }

    private void run() throws IOException, InterruptedException, SQLException {
        Programs.require();
        for (int port : endpoints.all()) {
            FreePorts.requireUdp(port, "");
        }
        for (int port : Portlease.tcpPorts()) {
            FreePorts.requireTcp(port, "");
        }
        Files.createDirectories(work);
        List<String> preface = preface();
        preface.forEach(out::println);
        var figures = new Figures();
        if (!settings.parts().equals(Set.of(Part.CLOSE))) {
            measure(figures);
        }
        if (settings.has(Part.CLOSE)) {
            new CloseBenchmark(home, work.resolve("close")).run(figures);
        }
        write(figures, new Report(figures, preface));
    }

    private void measure(Figures figures) throws IOException, InterruptedException {
        try (Cluster cluster = Cluster.start(work.resolve("postgresql"));
                JavaChild client =
                        JavaChild.start(
                                InstantServer.class,
                                Integer.toString(endpoints.homeAuthPort()),
                                Integer.toString(endpoints.homeAcctPort()),
                                endpoints.secret());
                LoadClient load = LoadClient.start(endpoints.secret())) {
            var bench = new Bench(cluster, client, load, endpoints, settings, figures, out);
            var entrants = new Entrants(home, work, cluster, endpoints, settings);
            List<Entrant> all = entrants.all();
            var trial = new Trial(bench);
            Portlease alone = entrants.small("portlease");
            var overload = new OverloadTrial(bench, alone, work);
            var heap = new HeapTrial(bench, alone, work);
            for (int round = 1; round <= settings.rounds(); round++) {
                for (Entrant entrant : all) {
                    trial.run(entrant, round);
                }
                if (settings.has(Part.OVERLOAD)) {
                    overload.run(round);
                }
                if (settings.has(Part.HEAP)) {
                    heap.run(round);
                }
            }
        }
    }

    private void write(Figures figures, Report report) throws IOException, InterruptedException {
        Files.writeString(work.resolve("report.md"), report.markdown());
        Files.writeString(work.resolve("report.csv"), report.csv());
        Files.writeString(work.resolve("measures.csv"), report.measuresCsv());
        Files.writeString(work.resolve("rounds.csv"), report.roundsCsv());
        if (!figures.all().isEmpty()) {
            new Plot(figures).write(work, Machine.describe());
        }
        out.println(report.markdown());
        out.println("Written to " + work + ": report.md, report.csv, measures.csv, rounds.csv");
    }

    private List<String> preface() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(Machine.describe() + "; all processes together on it, one system at a time");
        lines.add(Programs.describe());
        lines.add("PostgreSQL, for each system alike: " + Cluster.settings());
        lines.add(
                String.format(
                        "%d rounds of %d s a figure, before each %d s of warm-up (%s) or %d s (the"
                                + " others)",
                        settings.rounds(),
                        settings.seconds(),
                        settings.warmUpSeconds(),
                        Entrant.PORTLEASE,
                        settings.rivalsWarmUpSeconds()));
        lines.add(
                "CPU: of "
                        + settings.seconds() * Runtime.getRuntime().availableProcessors()
                        + " core-seconds a figure; a second: whole sessions, or Access exchanges");
        if (settings.has(Part.PROVIDERS)) {
            lines.add(Entrant.MANY_PROVIDERS + ": " + settings.providers() + STEADY);
        }
        if (settings.has(Part.SESSIONS)) {
            lines.add(Entrant.MANY_SESSIONS + ": " + settings.sessions() + STEADY);
        }
        return lines;
    }
}
