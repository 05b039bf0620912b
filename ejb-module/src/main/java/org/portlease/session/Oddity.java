package org.portlease.session;

/**
 * What a report can meet that is no plain Start, Interim-Update or Stop of an open session. Each is
 * counted by NAS and hour; what bears on the bill is remarked in the session's record, too.
 */
public enum Oddity {
    /** A session whose lease had ended, or that never had one: it got a port all the same. */
    LATE_START,
    /** An estimated end was too early: the session went on. */
    REOPENED,
    /** An Acct-Session-Id was used again while its earlier session was still open. */
    ID_REUSED,
    /** A session that had stopped was reported as going on. */
    INTERIM_AFTER_STOP,
    /** A Stop that no lease knew. */
    STOP_WITHOUT_LEASE,
    /** A later report counted less than an earlier one: the larger stays. */
    COUNTERS_BACKWARDS,
    /** More octets than the NAS's line can carry: held at what it can. */
    BEYOND_LINE,
    /** More seconds than have passed: by the clock. */
    TIME_ABSURD,
    /** Our Class, of a session at another peer: nothing metered. */
    FOREIGN_SESSION,
    /** What looks like our Class and is not: ignored. */
    CLASS_DAMAGED,
    /** An Acct-Status-Type that we do not know: recorded, not billed. */
    UNKNOWN_STATUS;

    /** The remarks with this one, once. */
    String addTo(String remarks) {
        return remarks.contains(name()) ? remarks : (remarks + " " + name()).strip();
    }
}
