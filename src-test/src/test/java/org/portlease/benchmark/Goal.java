package org.portlease.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What Portlease is to reach, and what was measured.
 *
 * @param limit what the median must reach, or not exceed where less is better
 * @param measured nothing where something that it takes was not measured
 */
record Goal(
        String what, double limit, String unit, boolean lessIsBetter, Optional<Spread> measured) {

    static final LoadCase SESSIONS_64 = new LoadCase(Work.SESSIONS, 64);
    static final LoadCase SESSIONS_256 = new LoadCase(Work.SESSIONS, 256);
    static final LoadCase SESSION_ALONE = new LoadCase(Work.SESSIONS, 1);
    static final LoadCase ACCESS_ALONE = new LoadCase(Work.ACCESS, 1);
    static final LoadCase ACCESS_64 = new LoadCase(Work.ACCESS, 64);

    private static final ToDoubleFunction<Figure> RATE = Figure::rate;
    private static final ToDoubleFunction<Figure> P99 = Figure::p99;

    /** "yes", "no", or that it was not measured. */
    String reached() {
        return measured.map(Spread::median)
                .map(median -> lessIsBetter ? median < limit : median >= limit)
                .map(reached -> reached ? "yes" : "no")
                .orElse("not measured");
    }

    /** The limit, as the table has it. */
    String text() {
        return (lessIsBetter ? "< " : ">= ") + Spread.text(limit) + " " + unit;
    }

    static List<Goal> all(Figures figures) {
        return List.of(
                rates(figures, SESSIONS_64, Entrant.FREERADIUS, 15),
                rates(figures, SESSIONS_256, Entrant.FREERADIUS, 15),
                latencies(figures, SESSIONS_64),
                latencies(figures, SESSIONS_256),
                p99(figures, SESSIONS_64),
                p99(figures, SESSIONS_256),
                rates(figures, ACCESS_64, Entrant.RADSECPROXY, 0.5),
                extra(figures, SESSION_ALONE),
                extra(figures, ACCESS_ALONE),
                new Goal(
                        "start of the process to the first answer",
                        8,
                        "s",
                        true,
                        figures.start(Entrant.PORTLEASE)));
    }

    private static Goal rates(Figures figures, LoadCase load, String rival, double limit) {
        return new Goal(
                load + ": rate, of that of " + rival,
                limit,
                "x",
                false,
                figures.ratio(load, Entrant.PORTLEASE, rival, RATE));
    }

    private static Goal latencies(Figures figures, LoadCase load) {
        return new Goal(
                load + ": p99, of that of " + Entrant.FREERADIUS,
                1.0 / 8,
                "x",
                true,
                figures.ratio(load, Entrant.PORTLEASE, Entrant.FREERADIUS, P99));
    }

    private static Goal p99(Figures figures, LoadCase load) {
        return new Goal(load + ": p99", 10, "ms", true, figures.of(load, Entrant.PORTLEASE, P99));
    }

    private static Goal extra(Figures figures, LoadCase load) {
        return new Goal(
                load + ": p99 beyond that of the " + Entrant.DIRECT,
                2,
                "ms",
                true,
                figures.beyond(load, Entrant.PORTLEASE, Entrant.DIRECT, P99));
    }
}
