package org.portlease.benchmark;

/**
 * What the load saw in a while. Latencies are of exchanges, from the first sending of a request to
 * its answer.
 *
 * @param begun sessions that asked for access for the first time
 * @param sessions whole ones
 * @param exchanges requests with their answers
 * @param bad replies that were badly signed, or answered nothing
 */
record LoadResult(
        double seconds,
        long begun,
        long sessions,
        long exchanges,
        double p50Millis,
        double p99Millis,
        double maxMillis,
        long rejects,
        long resent,
        long lost,
        long bad) {

    /** One line for people. */
    @Override
    public String toString() {
        return String.format(
                "%,.0f sessions/s, %,.0f exchanges/s, p50 %.2f ms, p99 %.2f ms, max %.1f ms;"
                        + " rejects %d, resent %d, lost %d, badly signed %d",
                sessions / seconds,
                exchanges / seconds,
                p50Millis,
                p99Millis,
                maxMillis,
                rejects,
                resent,
                lost,
                bad);
    }
}
