package org.portlease.benchmark;

/** What is measured of Portlease beside its rates and latencies at a load. */
enum Measure {
    CARRIED(Part.OVERLOAD, "at 1 x: metered sessions, 256 requests outstanding", "/s"),
    OFFERED(Part.OVERLOAD, "at 3 x: metered sessions begun", "/s"),
    ADMITTED(Part.OVERLOAD, "at 3 x: metered sessions done", "/s"),
    ADMITTED_SHARE(Part.OVERLOAD, "metered sessions done at 3 x, of those at 1 x", "x"),
    SHED_SHARE(Part.OVERLOAD, "requests shed, of those received", "x"),
    SHED_INTERIMS(Part.OVERLOAD, "interims shed", ""),
    SHED_ACCESS(Part.OVERLOAD, "Access-Requests shed", ""),
    SHED_STARTS(Part.OVERLOAD, "Starts shed", ""),
    SHED_STOPS(Part.OVERLOAD, "Stops shed", ""),
    OUT_OF_TURN(Part.OVERLOAD, "kinds shed before one whose turn is earlier", ""),
    ACKNOWLEDGED(Part.OVERLOAD, "Stops acknowledged", ""),
    MISSING(Part.OVERLOAD, "Stops acknowledged, and not recorded", ""),

    PAUSE_MEDIAN(Part.HEAP, "pause of the collector under load, median", "ms"),
    PAUSE_P99(Part.HEAP, "pause of the collector under load, p99", "ms"),
    PAUSE_MAX(Part.HEAP, "pause of the collector under load, longest", "ms"),
    HEAP_UNDER_LOAD(Part.HEAP, "heap after a collection under load, at most", "MB"),
    RESIDENT(Part.HEAP, "resident memory of the process, at most", "MB"),
    HEAP_IDLE(Part.HEAP, "live heap of the idle server", "MB"),
    IN_FLIGHT(Part.HEAP, "requests in flight while the heap was looked at", ""),
    BYTES_IN_FLIGHT(Part.HEAP, "live heap, a session in flight", "bytes"),

    CLOSE_FIRST(Part.CLOSE, "a server's first close, of many contracts: sessions billed", "/s"),
    CLOSE_MANY(Part.CLOSE, "a close of many contracts: sessions billed", "/s"),
    CLOSE_RESUMED(Part.CLOSE, "the next, killed and resumed: sessions billed", "/s"),
    CLOSE_SINGLE(Part.CLOSE, "a close of one contract: sessions billed", "/s"),
    CLOSE_MANY_HEAP(Part.CLOSE, "heap after a collection, many contracts, at most", "MB"),
    CLOSE_SINGLE_HEAP(Part.CLOSE, "heap after a collection, one contract, at most", "MB");

    private final Part part;
    private final String what;
    private final String unit;

    Measure(Part part, String what, String unit) {
        this.part = part;
        this.what = what;
        this.unit = unit;
    }

    Part part() {
        return part;
    }

    String unit() {
        return unit;
    }

    /** As the tables name it. */
    @Override
    public String toString() {
        return what;
    }
}
