package org.portlease.invoice;

/** What a line's quantity counts (UN/ECE Recommendation 20). */
public enum LineUnit {
    /** Connection time. */
    SECOND("SEC"),
    /** Ports, connections, or a thing as such. */
    PIECE("C62"),
    /** Traffic: a billion octets. */
    GIGABYTE("E34");

    private final String code;

    LineUnit(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
