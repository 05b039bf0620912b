package org.portlease.radius.packet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.portlease.radius.Secret;

/** Datagrams written octet by octet, independently of the code under test. */
final class Octets {

    static final byte[] AUTHENTICATOR = hex("000102030405060708090a0b0c0d0e0f");

    private Octets() {}

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] filled(int length, int with) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) with);
        return octets;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] attribute(int type, byte... value) {
        return join(new byte[] {(byte) type, (byte) (value.length + 2)}, value);
    }

    static byte[] vendorAttribute(int vendor, byte... value) {
        return attribute(26, join(ByteBuffer.allocate(4).putInt(vendor).array(), value));
    }

    static byte[] datagram(int code, byte[] authenticator, byte[]... attributes) {
        byte[] rest = join(attributes);
        return join(
                new byte[] {(byte) code, 7},
                ByteBuffer.allocate(2).putShort((short) (20 + rest.length)).array(),
                authenticator,
                rest);
    }

    static byte[] slice(byte[] octets, int from, int to) {
        return Arrays.copyOfRange(octets, from, to);
    }

    /** What stands in the packet after its header. */
    static byte[] attributes(byte[] datagram) {
        return slice(datagram, 20, datagram.length);
    }

    /** The datagram with its authenticator as a digest over the given one. */
    static byte[] digested(byte[] datagram, byte[] over, Secret secret) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            byte[] head = slice(datagram, 0, 4);
            byte[] digest = md5.digest(join(head, over, attributes(datagram), secret.octets()));
            return join(head, digest, attributes(datagram));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The datagram with a Message-Authenticator behind its attributes, made over these octets. */
    static byte[] signed(byte[] datagram, byte[] over, Secret secret) {
        byte[] longer = join(datagram, attribute(80, new byte[16]));
        ByteBuffer.wrap(longer).putShort(2, (short) longer.length);
        byte[] computed = join(slice(longer, 0, 4), over, attributes(longer));
        byte[] signature = hmac(secret, computed);
        System.arraycopy(signature, 0, longer, longer.length - 16, 16);
        return longer;
    }

    static byte[] hmac(Secret secret, byte[] octets) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret.octets(), "HmacMD5"));
            return mac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** An Accounting-Request with its authenticator. */
    static byte[] accountingRequest(Secret secret, byte[]... attributes) {
        byte[] zeros = new byte[16];
        return digested(datagram(4, zeros, attributes), zeros, secret);
    }
}
