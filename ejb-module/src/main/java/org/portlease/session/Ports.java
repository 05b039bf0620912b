package org.portlease.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The capacity rows that one session counts in: its point of presence's, and its contract's where
 * it is a client provider's. Ports are counted in both, connection time in the contract's alone.
 *
 * @param contract null for the master's own subscribers
 */
public record Ports(Capacity pop, @Nullable Capacity contract) {

    public void take() {
        pop.takePort();
        if (contract != null) {
            contract.takePort();
        }
    }

    public void free() {
        pop.freePort();
        if (contract != null) {
            contract.freePort();
        }
    }

    public void sessionOpened(Instant startedAt) {
        if (contract != null) {
            contract.sessionOpened(startedAt);
        }
    }

    public void sessionClosed(Instant startedAt, long seconds) {
        if (contract != null) {
            contract.sessionClosed(startedAt, seconds);
        }
    }

    public void addClosed(Instant startedAt, long seconds) {
        if (contract != null) {
            contract.addClosed(startedAt, seconds);
        }
    }
}
