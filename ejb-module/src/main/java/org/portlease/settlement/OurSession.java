package org.portlease.settlement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice bills of a session.
 *
 * @param session its Acct-Session-Id; null where the NAS gave none
 * @param price of all its seconds, net, by the average prices of their lines
 */
record OurSession(
        UUID lease,
        @Nullable String session,
        String nas,
        Instant startedAt,
        long seconds,
        long inputOctets,
        long outputOctets,
        BigDecimal price) {

    /** With another part of it: at another price, or of another period. */
    OurSession plus(OurSession part) {
        return new OurSession(
                lease,
                session,
                nas,
                startedAt,
                seconds + part.seconds,
                inputOctets + part.inputOctets,
                outputOctets + part.outputOctets,
                price.add(part.price));
    }
}
