package org.portlease.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.portlease.benchmark.Processes.Role;

/** Measures one system after the other. */
final class Trial {

    private final Cluster cluster;
    private final JavaChild client;
    private final LoadClient load;
    private final String secret;
    private final int seconds;
    private final Figures figures;
    private final PrintStream out;

    /**
     * @param client the client's server
     * @param seconds how long each figure is measured
     */
    Trial(
            Cluster cluster,
            JavaChild client,
            LoadClient load,
            String secret,
            int seconds,
            Figures figures,
            PrintStream out) {
        this.cluster = cluster;
        this.client = client;
        this.load = load;
        this.secret = secret;
        this.seconds = seconds;
        this.figures = figures;
        this.out = out;
    }

    /**
     * Starts the system, measures it at each of its loads, and stops it.
     *
     * @return what it left in its database, if it has one
     */
    Optional<String> run(Entrant entrant, int round) throws IOException, InterruptedException {
        Contestant contestant = entrant.contestant();
        contestant.prepare();
        long begin = System.nanoTime();
        try (Running running = contestant.start()) {
            FirstAnswer.await(entrant.authPort(), secret, running::isAlive);
            double took = (System.nanoTime() - begin) / 1e9;
            out.printf("round %d, %s: answers after %.2f s%n", round, entrant.name(), took);
            if (running.process().isPresent()) {
                figures.started(entrant.name(), took);
            }
            Processes processes = processes(contestant, running);
            for (LoadCase offered : entrant.cases()) {
                figures.add(measure(entrant, round, offered, processes));
            }
            return Optional.of(contestant.leftBehind())
                    .filter(left -> !left.isEmpty())
                    .map(left -> entrant.name() + ", round " + round + ": " + left);
        }
    }

    private Processes processes(Contestant contestant, Running running) throws IOException {
        Map<Role, ProcessHandle> handles = new EnumMap<>(Role.class);
        running.process().ifPresent(process -> handles.put(Role.SERVER, process));
        if (contestant.usesDatabase()) {
            handles.put(Role.POSTGRES, cluster.postmaster());
        }
        handles.put(Role.LOAD, load.process());
        handles.put(Role.CLIENT, client.handle());
        return new Processes(handles);
    }

    private Figure measure(Entrant entrant, int round, LoadCase offered, Processes processes)
            throws IOException {
        load.begin(offered, entrant.authPort(), entrant.acctPort());
        load.run(entrant.warmUpSeconds());
        Processes.Cpu before = processes.cpuWithOthers();
        LoadResult result = load.run(seconds);
        Processes.Cpu used = processes.cpuWithOthers().minus(before);
        load.end();
        out.printf("  %s: %s%n", offered, result);
        out.printf("    CPU, of %d s: %s%n", seconds, used);
        return new Figure(entrant.name(), offered, round, result, used);
    }
}
