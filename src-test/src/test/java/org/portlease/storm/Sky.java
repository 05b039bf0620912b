package org.portlease.storm;

import java.time.Duration;

/** The time of the storm, and whether it is over. Safe for several threads. */
final class Sky {

    private final StormPlan plan;
    private volatile long begun;
    private volatile boolean stormy;

    Sky(StormPlan plan) {
        this.plan = plan;
    }

    void begin() {
        begun = System.nanoTime();
        stormy = true;
    }

    /** From now on every datagram arrives, and every home server answers. */
    void clear() {
        stormy = false;
    }

    boolean isCalm() {
        return !stormy;
    }

    /** Whether that home server says nothing at the moment. */
    boolean isSilent(int homeServer) {
        Duration now = Duration.ofNanos(System.nanoTime() - begun);
        return stormy && plan.silences().get(homeServer).stream().anyMatch(s -> s.holds(now));
    }

    long seed() {
        return plan.seed();
    }
}
