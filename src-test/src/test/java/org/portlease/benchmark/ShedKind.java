package org.portlease.benchmark;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kinds of requests, in the order in which an overloaded server is to shed them. */
enum ShedKind {
    INTERIM("interim", Measure.SHED_INTERIMS),
    ACCESS_REQUEST("access-request", Measure.SHED_ACCESS),
    START("start", Measure.SHED_STARTS),
    STOP("stop", Measure.SHED_STOPS);

    private static final Pattern SHED =
            Pattern.compile("Shed \\d+ request\\(s\\) of the kind ([a-z-]+):");

    private final String label;
    private final Measure count;

    ShedKind(String label, Measure count) {
        this.label = label;
        this.count = count;
    }

    /** Where it is told how many were shed. */
    Measure count() {
        return count;
    }

    /** How many were shed since the server's start. */
    long shed(Metrics metrics) {
        return metrics.of("portlease_radius_shed_total", "kind", label);
    }

    /** The kinds in the order in which a server's log first tells that they were shed. */
    static List<ShedKind> order(Stream<String> log) {
        return log.map(SHED::matcher)
                .filter(Matcher::find)
                .map(line -> labelled(line.group(1)))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<ShedKind> labelled(String label) {
        return Stream.of(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    /** How many kinds were shed before one whose turn is earlier had been. */
    static long outOfTurn(List<ShedKind> order) {
        Set<ShedKind> earlier = EnumSet.noneOf(ShedKind.class);
        long count = 0;
        for (ShedKind kind : order) {
            earlier.add(kind);
            if (!earlier.containsAll(EnumSet.range(INTERIM, kind))) {
                count++;
            }
        }
        return count;
    }

    /** As the log and the metrics name it. */
    @Override
    public String toString() {
        return label;
    }
}
