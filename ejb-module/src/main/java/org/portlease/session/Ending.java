package org.portlease.session;

import java.time.Instant;

/** How a session is ended that no Stop has ended; two floors up, because others are told of it. */
@FunctionalInterface
public interface Ending {

    /**
     * Closes the lease up to its last evidence.
     *
     * @param ledger holds it and its capacity rows
     * @param now when that was found out
     */
    void end(Ledger ledger, Lease lease, EndCause cause, Instant now);
}
