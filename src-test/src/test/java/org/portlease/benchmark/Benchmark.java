package org.portlease.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.portlease.demo.FreePorts;

/**
 * Portlease and its rivals side by side on this machine: in each round each of them alone, at the
 * same loads, through the same client's server, on the same PostgreSQL. The system, PostgreSQL, the
 * load and the client's server are processes of their own.
 */
public final class Benchmark {

    /** Access last: the leases that it leaves must not end in the middle of other figures. */
    private static final List<LoadCase> CASES =
            List.of(
                    Goal.SESSIONS_64,
                    Goal.SESSIONS_256,
                    Goal.SESSION_ALONE,
                    Goal.ACCESS_ALONE,
                    Goal.ACCESS_64);

    /** What a proxy that decides nothing can be compared in. */
    private static final List<LoadCase> PROXY_CASES =
            List.of(Goal.SESSION_ALONE, Goal.ACCESS_ALONE, Goal.ACCESS_64);

    private static final int LEAST_ROUNDS = 2;

    private final PrintStream out = System.out;
    private final int rounds = Integer.getInteger("benchmark.rounds", 3);
    private final int warmUpSeconds = Integer.getInteger("benchmark.warmup", 30);
    private final int rivalsWarmUpSeconds = Integer.getInteger("benchmark.rivals.warmup", 5);
    private final int seconds = Integer.getInteger("benchmark.seconds", 20);
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
        new Benchmark(Path.of(arguments[0]), Path.of(arguments[1]).toAbsolutePath()).run();
    }

    private void run() throws IOException, InterruptedException {
        if (rounds < LEAST_ROUNDS) {
            throw new IllegalArgumentException(
                    "expected " + LEAST_ROUNDS + " rounds at least, but got " + rounds);
        }
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
        List<String> leftBehind = new ArrayList<>();
        try (Cluster cluster = Cluster.start(work.resolve("postgresql"));
                JavaChild client =
                        JavaChild.start(
                                InstantServer.class,
                                Integer.toString(endpoints.homeAuthPort()),
                                Integer.toString(endpoints.homeAcctPort()),
                                endpoints.secret());
                LoadClient load = LoadClient.start(endpoints.secret())) {
            var trial = new Trial(cluster, client, load, endpoints.secret(), seconds, figures, out);
            List<Entrant> entrants = entrants(cluster);
            for (int round = 1; round <= rounds; round++) {
                for (Entrant entrant : entrants) {
                    trial.run(entrant, round).ifPresent(leftBehind::add);
                }
            }
        }
        write(new Report(figures, preface, leftBehind), new Plot(figures));
    }

    private List<Entrant> entrants(Cluster cluster) {
        int auth = endpoints.authPort();
        int acct = endpoints.acctPort();
        return List.of(
                new Entrant(
                        Entrant.DIRECT,
                        new Direct(),
                        endpoints.homeAuthPort(),
                        endpoints.homeAcctPort(),
                        CASES,
                        rivalsWarmUpSeconds),
                new Entrant(
                        Entrant.PORTLEASE,
                        new Portlease(home, work.resolve("portlease"), cluster, endpoints),
                        auth,
                        acct,
                        CASES,
                        warmUpSeconds),
                new Entrant(
                        Entrant.FREERADIUS,
                        new FreeRadius(work.resolve("freeradius"), cluster, endpoints),
                        auth,
                        acct,
                        CASES,
                        rivalsWarmUpSeconds),
                new Entrant(
                        Entrant.RADSECPROXY,
                        new RadsecProxy(work.resolve("radsecproxy"), endpoints),
                        auth,
                        acct,
                        PROXY_CASES,
                        rivalsWarmUpSeconds));
    }

    private void write(Report report, Plot plot) throws IOException, InterruptedException {
        Files.writeString(work.resolve("report.md"), report.markdown());
        Files.writeString(work.resolve("report.csv"), report.csv());
        Files.writeString(work.resolve("rounds.csv"), report.roundsCsv());
        plot.write(work, Machine.describe());
        out.println(report.markdown());
        out.println("Written to " + work + ": report.md, report.csv, rounds.csv, plot.svg");
    }

    private List<String> preface() throws IOException {
        return List.of(
                Machine.describe() + "; all processes together on it, one system at a time",
                Programs.describe(),
                "PostgreSQL, for each system alike: " + Cluster.settings(),
                String.format(
                        "%d rounds of %d s a figure, before each %d s of warm-up (%s) or %d s (the"
                                + " others)",
                        rounds, seconds, warmUpSeconds, Entrant.PORTLEASE, rivalsWarmUpSeconds),
                "CPU: of "
                        + seconds * Runtime.getRuntime().availableProcessors()
                        + " core-seconds a figure; a second: whole sessions, or Access exchanges");
    }
}
