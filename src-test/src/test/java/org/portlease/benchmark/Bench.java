package org.portlease.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;
import org.portlease.benchmark.Processes.Role;

/**
 * What all trials share: PostgreSQL, the client's server and the load, each a process of its own,
 * and where their figures go.
 *
 * @param client the client's server
 */
record Bench(
        Cluster cluster,
        JavaChild client,
        LoadClient load,
        Endpoints endpoints,
        Settings settings,
        Figures figures,
        PrintStream out) {

    /** All that run while a contestant does. */
    Processes processes(Contestant contestant, Running running) throws IOException {
        Map<Role, ProcessHandle> handles = new EnumMap<>(Role.class);
        running.process().ifPresent(process -> handles.put(Role.SERVER, process));
        if (contestant.usesDatabase()) {
            handles.put(Role.POSTGRES, cluster.postmaster());
        }
        handles.put(Role.LOAD, load.process());
        handles.put(Role.CLIENT, client.handle());
        return new Processes(handles);
    }

    /**
     * Adds what was measured in a round, and says so.
     *
     * @return the value
     */
    double measured(Measure measure, double value) {
        figures.measured(measure, value);
        out.printf("  %s: %s %s%n", measure, Spread.text(value), measure.unit());
        return value;
    }

    /** Adds what was counted in a round, and says so. */
    void counted(Measure measure, long count) {
        measured(measure, (double) count);
    }

    /**
     * What is to be known of a contestant beside its figures.
     *
     * @param system its name
     */
    void note(String system, int round, String what) {
        if (!what.isEmpty()) {
            figures.note(system + ", round " + round + ": " + what);
        }
    }
}
