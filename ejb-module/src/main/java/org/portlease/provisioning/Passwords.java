package org.portlease.provisioning;

import java.nio.charset.StandardCharsets;

/** Passwords as RADIUS can carry them. */
final class Passwords {

    /** RFC 2865 section 5.2. */
    private static final int MOST_OCTETS = 128;

    private Passwords() {}

    static byte[] octets(String password) {
        byte[] octets = password.getBytes(StandardCharsets.UTF_8);
        if (octets.length == 0 || octets.length > MOST_OCTETS) {
            throw new IllegalArgumentException(
                    "a password must have 1 to "
                            + MOST_OCTETS
                            + " octets, but has "
                            + octets.length);
        }
        return octets;
    }
}
