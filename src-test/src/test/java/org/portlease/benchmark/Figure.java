package org.portlease.benchmark;

/**
 * What was measured of a system at a load in one round.
 *
 * @param system its name
 * @param round from 1
 */
record Figure(String system, LoadCase load, int round, LoadResult result, Processes.Cpu cpu) {

    /** Sessions or exchanges a second, whatever the work counts. */
    double rate() {
        return load.done(result) / result.seconds();
    }

    double p50() {
        return result.p50Millis();
    }

    double p99() {
        return result.p99Millis();
    }
}
