package org.portlease.session;

/**
 * Where a lease stands in its life. A closed one is a {@link UsageRecord}, a released one is gone.
 */
public enum LeaseState {
    /** The port is taken; the client provider has not said yet whether this is its subscriber. */
    RESERVED,
    /**
     * The client provider, or we for an own subscriber, said Accept; no accounting has come yet.
     */
    GRANTED,
    /** Accounting has begun. */
    ACTIVE
}
