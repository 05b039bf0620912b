package org.portlease.benchmark;

import java.io.IOException;

/** Measures one system after the other. */
final class Trial {

    private final Bench bench;

    Trial(Bench bench) {
        this.bench = bench;
    }

    /** Starts the system, measures it at each of its loads, and stops it. */
    void run(Entrant entrant, int round) throws IOException, InterruptedException {
        Contestant contestant = entrant.contestant();
        contestant.prepare();
        long begin = System.nanoTime();
        try (Running running = contestant.start()) {
            FirstAnswer.await(entrant.authPort(), bench.endpoints().secret(), running::isAlive);
            double took = (System.nanoTime() - begin) / 1e9;
            bench.out().printf("round %d, %s: answers after %.2f s%n", round, entrant.name(), took);
            if (running.process().isPresent()) {
                bench.figures().started(entrant.name(), took);
            }
            Processes processes = bench.processes(contestant, running);
            for (LoadCase offered : entrant.cases()) {
                bench.figures().add(measure(entrant, round, offered, processes));
            }
            bench.note(entrant.name(), round, contestant.leftBehind());
        }
    }

    private Figure measure(Entrant entrant, int round, LoadCase offered, Processes processes)
            throws IOException {
        LoadClient load = bench.load();
        int seconds = bench.settings().seconds();
        load.begin(offered, entrant.authPort(), entrant.acctPort());
        load.run(entrant.warmUpSeconds());
        Processes.Cpu before = processes.cpuWithOthers();
        LoadResult result = load.run(seconds);
        Processes.Cpu used = processes.cpuWithOthers().minus(before);
        load.end();
        bench.out().printf("  %s: %s%n", offered, result);
        bench.out().printf("    CPU, of %d s: %s%n", seconds, used);
        return new Figure(entrant.name(), offered, round, result, used);
    }
}
