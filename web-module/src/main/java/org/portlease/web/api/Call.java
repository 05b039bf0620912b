package org.portlease.web.api;

import jakarta.enterprise.context.RequestScoped;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.audit.Deed;

/** The request that is being answered, and what its answer will say beside its body. */
@RequestScoped
public class Call {

    private final String requestId = UUID.randomUUID().toString();
    private String actor = "";
    private String address = "";
    private Optional<String> reason = Optional.empty();
    private Optional<String> ifMatch = Optional.empty();
    private Optional<String> idempotencyKey = Optional.empty();
    private boolean dryRun;
    private @Nullable MessageDigest digest;
    private byte @Nullable [] digested;
    private @Nullable URI location;
    private @Nullable String next;

    /** What the request's own headers and address say. */
    record Said(
            String actor,
            String address,
            Optional<String> reason,
            Optional<String> ifMatch,
            Optional<String> idempotencyKey,
            boolean dryRun) {}

    void begin(Said said, @Nullable MessageDigest ofBody) {
        actor = said.actor();
        address = said.address();
        reason = said.reason();
        ifMatch = said.ifMatch();
        idempotencyKey = said.idempotencyKey();
        dryRun = said.dryRun();
        digest = ofBody;
    }

    /** Names the request in the answer, the log and the audit trail. */
    public String requestId() {
        return requestId;
    }

    /** The principal that was authenticated. */
    public String actor() {
        return actor;
    }

    /** Who calls, and why as the header says. */
    Deed.Caller caller() {
        return new Deed.Caller(actor, address, requestId, reason);
    }

    /** Who calls, and why as the body says. */
    Deed.Caller caller(@Nullable String why) {
        return why == null
                ? caller()
                : new Deed.Caller(actor, address, requestId, Optional.of(why));
    }

    /** Which version the caller means to change. */
    Optional<String> ifMatch() {
        return ifMatch;
    }

    Optional<String> idempotencyKey() {
        return idempotencyKey;
    }

    /** Whether all is to be done and then taken back. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** Of method, path and the body that has been read; empty where nobody asked for it. */
    Optional<byte[]> digest() {
        if (digested == null && digest != null) {
            digested = digest.digest();
        }
        return Optional.ofNullable(digested);
    }

    /** Something was created, and is to be found there. */
    void created(URI where) {
        location = where;
    }

    Optional<URI> location() {
        return Optional.ofNullable(location);
    }

    /** There is another page, behind that cursor. */
    void continuesAfter(String cursor) {
        next = cursor;
    }

    Optional<String> next() {
        return Optional.ofNullable(next);
    }
}
