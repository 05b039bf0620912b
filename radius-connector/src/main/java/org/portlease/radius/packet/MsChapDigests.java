package org.portlease.radius.packet;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The formulas of MS-CHAPv2 (RFC 2759 section 8) and of the keys that MPPE takes from it (RFC 3079
 * section 3). MD4 and DES come from Bouncy Castle: no longer every Java has them.
 */
final class MsChapDigests {

    private static final byte[] SUCCESS_MAGIC_1 = ascii("Magic server to client signing constant");
    private static final byte[] SUCCESS_MAGIC_2 =
            ascii("Pad to make it do more than one iteration");
    private static final byte[] MASTER_KEY_MAGIC = ascii("This is the MPPE Master Key");
    private static final byte[] TO_SERVER_MAGIC =
            ascii(
                    "On the client side, this is the send key; "
                            + "on the server side, it is the receive key.");
    private static final byte[] TO_CLIENT_MAGIC =
            ascii(
                    "On the client side, this is the receive key; "
                            + "on the server side, it is the send key.");
    private static final byte[] PAD_1 = new byte[40];
    private static final byte[] PAD_2 = filled(40, (byte) 0xF2);

    private static final int KEY_LENGTH = 16;
    private static final int CHALLENGE_HASH_LENGTH = 8;

    private MsChapDigests() {}

    /**
     * MD4 of the password in UTF-16 (RFC 2759 section 8.3); empty where it is not UTF-8. The
     * characters never become a String, which nobody could wipe.
     */
    static Optional<byte[]> ntPasswordHash(byte[] utf8) {
        CharBuffer characters;
        try {
            characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        byte[] utf16 = new byte[characters.remaining() * 2];
        for (int i = 0; i < utf16.length; i += 2) {
            char character = characters.get();
            utf16[i] = (byte) character;
            utf16[i + 1] = (byte) (character >> 8);
        }
        byte[] hash = md4(utf16);
        Arrays.fill(utf16, (byte) 0);
        Arrays.fill(characters.array(), (char) 0);
        return Optional.of(hash);
    }

    static byte[] md4(byte[] octets) {
        MD4Digest md4 = new MD4Digest();
        md4.update(octets, 0, octets.length);
        byte[] hash = new byte[md4.getDigestSize()];
        md4.doFinal(hash, 0);
        return hash;
    }

    /** GenerateNTResponse (RFC 2759 section 8.1). */
    static byte[] ntResponse(Credentials.MsChapV2 of, String userName, byte[] passwordHash) {
        byte[] challenge = challengeHash(of, userName);
        byte[] keys = Arrays.copyOf(passwordHash, 21);
        byte[] response = new byte[24];
        for (int i = 0; i < 3; i++) {
            DESEngine des = new DESEngine();
            des.init(true, new KeyParameter(desKey(keys, 7 * i)));
            des.processBlock(challenge, 0, response, 8 * i);
        }
        return response;
    }

    /** Seven octets spread over eight, whose last bits, for parity, DES does not look at. */
    private static byte[] desKey(byte[] octets, int offset) {
        long bits = 0;
        for (int i = 0; i < 7; i++) {
            bits = (bits << 8) | (octets[offset + i] & 0xFF);
        }
        byte[] key = new byte[8];
        for (int i = 0; i < 8; i++) {
            key[i] = (byte) (bits >> (49 - 7 * i) << 1);
        }
        return key;
    }

    /** ChallengeHash (RFC 2759 section 8.2), over the name without the domain before it. */
    private static byte[] challengeHash(Credentials.MsChapV2 of, String userName) {
        String name = userName.substring(userName.indexOf('\\') + 1);
        MessageDigest sha1 = Digests.digest("SHA-1");
        sha1.update(of.peerChallenge());
        sha1.update(of.challenge());
        byte[] hash = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(hash, CHALLENGE_HASH_LENGTH);
    }

    /** The value of MS-CHAP2-Success: the identifier and "S=" with the digest of section 8.7. */
    static byte[] success(Credentials.MsChapV2 of, String userName, byte[] passwordHashHash) {
        MessageDigest sha1 = Digests.digest("SHA-1");
        sha1.update(passwordHashHash);
        sha1.update(of.response());
        byte[] digest = sha1.digest(SUCCESS_MAGIC_1);
        sha1.update(digest);
        sha1.update(challengeHash(of, userName));
        digest = sha1.digest(SUCCESS_MAGIC_2);
        byte[] text = ascii("S=" + HexFormat.of().withUpperCase().formatHex(digest));
        byte[] value = new byte[1 + text.length];
        value[0] = of.identifier();
        System.arraycopy(text, 0, value, 1, text.length);
        return value;
    }

    /** GetMasterKey (RFC 3079 section 3.4). */
    static byte[] masterKey(byte[] passwordHashHash, byte[] ntResponse) {
        MessageDigest sha1 = Digests.digest("SHA-1");
        sha1.update(passwordHashHash);
        sha1.update(ntResponse);
        return Arrays.copyOf(sha1.digest(MASTER_KEY_MAGIC), KEY_LENGTH);
    }

    /** The start key by which the NAS, in the server's role, sends. */
    static byte[] sendKey(byte[] masterKey) {
        return startKey(masterKey, TO_CLIENT_MAGIC);
    }

    /** The start key by which the NAS receives. */
    static byte[] receiveKey(byte[] masterKey) {
        return startKey(masterKey, TO_SERVER_MAGIC);
    }

    /** GetAsymmetricStartKey (RFC 3079 section 3.4) for 128 bits. */
    private static byte[] startKey(byte[] masterKey, byte[] magic) {
        MessageDigest sha1 = Digests.digest("SHA-1");
        sha1.update(masterKey);
        sha1.update(PAD_1);
        sha1.update(magic);
        return Arrays.copyOf(sha1.digest(PAD_2), KEY_LENGTH);
    }

    private static byte[] filled(int length, byte with) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, with);
        return octets;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
