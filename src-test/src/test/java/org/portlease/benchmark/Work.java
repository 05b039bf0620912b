package org.portlease.benchmark;

import java.util.Locale;

/** What each subscriber of the load does. */
enum Work {
    /** Asks for access, starts and stops. */
    SESSIONS,
    /** Asks for access, and no more. */
    ACCESS;

    /** As the table names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
