package org.portlease.session;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The capacity rows that one session counts in: its point of presence's, and where it is a client
 * provider's its contract's and that one's share of the point of presence. Ports are counted in
 * all, connection time in the contract's alone.
 *
 * @param contract null for the master's own subscribers
 * @param share null where the contract has no share agreed there
 */
public record Ports(Capacity pop, @Nullable Capacity contract, @Nullable Capacity share) {

    /** Without a share. */
    public Ports(Capacity pop, @Nullable Capacity contract) {
        this(pop, contract, null);
    }

    void take(PortUse use) {
        boolean client = contract != null;
        pop.takePort(false, client);
        ofContract().forEach(row -> row.takePort(use.burst(), client));
    }

    void free(PortUse use) {
        boolean client = contract != null;
        pop.freePort(false, client);
        ofContract().forEach(row -> row.freePort(use.burst(), client));
    }

    private Stream<Capacity> ofContract() {
        return Stream.of(contract, share).flatMap(Stream::ofNullable);
    }

    void sessionOpened(Instant startedAt) {
        time(row -> row.sessionOpened(startedAt));
    }

    void sessionClosed(Instant startedAt, long seconds) {
        time(row -> row.sessionClosed(startedAt, seconds));
    }

    void sessionReopened(Instant startedAt, long counted) {
        time(row -> row.sessionReopened(startedAt, counted));
    }

    void addClosed(Instant startedAt, long seconds) {
        time(row -> row.addClosed(startedAt, seconds));
    }

    void correctClosed(Instant startedAt, long counted, long seconds) {
        time(row -> row.correctClosed(startedAt, counted, seconds));
    }

    void time(Consumer<Capacity> change) {
        if (contract != null) {
            change.accept(contract);
        }
    }
}
