package org.portlease.rotation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * A key that the database's ciphertexts may be of. It is born when it begins to encrypt, and goes
 * when nothing is of it any more.
 */
@Entity
public class EncryptionKey {

    @Id
    @Column(name = "key_number")
    private short number;

    private byte[] keyCheck;
    private Instant since;

    @SuppressWarnings("NullAway.Init")
    protected EncryptionKey() {}

    /**
     * @param check proves that a key is this one
     */
    EncryptionKey(int number, byte[] check, Instant since) {
        this.number = (short) number;
        this.keyCheck = check.clone();
        this.since = since;
    }

    public int number() {
        return number;
    }

    /** When it began to encrypt. */
    public Instant since() {
        return since;
    }

    boolean is(byte[] check) {
        return MessageDigest.isEqual(keyCheck, check);
    }
}
