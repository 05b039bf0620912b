package org.portlease.radius.transport;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Packet;

/**
 * Our Proxy-State: three octets of marker and version, a nonce of eight, and sixteen of an HMAC
 * under the installation's key, so that any of its nodes knows a request that has been here, and
 * nobody else can make us see a loop. One mark serves all requests: answers are matched by socket
 * and identifier, not by it. Safe for many threads.
 */
final class LoopMark {

    private static final byte[] MARKER = {'P', 'L', 1};
    private static final int NONCE_END = MARKER.length + 8;
    private static final int LENGTH = NONCE_END + 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final byte[] own;

    LoopMark(Secret secret) {
        key = new SecretKeySpec(secret.octets(), ALGORITHM);
        byte[] mark = new byte[LENGTH];
        new SecureRandom().nextBytes(mark);
        System.arraycopy(MARKER, 0, mark, 0, MARKER.length);
        System.arraycopy(authentication(mark), 0, mark, NONCE_END, LENGTH - NONCE_END);
        own = mark;
    }

    /** The value to send; not to be changed. */
    byte[] octets() {
        return own;
    }

    /** Whether the packet carries a mark of this installation. */
    boolean isIn(Packet packet) {
        if (!packet.has(AttributeTypes.PROXY_STATE)) {
            return false;
        }
        for (byte[] value : packet.allOctets(AttributeTypes.PROXY_STATE)) {
            if (madeHere(value)) {
                return true;
            }
        }
        return false;
    }

    private boolean madeHere(byte[] value) {
        return value.length == LENGTH
                && Arrays.equals(value, 0, MARKER.length, MARKER, 0, MARKER.length)
                && MessageDigest.isEqual(
                        authentication(value), Arrays.copyOfRange(value, NONCE_END, LENGTH));
    }

    private byte[] authentication(byte[] mark) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(mark, 0, NONCE_END);
            return Arrays.copyOf(mac.doFinal(), LENGTH - NONCE_END);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
