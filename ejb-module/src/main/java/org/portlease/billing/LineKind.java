package org.portlease.billing;

import org.portlease.invoice.LineUnit;

/** What a line of an invoice is for. */
public enum LineKind {
    /** Allocated ports, whether they are used or not. */
    FIXED_FEE(LineUnit.PIECE, true),
    /** The most ports that were in use at once, as the tariff measures them. */
    PORTS_IN_USE(LineUnit.PIECE, true),
    /** Connection time. */
    TIME(LineUnit.SECOND, true),
    /** Connections as such. */
    CONNECTIONS(LineUnit.PIECE, true),
    /** Octets. */
    TRAFFIC(LineUnit.GIGABYTE, true),
    /** What is missing from the least that was agreed on. */
    COMMITMENT(LineUnit.PIECE, false),
    /** What somebody asked for. */
    ONE_OFF(LineUnit.PIECE, false),
    /** What a credit note gives back. */
    CREDIT(LineUnit.PIECE, false);

    private final LineUnit unit;
    private final boolean committed;

    LineKind(LineUnit unit, boolean committed) {
        this.unit = unit;
        this.committed = committed;
    }

    public LineUnit unit() {
        return unit;
    }

    /** Whether it counts towards a minimum commitment. */
    boolean countsTowardsCommitment() {
        return committed;
    }
}
