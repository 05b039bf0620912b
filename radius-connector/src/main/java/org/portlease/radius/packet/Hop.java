package org.portlease.radius.packet;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.portlease.radius.Secret;

/**
 * What the hidden attributes of a packet are hidden under: the secret shared with the neighbour,
 * and the authenticator of the request.
 */
final class Hop {

    /**
     * The hop of what we make ourselves. Hidden under a key that dies with this process, such a
     * packet looks to the codec like any other, and no clear password waits in a queue.
     */
    static final Hop LOCAL = new Hop(Secret.of(randomOctets()), randomOctets());

    private final Secret secret;
    private final byte[] authenticator;

    Hop(Secret secret, byte[] authenticator) {
        this.secret = secret;
        this.authenticator = authenticator;
    }

    Secret secret() {
        return secret;
    }

    byte[] authenticator() {
        return authenticator;
    }

    /** Whether nothing came over it. */
    boolean isLocal() {
        return this == LOCAL;
    }

    /** Sixteen octets that nobody can guess. */
    static byte[] randomOctets() {
        byte[] octets = new byte[16];
        new SecureRandom().nextBytes(octets);
        return octets;
    }

    /** A random salt of RFC 2868 section 3.5: the leftmost bit is set. */
    static int randomSalt() {
        return 0x8000 | ThreadLocalRandom.current().nextInt(0x8000);
    }

    /** The value as it stands on the wire: padded, salted, hidden. */
    byte[] conceal(Traits traits, byte[] clear) {
        int tag = traits.tagged() ? 1 : 0;
        if (clear.length < tag) {
            throw new IllegalArgumentException(
                    "expected a tag octet before the value, but no octet came");
        }
        byte[] wire =
                switch (traits.concealment()) {
                    case NONE -> clear;
                    case PASSWORD -> Arrays.copyOf(clear, padded(Math.max(1, clear.length)));
                    case ASCEND -> block(clear);
                    case SALTED -> salted(clear, tag);
                };
        traits.concealment().conceal(wire, tag, wire.length - tag, this);
        return wire;
    }

    private static byte[] block(byte[] clear) {
        if (clear.length > Concealment.BLOCK) {
            throw new IllegalArgumentException(
                    "expected at most 16 octets to hide, but came " + clear.length);
        }
        return Arrays.copyOf(clear, Concealment.BLOCK);
    }

    private static byte[] salted(byte[] clear, int tag) {
        int length = clear.length - tag;
        byte[] wire = new byte[tag + Concealment.SALT + padded(1 + length)];
        System.arraycopy(clear, 0, wire, 0, tag);
        int salt = randomSalt();
        wire[tag] = (byte) (salt >> 8);
        wire[tag + 1] = (byte) salt;
        wire[tag + 2] = (byte) length;
        System.arraycopy(clear, tag, wire, tag + 3, length);
        return wire;
    }

    /**
     * The clear value; empty where the wire's cannot be one. A password ends at its last octet that
     * is not zero: the padding of RFC 2865 section 5.2 cannot be told from zeros of its own.
     */
    Optional<byte[]> reveal(Traits traits, byte[] wire) {
        if (traits.concealment() == Concealment.NONE) {
            return Optional.of(wire.clone());
        }
        int tag = traits.tagged() ? 1 : 0;
        // A User-Password of an odd length is a NAS's mistake that its home server still
        // understands
        if (traits.concealment() != Concealment.PASSWORD
                && !traits.concealment().fits(wire.length - tag)) {
            return Optional.empty();
        }
        byte[] clear = wire.clone();
        traits.concealment().reveal(clear, tag, clear.length - tag, this);
        if (traits.concealment() == Concealment.SALTED) {
            return unsalted(clear, tag);
        }
        int end = clear.length;
        while (end > 0 && clear[end - 1] == 0) {
            end--;
        }
        return Optional.of(Arrays.copyOf(clear, end));
    }

    private static Optional<byte[]> unsalted(byte[] clear, int tag) {
        int start = tag + Concealment.SALT + 1;
        int length = clear[start - 1] & 0xFF;
        if (start + length > clear.length) {
            return Optional.empty();
        }
        byte[] value = new byte[tag + length];
        System.arraycopy(clear, 0, value, 0, tag);
        System.arraycopy(clear, start, value, tag, length);
        return Optional.of(value);
    }

    static int padded(int length) {
        return (length + Concealment.BLOCK - 1) / Concealment.BLOCK * Concealment.BLOCK;
    }
}
