package org.portlease.admission;

/** Why a connection was refused; what refusals are counted by. */
public enum RefusalReason {
    /** Neither an own subscriber's nor a client provider's (figure 3, box 305). */
    UNKNOWN_REALM,
    /** The request has been through this installation before. */
    LOOP,
    /** A NAS, not a proxy, used a virtual identifier: somebody tries to log in as a provider. */
    VIRTUAL_IDENTIFIER_FROM_NAS,
    /** The password, or the method of proving it, did not do. */
    BAD_CREDENTIALS,
    /** A MAC address was all the proof, and the NAS is not set to let devices in by that. */
    MAC_AUTHENTICATION,
    /** The contract has not begun, or has ended. */
    CONTRACT_NOT_IN_FORCE,
    /** The master has suspended business with the client. */
    CONTRACT_SUSPENDED,
    /** The NAS gets no new sessions: it is to be taken out of service. */
    NAS_DRAINING,
    /** The client gets no new sessions for the time being. */
    PROVIDER_DRAINING,
    /** All ports allocated to the client are in use (claim 5). */
    NO_FREE_PORT,
    /** All ports of the client's share of the point of presence are in use. */
    SHARE_USED_UP,
    /** All ports of the point of presence are in use. */
    POP_FULL,
    /** Only ports are left at the point of presence that are kept for the master's own. */
    POP_RESERVED,
    /** The connection time of the period is used up (claim 6). */
    TIME_USED_UP,
    /** What is left of the connection time is promised to sessions that are up. */
    TIME_RESERVED,
    /** What the client owes has reached its credit limit. */
    CREDIT_USED_UP,
    /** The existing Master RADIUS server did not accept. */
    MASTER_REFUSED,
    /** The client's RADIUS server rejected its subscriber (figure 8). */
    HOME_REJECTED,
    /** No RADIUS server of the client, or no Master RADIUS server, answered in time. */
    HOME_SILENT,
    /** The answer came after the reservation had ended. */
    LEASE_ENDED
}
