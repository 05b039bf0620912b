package org.portlease.benchmark;

/** When subscribers come to an open loop: so many a second, whatever became of those before. */
final class Arrivals {

    /** Of a closed loop: nobody comes of his own accord. */
    static final Arrivals NONE = new Arrivals(0);

    private final int perSecond;
    private long beganNanos;
    private long come;

    Arrivals(int perSecond) {
        this.perSecond = perSecond;
    }

    boolean areOpen() {
        return perSecond > 0;
    }

    void begin(long nanos) {
        beganNanos = nanos;
    }

    /** How many have come since the last call. */
    long until(long nanos) {
        long all = (long) ((nanos - beganNanos) / 1e9 * perSecond);
        long more = all - come;
        come = all;
        return more;
    }
}
