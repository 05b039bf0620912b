package org.portlease.radius.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.radius.RadiusListener;
import org.portlease.radius.transport.ConnectorLog;
import org.portlease.radius.transport.Counters;
import org.portlease.radius.transport.Histogram;
import org.portlease.radius.transport.Occasional;
import org.portlease.radius.transport.Pending;
import org.portlease.radius.transport.Transport;

/**
 * Takes what has queued up to the endpoint, one transaction a batch, and carries out what was
 * decided once it has committed. A batch that fails is delivered again as its fault asks; what
 * cannot be decided is abandoned, and the NAS asks again. Safe for many threads, each with its own
 * listener.
 */
final class Delivery {

    private static final int MOST_CONFLICTS = 4;
    private static final Runnable NOTHING = () -> {};

    /** While there is no database, what waits longer is no longer waited for by anybody. */
    private static final long STALE_IN_OUTAGE = Duration.ofSeconds(2).toNanos();

    private final Transport transport;
    private final Outage outage;
    private final Occasional occasional;
    private final LongAdder batches;
    private final LongAdder events;
    private final LongAdder ticks;
    private final LongAdder repeated;
    private final LongAdder split;
    private final Histogram waits;
    private final Histogram durations;
    private final Histogram sizes;
    private final Histogram tickDurations;
    private final Map<BatchFault, LongAdder> failed = new EnumMap<>(BatchFault.class);

    Delivery(Transport transport, Outage outage, Counters counters, Occasional occasional) {
        this.transport = transport;
        this.outage = outage;
        this.occasional = occasional;
        batches = counters.adder("batches.committed");
        events = counters.adder("events.committed");
        ticks = counters.adder("ticks.committed");
        repeated = counters.adder("batches.repeated");
        split = counters.adder("batches.split");
        waits = counters.durations("queue.wait");
        durations = counters.durations("batch.duration");
        sizes = counters.sizes("batch.events");
        tickDurations = counters.durations("tick.duration");
        for (BatchFault fault : BatchFault.values()) {
            failed.put(fault, counters.adder("batches.failed." + Counters.label(fault)));
        }
    }

    /**
     * @param turn ends when the batch is decided, before it is written, committed and carried out
     */
    void deliver(List<Pending> waiting, RadiusListener listener, Turns.Turn turn) {
        List<Pending> batch = withoutStale(waiting);
        long now = System.nanoTime();
        batch.forEach(pending -> waits.record(now - pending.since()));
        if (!batch.isEmpty() && !decided(batch, listener, turn::close)) {
            oneByOne(batch, listener);
        }
    }

    /** Delivers a tick, a batch of its own. */
    void deliver(Pending.OfTime tick, RadiusListener listener) {
        decided(List.of(tick), listener, NOTHING);
    }

    private List<Pending> withoutStale(List<Pending> waiting) {
        long now = System.nanoTime();
        List<Pending> fresh = new ArrayList<>(waiting.size());
        for (Pending pending : waiting) {
            if (pending instanceof Pending.OfPeer asked
                    && asked.event() instanceof Event.RequestArrived
                    && asked.exchange().expired(now)) {
                transport.abandon(pending, "waited-too-long");
            } else if (outage.isLasting() && now - pending.since() >= STALE_IN_OUTAGE) {
                transport.abandon(pending, "no-database");
            } else {
                fresh.add(pending);
            }
        }
        return fresh;
    }

    /** Delivers a batch as often as it meets conflicts; false where one of its events is bad. */
    private boolean decided(List<Pending> batch, RadiusListener listener, Runnable onceDecided) {
        List<Event> asked = batch.stream().map(Pending::event).toList();
        for (int conflicts = 0; ; conflicts++) {
            List<Outcome> outcomes;
            long begun = System.nanoTime();
            try {
                outcomes = listener.onEvents(asked, onceDecided);
            } catch (RuntimeException | Error failure) {
                BatchFault fault = BatchFault.of(failure);
                Objects.requireNonNull(failed.get(fault)).increment();
                if (fault == BatchFault.NO_DATABASE) {
                    abandonWithoutDatabase(batch, failure);
                    return true;
                }
                if (fault == BatchFault.CONFLICT && conflicts + 1 < MOST_CONFLICTS) {
                    repeated.increment();
                } else if (batch.size() > 1) {
                    return false;
                } else {
                    abandonAlone(batch.get(0), failure);
                    return true;
                }
                continue;
            }
            onceDecided.run();
            measure(batch, begun);
            committed(batch, outcomes);
            return true;
        }
    }

    private void measure(List<Pending> batch, long begun) {
        long now = System.nanoTime();
        if (batch.get(0) instanceof Pending.OfTime) {
            tickDurations.record(now - begun);
            return;
        }
        durations.record(now - begun);
        sizes.record(batch.size());
        batch.forEach(pending -> transport.decided(pending, now));
    }

    private void oneByOne(List<Pending> batch, RadiusListener listener) {
        split.increment();
        for (Pending each : batch) {
            withoutStale(List.of(each)).stream()
                    .findFirst()
                    .ifPresent(pending -> decidedAlone(pending, listener));
        }
    }

    private void decidedAlone(Pending pending, RadiusListener listener) {
        if (outage.isLasting()) {
            // the database went away in the middle: the others would each find that out again
            transport.abandon(pending, "no-database");
        } else {
            decided(List.of(pending), listener, NOTHING);
        }
    }

    private void committed(List<Pending> batch, List<Outcome> outcomes) {
        if (batch.get(0) instanceof Pending.OfTime) {
            ticks.increment();
        } else {
            batches.increment();
            events.add(batch.size());
        }
        if (outage.over()) {
            ConnectorLog.LOG.databaseBack();
        }
        if (outcomes.size() != batch.size()) {
            ConnectorLog.LOG.outcomesDoNotMatch(outcomes.size(), batch.size());
            batch.forEach(pending -> transport.abandon(pending, "no-outcome"));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            carryOut(batch.get(i), outcomes.get(i));
        }
    }

    /** What fails after the commit must not look like a batch that failed. */
    private void carryOut(Pending pending, Outcome outcome) {
        try {
            transport.carryOut(pending, outcome);
        } catch (RuntimeException | Error e) {
            abandonAlone(pending, e);
        }
    }

    private void abandonWithoutDatabase(List<Pending> batch, Throwable failure) {
        boolean known = outage.isLasting();
        outage.noticed(System.nanoTime());
        batch.forEach(pending -> transport.abandon(pending, "no-database"));
        if (known && batch.get(0) instanceof Pending.OfTime) {
            // time passes all the same; nobody waits for an answer to it
            return;
        }
        occasional.say(
                "no database",
                count -> ConnectorLog.LOG.databaseAway(batch.size(), BatchFault.describe(failure)));
    }

    private void abandonAlone(Pending pending, Throwable failure) {
        transport.abandon(pending, "failed-alone");
        occasional.say(
                "failed alone",
                count -> ConnectorLog.LOG.eventFailed(count, BatchFault.describe(failure)));
    }
}
