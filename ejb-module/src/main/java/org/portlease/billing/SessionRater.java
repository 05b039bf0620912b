package org.portlease.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portlease.tariff.Prices;
import org.portlease.tariff.UsageKind;

/**
 * Tells what of a session is to be billed now: what is known of it up to the end of the period,
 * less what earlier invoices have. So each second and octet is billed once, whenever it becomes
 * known, and rated a second time a session yields nothing.
 *
 * <p>A session's connection time is laid from its start. Where a boundary of periods or of bands
 * crosses it, it is cut; a part that lies in an earlier period is that period's, and late. No
 * second lies behind a session's Stop, whatever the clocks say. A rounding step that is begun
 * belongs where it begins. Octets are spread evenly over the seconds that they are billed with.
 */
public final class SessionRater {

    private final RatingPeriods periods;
    private final boolean split;

    /**
     * @param split whether a session that is open at a period's end is billed up to there; else it
     *     is billed whole in the period in which it stops
     */
    public SessionRater(RatingPeriods periods, boolean split) {
        this.periods = periods;
        this.split = split;
    }

    /** Its parts, one a period and price; empty where there is nothing to bill. */
    public List<RatedPart> rate(MeteredSession session, BilledBefore before) {
        Instant until = periods.current().until();
        Instant stoppedAt = session.stoppedAt();
        boolean over = stoppedAt != null && stoppedAt.isBefore(until);
        if (!over && (!split || !session.startedAt().isBefore(until))) {
            return List.of();
        }
        return new Cutting(session, before, over ? stoppedAt : null, until).parts();
    }

    /** One session being cut. */
    private final class Cutting {

        private final MeteredSession session;
        private final BilledBefore before;
        private final Instant start;
        private final long seconds;
        private final long input;
        private final long output;

        /** In which period its last second lies at the latest. */
        private final int lastPeriod;

        private final List<RatedPart> parts = new ArrayList<>(2);
        private long billed;
        private long inputDone;
        private long outputDone;

        Cutting(
                MeteredSession session,
                BilledBefore before,
                @Nullable Instant over,
                Instant until) {
            this.session = session;
            this.before = before;
            this.start = session.startedAt().truncatedTo(ChronoUnit.SECONDS);
            long known = session.seconds();
            long here = over != null ? known : Math.min(known, between(start, until));
            this.seconds = Math.max(here, before.seconds());
            this.input = upTo(session.inputOctets(), before.inputOctets(), known);
            this.output = upTo(session.outputOctets(), before.outputOctets(), known);
            this.lastPeriod = over != null ? periods.indexAt(over) : periods.last();
            this.billed = before.billedSeconds();
            this.inputDone = before.inputOctets();
            this.outputDone = before.outputOctets();
        }

        /** Octets by the period's end: all of them, unless the session is known beyond it. */
        private long upTo(long octets, long octetsBefore, long known) {
            long more = Math.max(0, octets - octetsBefore);
            return octetsBefore + share(more, seconds - before.seconds(), known - before.seconds());
        }

        List<RatedPart> parts() {
            long at = before.seconds();
            int connections = before.connections() == 0 ? 1 : 0;
            do {
                at = cut(at, connections);
                connections = 0;
            } while (at < seconds);
            return parts;
        }

        /** Cuts the part that begins there, and tells where it ends. */
        private long cut(long at, int connections) {
            // what needs no more time is of the last second that was
            Instant time = start.plusSeconds(at < seconds ? at : Math.max(0, at - 1));
            int index = split ? Math.min(periods.indexAt(time), lastPeriod) : lastPeriod;
            RatingPeriod period = periods.get(index);
            Prices prices = period.prices();
            Instant edge = prices.bands().nextChange(time, period.zone());
            if (split && index < lastPeriod && period.end().isBefore(edge)) {
                edge = period.end();
            }
            long end = edge.equals(Instant.MAX) ? seconds : Math.min(seconds, between(start, edge));
            end = Math.max(end, Math.min(seconds, at + 1));
            var kind =
                    new UsageKind(
                            session.popGroup(),
                            session.portType(),
                            session.burst(),
                            prices.bands().at(time, period.zone()));
            long rounded = Math.max(0, prices.rounding().billed(end) - billed);
            long newInput = octetsAt(end, before.inputOctets(), input);
            long newOutput = octetsAt(end, before.outputOctets(), output);
            add(
                    new RatedPart(
                            index,
                            prices.entryOf(kind),
                            end - at,
                            rounded,
                            newInput - inputDone,
                            newOutput - outputDone,
                            connections));
            billed += rounded;
            inputDone = newInput;
            outputDone = newOutput;
            return end;
        }

        private long octetsAt(long at, long octetsBefore, long octets) {
            return octetsBefore
                    + share(
                            octets - octetsBefore,
                            at - before.seconds(),
                            seconds - before.seconds());
        }

        private void add(RatedPart part) {
            if (part.isNothing()) {
                return;
            }
            for (int i = 0; i < parts.size(); i++) {
                RatedPart known = parts.get(i);
                if (known.period() == part.period() && known.entry() == part.entry()) {
                    parts.set(i, known.plus(part));
                    return;
                }
            }
            parts.add(part);
        }
    }

    /** How much of all belongs to a part of a whole, rounded down; all where there is no whole. */
    private static long share(long all, long part, long whole) {
        if (part >= whole) {
            return all;
        }
        return all / whole * part + all % whole * part / whole;
    }

    private static long between(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }
}
