package org.portlease.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What is noted of one request while it is followed. It ends once; what comes later is not noted.
 * Safe for many threads.
 */
public final class TraceNotes {

    /** A home server that is asked again and again must not fill the heap. */
    private static final int MOST_LEGS = 60;

    private final UUID order;
    private final Instant beganAt;
    private final Consumer<Ended> end;
    private final List<TraceLeg> legs = new ArrayList<>();
    private boolean ended;

    /**
     * A request that has been followed to its end.
     *
     * @param order the order by which it was
     * @param outcome the reply's code, or why there was none
     */
    public record Ended(UUID order, Instant beganAt, String outcome, List<TraceLeg> legs) {}

    /**
     * @param end who takes it when it ends; must not block
     */
    TraceNotes(UUID order, Instant beganAt, Consumer<Ended> end) {
        this.order = order;
        this.beganAt = beganAt;
        this.end = end;
    }

    /** Which order it is followed by. */
    public UUID order() {
        return order;
    }

    public synchronized void note(TraceLeg leg) {
        if (!ended && legs.size() < MOST_LEGS) {
            legs.add(leg);
        }
    }

    /** Notes the last leg and hands all of them over. */
    public synchronized void end(TraceLeg last, String outcome) {
        if (!ended) {
            legs.add(last);
            ended = true;
            end.accept(new Ended(order, beganAt, outcome, List.copyOf(legs)));
        }
    }
}
