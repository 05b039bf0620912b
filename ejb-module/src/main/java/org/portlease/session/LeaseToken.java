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
    private final byte[] installation;

    /**
     * @param installation whose token it is: another one with the same key does not read it
     */
    public LeaseToken(KeyRing keys, UUID installation) {
        this.keys = keys;
        this.installation = octets(installation);
    }

    /** The 16 octets of a UUID. */
    public static byte[] octets(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
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

    /** Whether it has the form of a token, ours or another installation's, whole or not. */
    public static boolean looksLikeOne(byte[] classValue) {
        return classValue.length == LENGTH && classValue[0] == VERSION;
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
        byte[] mac = keys.mac("class", installation, Arrays.copyOf(token, SIGNED));
        System.arraycopy(mac, 0, token, SIGNED, LENGTH - SIGNED);
    }
}
