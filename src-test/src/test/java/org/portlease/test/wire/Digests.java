package org.portlease.test.wire;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MD5 and what RADIUS makes of it (RFC 2865 sections 3 and 5.2, RFC 3579 section 3.2). */
final class Digests {

    private Digests() {}

    static byte[] md5(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] hmacMd5(byte[] key, byte[] octets) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key, "HmacMD5"));
            return mac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] hidePassword(byte[] password, byte[] authenticator, byte[] secret) {
        int blocks = Math.max(1, (password.length + 15) / 16);
        byte[] hidden = Arrays.copyOf(password, blocks * 16);
        byte[] previous = authenticator;
        for (int at = 0; at < hidden.length; at += 16) {
            byte[] mask = md5(secret, previous);
            for (int i = 0; i < 16; i++) {
                hidden[at + i] ^= mask[i];
            }
            previous = Arrays.copyOfRange(hidden, at, at + 16);
        }
        return hidden;
    }

    /** The password without the zeros that fill its last block. */
    static byte[] revealPassword(byte[] hidden, byte[] authenticator, byte[] secret) {
        byte[] clear = unmask(hidden, authenticator, secret);
        int length = clear.length;
        while (length > 0 && clear[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(clear, length);
    }

    /** The octets under a chain of masks that begins with the seed, to the last block. */
    static byte[] unmask(byte[] hidden, byte[] seed, byte[] secret) {
        byte[] clear = hidden.clone();
        byte[] previous = seed;
        for (int at = 0; at + 16 <= hidden.length; at += 16) {
            byte[] mask = md5(secret, previous);
            for (int i = 0; i < 16; i++) {
                clear[at + i] ^= mask[i];
            }
            previous = Arrays.copyOfRange(hidden, at, at + 16);
        }
        return clear;
    }
}
