package org.portlease.admission;

/** What the policy says to a new connection. */
public sealed interface Decision {

    /**
     * @param burst above the ports, or the share, that the contract has: at its own price
     */
    record Admitted(boolean burst) implements Decision {}

    record Refused(RefusalReason reason) implements Decision {}
}
