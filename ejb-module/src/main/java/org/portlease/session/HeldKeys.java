package org.portlease.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an open lease is found by: what of the {@link SessionKeys} of its packets lasts. */
@Embeddable
record HeldKeys(
        @Nullable UUID sessionKey,
        @Nullable UUID attemptKey,
        @Nullable UUID stateKey,
        @Nullable UUID lineKey,
        @Nullable UUID portKey,
        @Column(name = "multi_key") @Nullable UUID bundleKey) {

    static final HeldKeys NONE = new HeldKeys(null, null, null, null, null, null);

    static HeldKeys of(Row row) throws SQLException {
        return new HeldKeys(
                row.uuidOrNull(),
                row.uuidOrNull(),
                row.uuidOrNull(),
                row.uuidOrNull(),
                row.uuidOrNull(),
                row.uuidOrNull());
    }

    static HeldKeys ofAttempt(SessionKeys keys) {
        return new HeldKeys(
                keys.session().orElse(null),
                keys.attempt().orElse(null),
                null,
                keys.line().orElse(null),
                keys.port().orElse(null),
                keys.bundle().orElse(null));
    }

    /** Of a call, in the place of the attempt that it becomes. */
    static HeldKeys ofCall(SessionKeys keys) {
        HeldKeys own = ofAttempt(keys);
        return new HeldKeys(
                own.sessionKey,
                keys.call().stream().findFirst().orElse(null),
                null,
                null,
                own.portKey,
                own.bundleKey);
    }

    /** Of a session that was never an attempt. */
    static HeldKeys ofSession(SessionKeys keys) {
        HeldKeys own = ofAttempt(keys);
        return new HeldKeys(own.sessionKey, null, null, null, own.portKey, own.bundleKey);
    }

    HeldKeys withState(@Nullable UUID state) {
        return new HeldKeys(sessionKey, attemptKey, state, lineKey, portKey, bundleKey);
    }

    /** The session has begun: it is no attempt any more, and known by what accounting says. */
    HeldKeys begun(SessionKeys keys) {
        return new HeldKeys(
                keys.session().orElse(sessionKey),
                null,
                null,
                lineKey,
                keys.port().orElse(portKey),
                keys.bundle().orElse(bundleKey));
    }

    Optional<UUID> session() {
        return Optional.ofNullable(sessionKey);
    }

    Optional<UUID> state() {
        return Optional.ofNullable(stateKey);
    }

    Optional<UUID> port() {
        return Optional.ofNullable(portKey);
    }

    Optional<UUID> bundle() {
        return Optional.ofNullable(bundleKey);
    }

    /** Those of which a lease has one that no other has. */
    Stream<UUID> own() {
        return Stream.of(sessionKey, stateKey, attemptKey, lineKey)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }
}
