package org.portlease.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portlease.secret.KeyRing;

/**
 * One change, as it is kept. Its hash is a keyed digest of all that it says and of the hash before
 * it: who has no key can neither alter an entry, nor take one out, nor put one in.
 */
@Entity
public class AuditEntry {

    /** What is said of a state has at most so many characters. */
    public static final int MOST_STATE = 100_000;

    private static final String PURPOSE = "audit";

    @Id private long sequence;
    private Instant at;
    private String actor;
    private String address;
    private String requestId;
    private String action;
    private String kind;
    private String subject;
    private @Nullable String reason;

    @Column(name = "state_before")
    private @Nullable String before;

    @Column(name = "state_after")
    private @Nullable String after;

    private byte[] hash;

    @SuppressWarnings("NullAway.Init")
    protected AuditEntry() {}

    AuditEntry(AuditHead head, Deed deed, Instant at, KeyRing keys) {
        this.sequence = head.lastSequence() + 1;
        this.at = at.truncatedTo(ChronoUnit.MILLIS);
        this.actor = deed.caller().actor();
        this.address = deed.caller().address();
        this.requestId = deed.caller().requestId();
        this.action = deed.action();
        this.kind = deed.kind();
        this.subject = deed.subject();
        this.reason = deed.caller().reason().orElse(null);
        this.before = bounded(deed.before());
        this.after = bounded(deed.after());
        this.hash = digest(head.lastHash().orElse(new byte[0]), keys);
    }

    private static @Nullable String bounded(Optional<String> state) {
        state.filter(json -> json.length() > MOST_STATE)
                .ifPresent(
                        json -> {
                            throw new IllegalArgumentException(
                                    "what is audited must have at most "
                                            + MOST_STATE
                                            + " characters, but has "
                                            + json.length());
                        });
        return state.orElse(null);
    }

    /** Whether it is what was written, and follows the entry with that hash. */
    boolean follows(byte[] hashBefore, KeyRing keys) {
        return MessageDigest.isEqual(hash, digest(hashBefore, keys));
    }

    private byte[] digest(byte[] hashBefore, KeyRing keys) {
        Stream<@Nullable String> said =
                Stream.of(
                        Long.toString(sequence),
                        at.toString(),
                        actor,
                        address,
                        requestId,
                        action,
                        kind,
                        subject,
                        reason,
                        before,
                        after);
        byte[][] parts =
                Stream.concat(Stream.of(hashBefore), said.map(AuditEntry::octets))
                        .toArray(byte[][]::new);
        return keys.mac(PURPOSE, parts);
    }

    /** What is absent and what is empty differ. */
    private static byte[] octets(@Nullable String text) {
        return text == null ? new byte[0] : ("=" + text).getBytes(StandardCharsets.UTF_8);
    }

    /** Rises by one with each entry. */
    public long sequence() {
        return sequence;
    }

    public Instant at() {
        return at;
    }

    /** Who did it. */
    public String actor() {
        return actor;
    }

    /** From where. */
    public String address() {
        return address;
    }

    public String requestId() {
        return requestId;
    }

    public String action() {
        return action;
    }

    public String kind() {
        return kind;
    }

    public String subject() {
        return subject;
    }

    /** Why, in the caller's words. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** JSON of what was there before; empty where nothing was. */
    public Optional<String> before() {
        return Optional.ofNullable(before);
    }

    /** JSON of what is there since; empty where nothing is. */
    public Optional<String> after() {
        return Optional.ofNullable(after);
    }

    public byte[] hash() {
        return hash.clone();
    }
}
