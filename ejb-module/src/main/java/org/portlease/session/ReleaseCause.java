package org.portlease.session;

/** Why a port was given back that no session has used. */
public enum ReleaseCause {
    /** Nobody answered, or asked again, while it was reserved. */
    RESERVATION_EXPIRED,
    /** The grant's Accounting-Start never came. */
    START_MISSING,
    /** The client's RADIUS server rejected its subscriber. */
    HOME_REJECTED,
    /** No RADIUS server of the client's answered. */
    HOME_SILENT,
    /** The existing Master RADIUS server did not accept. */
    MASTER_REFUSED,
    /** The connection time that is left was promised to others meanwhile. */
    TIME_RESERVED,
    /** Its NAS sent an Accounting-On or -Off. */
    NAS_REBOOT,
    /** A new attempt began on its port. */
    SUPERSEDED,
    /** The call that it was kept for turned out to be another provider's. */
    OTHER_OWNER
}
