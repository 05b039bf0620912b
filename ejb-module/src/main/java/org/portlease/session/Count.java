package org.portlease.session;

import java.util.StringJoiner;

/**
 * What a capacity row counts of the open leases.
 *
 * @param openStartSum of the open sessions' starts, or the period's where that is later, in epoch
 *     seconds
 * @param promisedSeconds to leases whose session has not begun
 * @param promisedEndSum of the ends that were promised to open sessions, in epoch seconds
 */
record Count(
        int inUse,
        int clientsInUse,
        int burstInUse,
        int openSessions,
        long openStartSum,
        long promisedSeconds,
        int promisedSessions,
        long promisedEndSum) {

    static final Count NONE = new Count(0, 0, 0, 0, 0, 0, 0, 0);

    Count plus(Count other) {
        return new Count(
                inUse + other.inUse,
                clientsInUse + other.clientsInUse,
                burstInUse + other.burstInUse,
                openSessions + other.openSessions,
                openStartSum + other.openStartSum,
                promisedSeconds + other.promisedSeconds,
                promisedSessions + other.promisedSessions,
                promisedEndSum + other.promisedEndSum);
    }

    /** What a point of presence counts of them: ports, and whose. */
    Count asPop(boolean clients) {
        return new Count(inUse, clients ? inUse : 0, 0, 0, 0, 0, 0, 0);
    }

    /** What a share counts of them: ports. */
    Count asShare() {
        return new Count(inUse, clientsInUse, burstInUse, 0, 0, 0, 0, 0);
    }

    /** "in use 3 for 2, ..." */
    String differenceTo(Count truth) {
        StringJoiner text = new StringJoiner(", ");
        differ(text, "in use", inUse, truth.inUse);
        differ(text, "clients", clientsInUse, truth.clientsInUse);
        differ(text, "burst", burstInUse, truth.burstInUse);
        differ(text, "open sessions", openSessions, truth.openSessions);
        differ(text, "starts", openStartSum, truth.openStartSum);
        differ(text, "promised", promisedSeconds, truth.promisedSeconds);
        differ(text, "promised sessions", promisedSessions, truth.promisedSessions);
        differ(text, "promised ends", promisedEndSum, truth.promisedEndSum);
        return text.toString();
    }

    private static void differ(StringJoiner text, String what, long found, long truth) {
        if (found != truth) {
            text.add(what + " " + found + " for " + truth);
        }
    }
}
