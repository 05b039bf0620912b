package org.portlease.radius.packet;

import java.security.MessageDigest;

/**
 * How the value of an attribute is hidden under a hop's secret and authenticator. Works on octets
 * in place and keeps their number; the salt, where there is one, stands before them.
 */
enum Concealment {
    NONE {
        @Override
        boolean fits(int length) {
            return true;
        }

        @Override
        void conceal(byte[] octets, int offset, int length, Hop hop) {}

        @Override
        void reveal(byte[] octets, int offset, int length, Hop hop) {}
    },

    /** As User-Password (RFC 2865 section 5.2). */
    PASSWORD {
        @Override
        boolean fits(int length) {
            return length > 0 && length % BLOCK == 0;
        }

        @Override
        void conceal(byte[] octets, int offset, int length, Hop hop) {
            concealChained(octets, offset, length, hop, 0);
        }

        @Override
        void reveal(byte[] octets, int offset, int length, Hop hop) {
            revealChained(octets, offset, length, hop, 0);
        }
    },

    /** With a salt in the first two octets, as Tunnel-Password (RFC 2868 section 3.5). */
    SALTED {
        @Override
        boolean fits(int length) {
            return length > SALT && (length - SALT) % BLOCK == 0;
        }

        @Override
        void conceal(byte[] octets, int offset, int length, Hop hop) {
            concealChained(octets, offset + SALT, length - SALT, hop, SALT);
        }

        @Override
        void reveal(byte[] octets, int offset, int length, Hop hop) {
            revealChained(octets, offset + SALT, length - SALT, hop, SALT);
        }
    },

    /** As Ascend-Send-Secret: 16 octets, XOR MD5(authenticator + secret). */
    ASCEND {
        @Override
        boolean fits(int length) {
            return length == BLOCK;
        }

        @Override
        void conceal(byte[] octets, int offset, int length, Hop hop) {
            MessageDigest md5 = Digests.md5();
            md5.update(hop.authenticator());
            xor(octets, offset, length, md5.digest(hop.secret().octets()));
        }

        @Override
        void reveal(byte[] octets, int offset, int length, Hop hop) {
            conceal(octets, offset, length, hop);
        }
    };

    static final int BLOCK = 16;
    static final int SALT = 2;

    static Concealment ofFlag(String number) {
        return switch (number) {
            case "1" -> PASSWORD;
            case "2" -> SALTED;
            case "3" -> ASCEND;
            default ->
                    throw new IllegalArgumentException(
                            "encrypt must be 1, 2 or 3, but was " + number);
        };
    }

    /** Whether hidden octets can have this length; others are passed on untouched. */
    abstract boolean fits(int length);

    abstract void conceal(byte[] octets, int offset, int length, Hop hop);

    abstract void reveal(byte[] octets, int offset, int length, Hop hop);

    private static void concealChained(byte[] octets, int offset, int length, Hop hop, int salt) {
        for (int at = 0; at < length; at += BLOCK) {
            byte[] pad = pad(octets, offset, at, hop, salt);
            xor(octets, offset + at, Math.min(BLOCK, length - at), pad);
        }
    }

    /** Backwards: the pad of each block is made of the hidden block before it. */
    private static void revealChained(byte[] octets, int offset, int length, Hop hop, int salt) {
        int last = (length - 1) / BLOCK * BLOCK;
        for (int at = last; at >= 0 && length > 0; at -= BLOCK) {
            byte[] pad = pad(octets, offset, at, hop, salt);
            xor(octets, offset + at, Math.min(BLOCK, length - at), pad);
        }
    }

    private static byte[] pad(byte[] octets, int offset, int at, Hop hop, int salt) {
        MessageDigest md5 = Digests.md5();
        md5.update(hop.secret().octets());
        if (at == 0) {
            md5.update(hop.authenticator());
            md5.update(octets, offset - salt, salt);
        } else {
            md5.update(octets, offset + at - BLOCK, BLOCK);
        }
        return md5.digest();
    }

    private static void xor(byte[] octets, int offset, int length, byte[] pad) {
        for (int i = 0; i < length; i++) {
            octets[offset + i] ^= pad[i];
        }
    }
}
