package org.portlease.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What Portlease is to reach, and what was measured.
 *
 * @param measured nothing where something that it takes was not measured
 */
record Goal(String what, Limit limit, Optional<Spread> measured) {

    static final LoadCase SESSIONS_64 = new LoadCase(Work.SESSIONS, 64);
    static final LoadCase SESSIONS_256 = new LoadCase(Work.SESSIONS, 256);
    static final LoadCase SESSION_ALONE = new LoadCase(Work.SESSIONS, 1);
    static final LoadCase ACCESS_ALONE = new LoadCase(Work.ACCESS, 1);
    static final LoadCase ACCESS_64 = new LoadCase(Work.ACCESS, 64);

    private static final ToDoubleFunction<Figure> RATE = Figure::rate;
    private static final ToDoubleFunction<Figure> P99 = Figure::p99;

    /** "yes", "no", or that it was not measured. */
    String reached() {
        return measured.map(spread -> limit.isReached(spread) ? "yes" : "no")
                .orElse("not measured");
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
                        Limit.lessThan(8, "s"),
                        figures.start(Entrant.PORTLEASE)),
                crowd(figures, SESSIONS_64, Entrant.MANY_PROVIDERS),
                crowd(figures, SESSIONS_256, Entrant.MANY_PROVIDERS),
                crowd(figures, SESSIONS_64, Entrant.MANY_SESSIONS),
                crowd(figures, SESSIONS_256, Entrant.MANY_SESSIONS),
                of(figures, Measure.ADMITTED_SHARE, Limit.atLeast(0.9, "x")),
                of(figures, Measure.OUT_OF_TURN, Limit.none()),
                of(figures, Measure.MISSING, Limit.none()),
                of(figures, Measure.BYTES_IN_FLIGHT, Limit.lessThan(4096, "bytes")),
                of(figures, Measure.HEAP_UNDER_LOAD, Limit.lessThan(512, "MB")),
                of(figures, Measure.PAUSE_MAX, Limit.lessThan(10, "ms")),
                of(figures, Measure.CLOSE_MANY, Limit.atLeast(50_000, "/s")),
                of(figures, Measure.CLOSE_SINGLE, Limit.atLeast(50_000, "/s")));
    }

    private static Goal of(Figures figures, Measure measure, Limit limit) {
        return new Goal(measure.toString(), limit, figures.of(measure));
    }

    private static Goal crowd(Figures figures, LoadCase load, String crowded) {
        return new Goal(
                crowded + ": " + load + ": rate, of that of the empty database",
                Limit.atLeast(0.9, "x"),
                figures.ratio(load, crowded, Entrant.PORTLEASE, RATE));
    }

    private static Goal rates(Figures figures, LoadCase load, String rival, double limit) {
        return new Goal(
                load + ": rate, of that of " + rival,
                Limit.atLeast(limit, "x"),
                figures.ratio(load, Entrant.PORTLEASE, rival, RATE));
    }

    private static Goal latencies(Figures figures, LoadCase load) {
        return new Goal(
                load + ": p99, of that of " + Entrant.FREERADIUS,
                Limit.lessThan(1.0 / 8, "x"),
                figures.ratio(load, Entrant.PORTLEASE, Entrant.FREERADIUS, P99));
    }

    private static Goal p99(Figures figures, LoadCase load) {
        return new Goal(
                load + ": p99", Limit.lessThan(10, "ms"), figures.of(load, Entrant.PORTLEASE, P99));
    }

    private static Goal extra(Figures figures, LoadCase load) {
        return new Goal(
                load + ": p99 beyond that of the " + Entrant.DIRECT,
                Limit.lessThan(2, "ms"),
                figures.beyond(load, Entrant.PORTLEASE, Entrant.DIRECT, P99));
    }
}
