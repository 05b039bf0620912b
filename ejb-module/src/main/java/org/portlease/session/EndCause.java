package org.portlease.session;

/** What ended a session. All but {@link #STOP} leave an estimate: up to the last evidence. */
public enum EndCause {
    /** The NAS said so. */
    STOP(0),
    /** Its interims fell silent. */
    INTERIMS_SILENT(2),
    /** A session without interims reached the longest time that its NAS's sessions last. */
    TOO_LONG(5),
    /** Its NAS sent an Accounting-On or -Off. */
    NAS_REBOOT(11),
    /** A new session began on its port. */
    SUPERSEDED(3),
    /** A new session began under its Acct-Session-Id. */
    ID_REUSED(9);

    private final int terminateCause;

    EndCause(int terminateCause) {
        this.terminateCause = terminateCause;
    }

    /**
     * The Acct-Terminate-Cause (RFC 2866 section 5.10) that tells others of it: Lost Carrier,
     * Session Timeout, NAS Reboot, Lost Service, NAS Error.
     */
    public int terminateCause() {
        return terminateCause;
    }
}
