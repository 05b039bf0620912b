package org.portlease.session;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * By what a packet may be matched to a lease: keyed hashes, so that no table tells who a client
 * provider's subscriber is.
 *
 * @param lease the lease id in our own Class, authenticated
 * @param session of the NAS and its Acct-Session-Id
 * @param attempt of the subscriber's name and calling station, where the NAS gave no
 *     Acct-Session-Id
 * @param state of the State that a home server gave
 * @param line of the NAS's port, name and calling station, where the NAS gave no Acct-Session-Id: a
 *     re-authentication has the same
 * @param port of the NAS's port, where the NAS has one session a port
 * @param bundle of Acct-Multi-Session-Id
 * @param call of calling station and called number: what a Call-Check and the attempt after it have
 *     in common; the NAS's port included first, then without it
 */
public record SessionKeys(
        Optional<UUID> lease,
        Optional<UUID> session,
        Optional<UUID> attempt,
        Optional<UUID> state,
        Optional<UUID> line,
        Optional<UUID> port,
        Optional<UUID> bundle,
        List<UUID> call) {

    public static final SessionKeys NONE =
            new SessionKeys(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Without a NAS port, a bundle or a call. */
    public SessionKeys(
            Optional<UUID> lease,
            Optional<UUID> session,
            Optional<UUID> attempt,
            Optional<UUID> state) {
        this(
                lease,
                session,
                attempt,
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    public static SessionKeys ofLease(UUID id) {
        return new SessionKeys(
                Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether a session that begins with them can be found again when it ends. */
    public boolean isFindable() {
        return lease.isPresent() || session.isPresent();
    }
}
