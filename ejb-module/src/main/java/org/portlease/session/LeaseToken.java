package org.portlease.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.portlease.secret.KeyRing;

/**
 * The lease's mark in our own Class attribute: version, lease id, and the first octets of an HMAC,
 * 32 octets in all. It comes back in accounting (RFC 2865 section 5.25).
 */
public final class LeaseToken {

    private static final byte VERSION = 0x50;
    private static final int SIGNED = 1 + 16;
    private static final int LENGTH = 32;

    private final KeyRing keys;

    public LeaseToken(KeyRing keys) {
        this.keys = keys;
    }

    public byte[] of(UUID lease) {
        byte[] token = new byte[LENGTH];
        ByteBuffer.wrap(token)
                .put(VERSION)
                .putLong(lease.getMostSignificantBits())
                .putLong(lease.getLeastSignificantBits());
        sign(token);
        return token;
    }

    /** The lease, where the token is ours and whole. */
    public Optional<UUID> read(byte[] classValue) {
        if (classValue.length != LENGTH || classValue[0] != VERSION) {
            return Optional.empty();
        }
        byte[] expected = classValue.clone();
        sign(expected);
        if (!MessageDigest.isEqual(expected, classValue)) {
            return Optional.empty();
        }
        ByteBuffer octets = ByteBuffer.wrap(classValue, 1, 16);
        return Optional.of(new UUID(octets.getLong(), octets.getLong()));
    }

    private void sign(byte[] token) {
        byte[] mac = keys.mac("class", Arrays.copyOf(token, SIGNED));
        System.arraycopy(mac, 0, token, SIGNED, LENGTH - SIGNED);
    }
}
