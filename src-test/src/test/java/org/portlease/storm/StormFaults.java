package org.portlease.storm;

import java.io.PrintStream;
import java.util.Map;
import org.portlease.storm.StormPlan.Fault;
import org.portlease.storm.StormPlan.Victim;

/** Ends servers and database when the plan says so, and starts them again. */
final class StormFaults implements AutoCloseable {

    private final Actor actor = new Actor("storm faults");
    private final Map<Victim, Mortal> victims;
    private final PrintStream out;

    StormFaults(Map<Victim, Mortal> victims, PrintStream out) {
        this.victims = Map.copyOf(victims);
        this.out = out;
    }

    void begin(StormPlan plan) {
        plan.faults().forEach(fault -> actor.after(fault.at(), () -> strike(fault)));
    }

    private void strike(Fault fault) {
        Mortal victim = victims.get(fault.victim());
        if (victim == null) {
            throw new IllegalStateException("nothing to strike as " + fault.victim());
        }
        out.println(fault.victim() + " is killed");
        victim.kill();
        actor.after(
                fault.away(),
                () -> {
                    victim.revive();
                    out.println(fault.victim() + " is back");
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
