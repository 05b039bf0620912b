package org.portlease.test.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.MD4Digest;

/** MS-CHAPv2 from the subscriber's side (RFC 2759), as RADIUS carries it (RFC 2548). */
public final class MsChapV2 {

    private static final int MICROSOFT = 311;
    private static final int CHALLENGE = 11;
    private static final int RESPONSE = 25;
    private static final int SUCCESS = 26;

    private final byte[] authenticatorChallenge = new byte[16];
    private final byte[] peerChallenge = new byte[16];
    private final String userName;
    private final String password;

    public MsChapV2(String userName, String password) {
        this.userName = userName;
        this.password = password;
        for (int i = 0; i < 16; i++) {
            authenticatorChallenge[i] = (byte) (0x5B + i * 7);
            peerChallenge[i] = (byte) (0x21 + i * 11);
        }
    }

    public WireAttribute challenge() {
        return WireAttribute.ofVendor(MICROSOFT, CHALLENGE, authenticatorChallenge);
    }

    public WireAttribute response() {
        ByteBuffer value = ByteBuffer.allocate(50).put((byte) 1).put((byte) 0);
        value.put(peerChallenge).put(new byte[8]).put(ntResponse());
        return WireAttribute.ofVendor(MICROSOFT, RESPONSE, value.array());
    }

    /** What MS-CHAP2-Success must say: that the server knew the password too. */
    public WireAttribute success() {
        byte[] digest =
                sha1(
                        md4(md4(password.getBytes(StandardCharsets.UTF_16LE))),
                        ntResponse(),
                        ascii("Magic server to client signing constant"));
        byte[] proof =
                sha1(digest, challengeHash(), ascii("Pad to make it do more than one iteration"));
        String text = "S=" + HexFormat.of().formatHex(proof).toUpperCase(Locale.ROOT);
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(1);
        value.writeBytes(ascii(text));
        return WireAttribute.ofVendor(MICROSOFT, SUCCESS, value.toByteArray());
    }

    private byte[] ntResponse() {
        byte[] key = Arrays.copyOf(md4(password.getBytes(StandardCharsets.UTF_16LE)), 21);
        ByteBuffer response = ByteBuffer.allocate(24);
        for (int at = 0; at < 21; at += 7) {
            response.put(des(Arrays.copyOfRange(key, at, at + 7), challengeHash()));
        }
        return response.array();
    }

    private byte[] challengeHash() {
        byte[] hash =
                sha1(
                        peerChallenge,
                        authenticatorChallenge,
                        userName.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(hash, 8);
    }

    private static byte[] des(byte[] sevenOctets, byte[] block) {
        long bits = 0;
        for (byte octet : sevenOctets) {
            bits = bits << 8 | (octet & 0xFF);
        }
        byte[] key = new byte[8];
        for (int i = 0; i < 8; i++) {
            key[i] = (byte) (bits >>> (49 - 7 * i) << 1);
        }
        try {
            Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] md4(byte[] octets) {
        MD4Digest digest = new MD4Digest();
        digest.update(octets, 0, octets.length);
        byte[] hash = new byte[16];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static byte[] sha1(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
