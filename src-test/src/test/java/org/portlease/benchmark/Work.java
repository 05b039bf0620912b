package org.portlease.benchmark;

import java.util.Locale;

/** What each subscriber of the load does. */
enum Work {
    /** Asks for access, starts and stops. */
    SESSIONS,
    /** Asks for access, and no more. */
    ACCESS,
    /** Asks for access, starts, reports once in between, and stops. */
    METERED_SESSIONS;

    /** As the table names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
