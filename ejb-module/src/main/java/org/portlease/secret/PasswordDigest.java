package org.portlease.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password that only PAP needs: PBKDF2 with HMAC-SHA256, a salt of its own, one way.
 *
 * <p>Stored as one octet of form, four of iterations, 16 of salt, 32 of digest. The iterations are
 * few by the measure of web sites, since every login of a NAS costs them within its time-out; they
 * stand in each row so that new rows may have more.
 */
public final class PasswordDigest {

    private static final byte FORM = 1;
    private static final int ITERATIONS = 10_000;
    private static final int SALT_OCTETS = 16;
    private static final int DIGEST_OCTETS = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordDigest() {}

    /**
     * @param password its octets, in whatever encoding the subscriber's device sends them
     */
    public static byte[] of(byte[] password) {
        byte[] salt = new byte[SALT_OCTETS];
        RANDOM.nextBytes(salt);
        return ByteBuffer.allocate(1 + Integer.BYTES + SALT_OCTETS + DIGEST_OCTETS)
                .put(FORM)
                .putInt(ITERATIONS)
                .put(salt)
                .put(derive(password, salt, ITERATIONS))
                .array();
    }

    /** Compares in constant time. */
    public static boolean matches(byte[] password, byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        if (buffer.remaining() != 1 + Integer.BYTES + SALT_OCTETS + DIGEST_OCTETS
                || buffer.get() != FORM) {
            throw new IllegalArgumentException("expected a password digest of form " + FORM);
        }
        int iterations = buffer.getInt();
        byte[] salt = new byte[SALT_OCTETS];
        buffer.get(salt);
        byte[] digest = new byte[DIGEST_OCTETS];
        buffer.get(digest);
        return MessageDigest.isEqual(digest, derive(password, salt, iterations));
    }

    private static byte[] derive(byte[] password, byte[] salt, int iterations) {
        // the JDK wants characters: one for each octet loses nothing, whatever the encoding was
        char[] characters = new String(password, StandardCharsets.ISO_8859_1).toCharArray();
        PBEKeySpec spec = new PBEKeySpec(characters, salt, iterations, DIGEST_OCTETS * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PBKDF2 does not work here", e);
        } finally {
            spec.clearPassword();
        }
    }
}
