package org.portlease.session;

import jakarta.persistence.Embeddable;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How a session uses its port.
 *
 * @param portHeld false for a further link of a bundle, which shares another's port
 * @param burst above the ports, or the share, of its contract: at its own price
 * @param overflow its call hunted here from a busy point of presence of the client's
 * @param portType NAS-Port-Type (RFC 2865 section 5.41); null where the NAS has not said
 */
@Embeddable
public record PortUse(
        boolean portHeld, boolean burst, boolean overflow, @Nullable Integer portType) {

    public static final PortUse PLAIN = new PortUse(true, false, false, null);

    static PortUse of(Row row) throws SQLException {
        return new PortUse(row.flag(), row.flag(), row.flag(), row.countOrNull());
    }

    /** The same for a link that shares a port, which is another's. */
    public PortUse withoutPort() {
        return new PortUse(false, false, overflow, portType);
    }

    /** The same for a link that gets the port that it has shared so far. */
    PortUse withPortOf(PortUse other) {
        return new PortUse(true, other.burst, overflow, portType);
    }

    /** The same on a port of that type, where none was known. */
    public PortUse on(@Nullable Integer type) {
        return portType == null ? new PortUse(portHeld, burst, overflow, type) : this;
    }
}
