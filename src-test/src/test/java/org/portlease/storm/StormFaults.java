package org.portlease.storm;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.portlease.storm.StormPlan.Fault;
import org.portlease.storm.StormPlan.Victim;

/** Ends servers and database when the plan says so, and starts them again. */
final class StormFaults implements AutoCloseable {

    private final Actor actor = new Actor("storm faults");
    private final Map<Victim, Mortal> victims;
    private final PrintStream out;
    private long begun;

    StormFaults(Map<Victim, Mortal> victims, PrintStream out) {
        this.victims = Map.copyOf(victims);
        this.out = out;
    }

    void begin(StormPlan plan) {
        begun = System.nanoTime();
        next(plan.faults().iterator());
    }

    /** One after the other: what was killed is back before something else is. */
    private void next(Iterator<Fault> faults) {
        if (faults.hasNext()) {
            Fault fault = faults.next();
            Duration past = Duration.ofNanos(System.nanoTime() - begun);
            actor.after(fault.at().minus(past), () -> strike(fault, faults));
        }
    }

    private void strike(Fault fault, Iterator<Fault> others) {
        Mortal victim = Objects.requireNonNull(victims.get(fault.victim()));
        out.println(fault.victim() + " is killed");
        victim.kill();
        actor.after(
                fault.away(),
                () -> {
                    victim.revive();
                    out.println(fault.victim() + " is back");
                    next(others);
                });
    }

    /** Whether all that was killed serves again. */
    boolean isDone() {
        return actor.isIdle();
    }

    @Override
    public void close() {
        actor.close();
    }
}
