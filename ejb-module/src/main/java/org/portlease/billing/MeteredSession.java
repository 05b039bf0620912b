package org.portlease.billing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session when it is billed: from its usage record, or from the evidence of its
 * lease where it is open.
 *
 * @param startedAt when its connection time begins
 * @param stoppedAt when it stopped; null while it is open
 * @param seconds Acct-Session-Time, as it was believed
 */
public record MeteredSession(
        UUID lease,
        long nasId,
        @Nullable String acctSessionId,
        @Nullable String popGroup,
        @Nullable Integer portType,
        boolean burst,
        Instant startedAt,
        @Nullable Instant stoppedAt,
        long seconds,
        long inputOctets,
        long outputOctets) {

    /** The same with what a person has decided that it is billed by. */
    MeteredSession with(long newSeconds, long newInput, long newOutput) {
        return new MeteredSession(
                lease,
                nasId,
                acctSessionId,
                popGroup,
                portType,
                burst,
                startedAt,
                stoppedAt,
                newSeconds,
                newInput,
                newOutput);
    }
}
