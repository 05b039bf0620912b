package org.portlease.provisioning;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.portlease.secret.KeyRing;

/** Secrets as rows keep them: encrypted with the installation's key. */
final class Secrets {

    private final KeyRing keys;

    Secrets(KeyRing keys) {
        this.keys = keys;
    }

    byte[] encrypted(String secret) {
        return keys.encrypt(octets(secret));
    }

    /** Whether that is what was encrypted. Takes as long whatever the answer is. */
    boolean isClearOf(byte[] ciphertext, String secret) {
        return MessageDigest.isEqual(keys.decrypt(ciphertext), octets(secret));
    }

    private static byte[] octets(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
