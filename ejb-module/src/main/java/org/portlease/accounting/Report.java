package org.portlease.accounting;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.session.Metering;
import org.portlease.session.SessionKeys;

/**
 * What a NAS reports of a session: a Start, an Interim-Update or a Stop.
 *
 * @param event the event's id that brought it
 * @param nasId the peer that reports it
 * @param at when it happened at the NAS: arrival less Acct-Delay-Time, or Event-Timestamp
 * @param keys by what its lease may be found
 * @param timed whether the metering says how long the session has lasted: 0 seconds is a time, too
 * @param terminateCause Acct-Terminate-Cause of a Stop (RFC 2866 section 5.10)
 */
public record Report(
        UUID event,
        long nasId,
        Status status,
        Instant at,
        SessionKeys keys,
        @Nullable String acctSessionId,
        Metering metering,
        boolean timed,
        @Nullable Integer terminateCause,
        Reporter reporter) {

    /** The statuses that a session has. */
    public enum Status {
        START,
        INTERIM,
        STOP
    }

    /** When the session had begun, by this report. */
    Instant begun() {
        return status == Status.START ? at : at.minusSeconds(metering.sessionSeconds());
    }
}
