package org.portlease.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.portlease.test.wire.Wire;

/**
 * Writes a NAS's requests and a home server's replies, signed, and checks replies. Reuses its
 * buffer and digests, so it is for one thread.
 */
final class FastWriter {

    static final int HEADER = 20;

    private static final int LONGEST = 4096;
    private static final int DIGEST = 16;

    private final byte[] secret;
    private final MessageDigest md5;
    private final Mac hmac;
    private final ByteBuffer packet = ByteBuffer.allocate(LONGEST);
    private final byte[] digest = new byte[DIGEST];
    private int signature;

    FastWriter(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        try {
            md5 = MessageDigest.getInstance("MD5");
            hmac = Mac.getInstance("HmacMD5");
            hmac.init(new SecretKeySpec(this.secret, "HmacMD5"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks MD5, which RADIUS needs", e);
        }
    }

    /** Begins an Access-Request: a random authenticator, Message-Authenticator first. */
    FastWriter access(int identifier) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        begin(Wire.ACCESS_REQUEST, identifier);
        packet.putLong(random.nextLong()).putLong(random.nextLong());
        return signature();
    }

    FastWriter accounting(int identifier) {
        begin(Wire.ACCOUNTING_REQUEST, identifier);
        packet.putLong(0).putLong(0);
        return this;
    }

    /**
     * Begins the reply to a request, with the request's Proxy-State attributes.
     *
     * @param length how many octets of the array the request has
     */
    FastWriter reply(byte[] request, int length, int code) {
        begin(code, Byte.toUnsignedInt(request[1]));
        packet.put(request, 4, DIGEST);
        if (request[0] == Wire.ACCESS_REQUEST) {
            signature();
        }
        return raw(RawAttributes.of(Wire.PROXY_STATE, request, length));
    }

    private void begin(int code, int identifier) {
        packet.clear();
        packet.put((byte) code).put((byte) identifier).putShort((short) 0);
        signature = 0;
    }

    /** Message-Authenticator (RFC 3579 section 3.2), to be filled in when all else is there. */
    private FastWriter signature() {
        packet.put((byte) Wire.MESSAGE_AUTHENTICATOR).put((byte) (DIGEST + 2));
        signature = packet.position();
        packet.put(new byte[DIGEST]);
        return this;
    }

    FastWriter octets(int type, byte[] value) {
        packet.put((byte) type).put((byte) (value.length + 2)).put(value);
        return this;
    }

    /** Attributes that are written already. */
    FastWriter raw(byte[] attributes) {
        packet.put(attributes);
        return this;
    }

    FastWriter text(int type, String value) {
        return octets(type, value.getBytes(StandardCharsets.UTF_8));
    }

    FastWriter number(int type, long value) {
        packet.put((byte) type).put((byte) (Integer.BYTES + 2)).putInt((int) value);
        return this;
    }

    /** User-Password, hidden with the secret and the authenticator (RFC 2865 section 5.2). */
    FastWriter password(String clear) {
        byte[] octets = clear.getBytes(StandardCharsets.UTF_8);
        int blocks = Math.max(1, (octets.length + DIGEST - 1) / DIGEST);
        byte[] hidden = Arrays.copyOf(octets, blocks * DIGEST);
        md5.update(secret);
        md5.update(packet.array(), 4, DIGEST);
        for (int at = 0; at < hidden.length; at += DIGEST) {
            byte[] mask = md5.digest();
            for (int i = 0; i < DIGEST; i++) {
                hidden[at + i] ^= mask[i];
            }
            md5.update(secret);
            md5.update(hidden, at, DIGEST);
        }
        md5.reset();
        return octets(Wire.USER_PASSWORD, hidden);
    }

    /** The finished packet: its Length set, and signed as its code asks. */
    byte[] finish() {
        int length = packet.position();
        packet.putShort(2, (short) length);
        byte[] octets = packet.array();
        try {
            if (signature > 0) {
                hmac.update(octets, 0, length);
                hmac.doFinal(octets, signature);
            }
            if (octets[0] != Wire.ACCESS_REQUEST) {
                md5.update(octets, 0, length);
                md5.update(secret);
                md5.digest(octets, 4, DIGEST);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a digest did not fit into its field", e);
        }
        return Arrays.copyOf(octets, length);
    }

    /** Whether the reply's authenticator fits the request's (RFC 2865 section 3). */
    boolean answers(byte[] reply, int length, byte[] request) {
        md5.update(reply, 0, 4);
        md5.update(request, 4, DIGEST);
        md5.update(reply, HEADER, length - HEADER);
        md5.update(secret);
        try {
            md5.digest(digest, 0, DIGEST);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a digest did not fit into its field", e);
        }
        return Arrays.equals(digest, 0, DIGEST, reply, 4, HEADER);
    }
}
