package org.portlease.session;

import jakarta.persistence.Embeddable;
import java.sql.SQLException;

/**
 * What a NAS counted for a session so far (RFC 2866, RFC 2869 section 2.2): cumulative.
 *
 * @param sessionSeconds Acct-Session-Time
 * @param inputOctets from the subscriber, Gigawords included
 * @param outputOctets to the subscriber, Gigawords included
 */
@Embeddable
public record Metering(long sessionSeconds, long inputOctets, long outputOctets) {

    public static final Metering NONE = new Metering(0, 0, 0);

    static Metering of(Row row) throws SQLException {
        return new Metering(row.number(), row.number(), row.number());
    }

    public Metering {
        if (sessionSeconds < 0) {
            throw new IllegalArgumentException(
                    "session seconds must be 0 or more, but was " + sessionSeconds);
        }
    }

    /** The larger of each. */
    public Metering orMore(Metering other) {
        return new Metering(
                Math.max(sessionSeconds, other.sessionSeconds),
                Math.max(inputOctets, other.inputOctets),
                Math.max(outputOctets, other.outputOctets));
    }
}
