package org.portlease.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request with an Idempotency-Key was answered: the same request again gets the same answer,
 * and does nothing. It is forgotten after a day.
 */
@Entity
public class RememberedAnswer {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column private String actor;
    @Column private String idempotencyKey;
    private byte[] requestDigest;
    private int status;
    private @Nullable String location;
    private @Nullable String etag;
    private @Nullable String body;
    @Column private Instant at;

    @SuppressWarnings("NullAway.Init")
    protected RememberedAnswer() {}

    /**
     * @param actor whose key it is: others may use the same
     * @param requestDigest of method, path and body
     */
    RememberedAnswer(String actor, String idempotencyKey, byte[] requestDigest, Instant at) {
        this.actor = actor;
        this.idempotencyKey = idempotencyKey;
        this.requestDigest = requestDigest.clone();
        this.at = at;
    }

    /** Keeps the answer. */
    public void keep(
            int newStatus,
            @Nullable String newLocation,
            @Nullable String newEtag,
            @Nullable String newBody) {
        status = newStatus;
        location = newLocation;
        etag = newEtag;
        body = newBody;
    }

    /** Whether it was this request that was answered. */
    public boolean isOf(byte[] digest) {
        return MessageDigest.isEqual(requestDigest, digest);
    }

    public int status() {
        return status;
    }

    /** The URI that the answer named. */
    public Optional<String> location() {
        return Optional.ofNullable(location);
    }

    public Optional<String> etag() {
        return Optional.ofNullable(etag);
    }

    /** JSON. */
    public Optional<String> body() {
        return Optional.ofNullable(body);
    }
}
