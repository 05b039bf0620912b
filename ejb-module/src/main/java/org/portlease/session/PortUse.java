package org.portlease.session;

import jakarta.persistence.Embeddable;

/**
 * How a session uses its port.
 *
 * @param portHeld false for a further link of a bundle, which shares another's port
 * @param burst above the ports, or the share, of its contract: at its own price
 * @param overflow its call hunted here from a busy point of presence of the client's
 */
@Embeddable
public record PortUse(boolean portHeld, boolean burst, boolean overflow) {

    public static final PortUse PLAIN = new PortUse(true, false, false);

    /** The same for a link that shares a port, which is another's. */
    public PortUse withoutPort() {
        return new PortUse(false, false, overflow);
    }

    /** The same for a link that gets the port that it has shared so far. */
    PortUse withPortOf(PortUse other) {
        return new PortUse(true, other.burst, overflow);
    }
}
