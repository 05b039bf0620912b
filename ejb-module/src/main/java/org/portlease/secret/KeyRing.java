package org.portlease.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what must be read again, and makes keyed digests of what must only be recognised. Every
 * purpose has a key of its own, derived from one of the installation's, which all its nodes share.
 * Safe for use by many threads.
 *
 * <p>A ciphertext is one octet of key number, 12 of nonce, then AES-GCM's data and tag. Keys
 * change: one encrypts, those before it still decrypt. Digests are kept and compared, so theirs
 * does not change: it is a secret of the installation, which lies encrypted beside them ({@link
 * #digestUnder}).
 */
public final class KeyRing {

    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;
    private static final int TAG_OCTETS = TAG_BITS / Byte.SIZE;
    private static final int HEAD_OCTETS = 1 + NONCE_OCTETS;
    private static final int DIGEST_KEY_OCTETS = 32;
    private static final String MAC = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final KeySource source;
    private final Map<Integer, SecretKey> encryptions = new ConcurrentHashMap<>();
    // looking an algorithm up costs more than the digest: each thread keeps its own, by purpose;
    // classes of the JDK only, since an object of ours would outlive its deployment there
    private final ThreadLocal<Map<String, Mac>> macs = ThreadLocal.withInitial(HashMap::new);
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(KeyRing::aesGcm);
    private volatile byte @Nullable [] digestKey;
    private volatile int current = KeySource.FIRST;

    /** A ring that encrypts with the first key, and digests nothing until it is told under what. */
    public KeyRing(KeySource source) {
        this.source = source;
    }

    /** A ring of one key, for all purposes: of an installation that has never changed it. */
    public KeyRing(SecretKey only) {
        this(new OneKey(only));
        digestKey = only.getEncoded();
    }

    /** The numbers of the keys that it has, with those that it has used and no longer finds. */
    public SortedSet<Integer> numbers() {
        SortedSet<Integer> numbers = new TreeSet<>(source.numbers());
        numbers.addAll(encryptions.keySet());
        return numbers;
    }

    public boolean holds(int number) {
        return encryptions.containsKey(number) || source.key(number).isPresent();
    }

    /** The number of the key that encrypts. */
    public int current() {
        return current;
    }

    /**
     * Encrypts with that key from now on.
     *
     * @throws IllegalArgumentException where the ring does not hold it
     */
    public void encryptWith(int number) {
        encryption(number);
        current = number;
    }

    /**
     * Proves which key has that number, without telling it.
     *
     * @throws IllegalArgumentException where the ring does not hold it
     */
    public byte[] check(int number) {
        return initialised(new SecretKeySpec(derive(root(number), "mac key check"), MAC))
                .doFinal("portlease".getBytes(StandardCharsets.UTF_8));
    }

    /** A new secret for digests, encrypted: of an installation that has made none yet. */
    public byte[] newDigestKey() {
        byte[] key = new byte[DIGEST_KEY_OCTETS];
        random.nextBytes(key);
        return encrypt(key);
    }

    /**
     * The first key as the secret for digests, encrypted: of an installation whose digests were
     * made with it, so that they are still recognised when that key is gone.
     */
    public byte[] firstKeyForDigests() {
        return encrypt(root(KeySource.FIRST).getEncoded());
    }

    /**
     * Makes digests under that secret from now on; once, before the first.
     *
     * @param encrypted as this ring has encrypted it
     */
    public void digestUnder(byte[] encrypted) {
        digestKey = decrypt(encrypted);
    }

    public byte[] encrypt(byte[] clear) {
        int number = current;
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        byte[] ciphertext = new byte[HEAD_OCTETS + clear.length + TAG_OCTETS];
        ByteBuffer.wrap(ciphertext).put((byte) number).put(nonce);
        try {
            cipher(Cipher.ENCRYPT_MODE, number, ciphertext)
                    .doFinal(clear, 0, clear.length, ciphertext, HEAD_OCTETS);
            return ciphertext;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not work here", e);
        }
    }

    /** The number of the key that a ciphertext is of. */
    public static int number(byte[] ciphertext) {
        if (ciphertext.length < HEAD_OCTETS + TAG_OCTETS) {
            throw new IllegalArgumentException(
                    "a ciphertext has at least "
                            + (HEAD_OCTETS + TAG_OCTETS)
                            + " octets, but this has "
                            + ciphertext.length);
        }
        return Byte.toUnsignedInt(ciphertext[0]);
    }

    /**
     * @throws IllegalArgumentException where the ciphertext is of a key that is not here, or
     *     damaged
     */
    public byte[] decrypt(byte[] ciphertext) {
        int number = number(ciphertext);
        try {
            return cipher(Cipher.DECRYPT_MODE, number, ciphertext)
                    .doFinal(ciphertext, HEAD_OCTETS, ciphertext.length - HEAD_OCTETS);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the ciphertext is not of the key " + number + " that is here, or damaged", e);
        }
    }

    /**
     * A digest (HMAC-SHA256) of the parts, each with its length, so that no two lists of parts run
     * together.
     *
     * @param purpose digests of different purposes are unrelated; one of a small, fixed set
     */
    public byte[] mac(String purpose, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += Integer.BYTES + part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.putInt(part.length).put(part);
        }
        return mac(purpose).doFinal(all.array());
    }

    private Mac mac(String purpose) {
        return macs.get().computeIfAbsent(purpose, this::macFor);
    }

    /** The first 128 bits of {@link #mac}, in the shape of a key column. */
    public UUID key(String purpose, byte[]... parts) {
        ByteBuffer digest = ByteBuffer.wrap(mac(purpose, parts));
        return new UUID(digest.getLong(), digest.getLong());
    }

    /** This thread's, for the ciphertext whose head is there. */
    private Cipher cipher(int mode, int number, byte[] ciphertext) throws GeneralSecurityException {
        Cipher cipher = ciphers.get();
        cipher.init(
                mode,
                encryption(number),
                new GCMParameterSpec(TAG_BITS, ciphertext, 1, NONCE_OCTETS));
        return cipher;
    }

    private static Cipher aesGcm() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not work here", e);
        }
    }

    private SecretKey encryption(int number) {
        SecretKey known = encryptions.get(number);
        if (known != null) {
            return known;
        }
        SecretKey made = new SecretKeySpec(derive(root(number), "encryption"), "AES");
        encryptions.put(number, made);
        return made;
    }

    private SecretKey root(int number) {
        return source.key(number)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "expected the key "
                                                + number
                                                + ", but there are only "
                                                + source.numbers()));
    }

    private Mac macFor(String purpose) {
        byte[] key = digestKey;
        if (key == null) {
            throw new IllegalStateException("no digest before the installation has been opened");
        }
        return initialised(
                new SecretKeySpec(derive(new SecretKeySpec(key, MAC), "mac " + purpose), MAC));
    }

    private static byte[] derive(SecretKey root, String label) {
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

    private record OneKey(SecretKey key) implements KeySource {

        @Override
        public SortedSet<Integer> numbers() {
            return new TreeSet<>(List.of(FIRST));
        }

        @Override
        public Optional<SecretKey> key(int number) {
            return number == FIRST ? Optional.of(key) : Optional.empty();
        }

        @Override
        public String toString() {
            return "OneKey[***]";
        }
    }
}
