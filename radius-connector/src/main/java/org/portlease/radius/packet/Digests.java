package org.portlease.radius.packet;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.portlease.radius.Secret;

/**
 * The digests of RADIUS, each over octets in place.
 *
 * <p>The thread locals hold classes of the JDK only: an object of ours in a thread of the server's
 * pool would keep the whole deployment in memory after it has gone.
 */
final class Digests {

    static final byte[] ZEROS = new byte[16];

    private static final ThreadLocal<MessageDigest> MD5 =
            ThreadLocal.withInitial(() -> digest("MD5"));
    private static final ThreadLocal<Mac> HMAC_MD5 = ThreadLocal.withInitial(Digests::hmac);

    private Digests() {}

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    private static Mac hmac() {
        try {
            return Mac.getInstance("HmacMD5");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacMD5", e);
        }
    }

    /** This thread's MD5, reset. */
    static MessageDigest md5() {
        MessageDigest md5 = MD5.get();
        md5.reset();
        return md5;
    }

    /**
     * MD5(Code + Identifier + Length + authenticator + Attributes + secret): of a response over the
     * request's authenticator (RFC 2865 section 3), of an Accounting-Request over zeros (RFC 2866
     * section 3).
     */
    static byte[] authenticator(byte[] packet, int length, byte[] over, Secret secret) {
        MessageDigest md5 = md5();
        md5.update(packet, 0, Frame.AUTHENTICATOR_OFFSET);
        md5.update(over, 0, Frame.AUTHENTICATOR_LENGTH);
        md5.update(packet, Frame.HEADER_LENGTH, length - Frame.HEADER_LENGTH);
        return md5.digest(secret.octets());
    }

    /**
     * HMAC-MD5 over the packet with the given authenticator and zeros for the Message-Authenticator
     * (RFC 3579 section 3.2).
     *
     * @param at where the Message-Authenticator's value begins
     */
    static byte[] messageAuthenticator(
            byte[] packet, int length, int at, byte[] over, Secret secret) {
        Mac mac = HMAC_MD5.get();
        try {
            mac.init(new SecretKeySpec(secret.octets(), "HmacMD5"));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HmacMD5 takes every key that is not empty", e);
        }
        mac.update(packet, 0, Frame.AUTHENTICATOR_OFFSET);
        mac.update(over, 0, Frame.AUTHENTICATOR_LENGTH);
        mac.update(packet, Frame.HEADER_LENGTH, at - Frame.HEADER_LENGTH);
        mac.update(ZEROS);
        int rest = at + ZEROS.length;
        mac.update(packet, rest, length - rest);
        return mac.doFinal();
    }

    /** In constant time over the 16 octets that stand at the offset. */
    static boolean standsAt(byte[] expected, byte[] packet, int offset) {
        int difference = 0;
        for (int i = 0; i < expected.length; i++) {
            difference |= expected[i] ^ packet[offset + i];
        }
        return difference == 0;
    }
}
