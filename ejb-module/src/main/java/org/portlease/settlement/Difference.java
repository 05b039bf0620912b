package org.portlease.settlement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What a reconciliation has found of a session.
 *
 * @param number from 1
 * @param session its Acct-Session-Id; empty where the NAS gave none
 * @param startedAt by our record, where we have one
 * @param lease ours
 * @param line theirs, in their file
 * @param elsewhereSeconds that other invoices bill of the session
 * @param amount net, of the differing seconds; negative where they have more
 */
public record Difference(
        long number,
        Kind kind,
        Optional<String> session,
        Optional<String> nas,
        Instant startedAt,
        Optional<UUID> lease,
        OptionalLong line,
        Optional<Counters> ours,
        Optional<Counters> theirs,
        long elsewhereSeconds,
        BigDecimal amount) {

    /** What differs. */
    public enum Kind {
        /** They do not have it. */
        MISSING_THERE,
        /** The invoice does not bill it. */
        MISSING_HERE,
        SECONDS,
        OCTETS,
        /** A record of theirs fits one of ours that another record fits better. */
        AMBIGUOUS
    }

    /** What a side has counted. */
    public record Counters(long seconds, long inputOctets, long outputOctets) {}

    /** Ours less theirs. */
    public long seconds() {
        return ours.map(Counters::seconds).orElse(0L) - theirs.map(Counters::seconds).orElse(0L);
    }
}
