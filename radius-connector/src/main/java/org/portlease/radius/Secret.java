package org.portlease.radius;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A shared secret (RFC 2865 section 3). Never prints itself; compares in constant time. */
public final class Secret {

    private final byte[] octets;

    private Secret(byte[] octets) {
        if (octets.length == 0) {
            throw new IllegalArgumentException("a shared secret must not be empty");
        }
        this.octets = octets;
    }

    public static Secret of(byte[] octets) {
        return new Secret(octets.clone());
    }

    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The octets themselves, for the digest at hand: not to be kept, not to be changed. */
    public byte[] octets() {
        return octets;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(octets, secret.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
