package org.portlease.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must be read again, and makes keyed digests of what must only be recognised. Every
 * purpose has a key of its own, derived from the installation's one; all nodes of an installation
 * share that. Safe for use by many threads.
 *
 * <p>A ciphertext is one octet of key id, 12 of nonce, then AES-GCM's data and tag.
 */
public final class KeyRing {

    private static final byte KEY_ID = 1;
    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_OCTETS = 1 + NONCE_OCTETS;
    private static final String MAC = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKey root;
    private final SecretKey encryption;
    // looking an algorithm up costs more than the digest: each thread keeps its own, by purpose
    private final ThreadLocal<Map<String, Mac>> macs = ThreadLocal.withInitial(HashMap::new);

    public KeyRing(SecretKey root) {
        this.root = root;
        this.encryption = new SecretKeySpec(derive("encryption"), "AES");
    }

    public byte[] encrypt(byte[] clear) {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(clear);
            return ByteBuffer.allocate(HEAD_OCTETS + sealed.length)
                    .put(KEY_ID)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not work here", e);
        }
    }

    /**
     * @throws IllegalArgumentException where the ciphertext is not one of this key's, or damaged
     */
    public byte[] decrypt(byte[] ciphertext) {
        if (ciphertext.length < HEAD_OCTETS + TAG_BITS / 8) {
            throw new IllegalArgumentException(
                    "a ciphertext has at least "
                            + (HEAD_OCTETS + TAG_BITS / 8)
                            + " octets, but this has "
                            + ciphertext.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(ciphertext);
        byte keyId = buffer.get();
        if (keyId != KEY_ID) {
            throw new IllegalArgumentException(
                    "expected a ciphertext of key " + KEY_ID + ", but it is of key " + keyId);
        }
        byte[] nonce = new byte[NONCE_OCTETS];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the ciphertext is not of this key, or damaged", e);
        }
    }

    /**
     * A digest (HMAC-SHA256) of the parts, each with its length, so that no two lists of parts run
     * together.
     *
     * @param purpose digests of different purposes are unrelated; one of a small, fixed set
     */
    public byte[] mac(String purpose, byte[]... parts) {
        Mac mac = macs.get().computeIfAbsent(purpose, this::macFor);
        for (byte[] part : parts) {
            mac.update((byte) (part.length >>> 24));
            mac.update((byte) (part.length >>> 16));
            mac.update((byte) (part.length >>> 8));
            mac.update((byte) part.length);
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** The first 128 bits of {@link #mac}, in the shape of a key column. */
    public UUID key(String purpose, byte[]... parts) {
        ByteBuffer digest = ByteBuffer.wrap(mac(purpose, parts));
        return new UUID(digest.getLong(), digest.getLong());
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private Mac macFor(String purpose) {
        return initialised(new SecretKeySpec(derive("mac " + purpose), MAC));
    }

    private byte[] derive(String label) {
        return initialised(new SecretKeySpec(root.getEncoded(), MAC))
                .doFinal(label.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac initialised(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 does not work here", e);
        }
    }

    @Override
    public String toString() {
        return "KeyRing[***]";
    }
}
