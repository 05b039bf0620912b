package org.portlease.endpoint;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;
import org.portlease.secret.KeyRing;
import org.portlease.session.OpenSessions;
import org.portlease.session.OpenSessions.OpenSession;

/**
 * The open sessions that a batch's CoA- and Disconnect-Requests may mean, by the provider whose
 * they are. Each question is put to the database once a batch, before the batch locks anything:
 * others must not wait while one provider's sessions are read. One thread's.
 */
final class KnownSessions {

    /** How many are read where no Acct-Session-Id says which: more would hold up the batch. */
    static final int MOST = 300;

    private final Directory directory;
    private final KeyRing keys;
    private final Map<Asked, Optional<List<Known>>> answers = new HashMap<>();

    KnownSessions(Directory directory, KeyRing keys) {
        this.directory = directory;
        this.keys = keys;
    }

    /**
     * A session, and what it is known by.
     *
     * @param likeness its attributes
     */
    record Known(OpenSession session, Packet likeness) {}

    private record Asked(OptionalLong provider, Optional<String> acctSessionId) {}

    /**
     * Those of a provider's.
     *
     * @param provider empty for the MSP itself, of its own subscribers
     * @param acctSessionId of those alone that have it, where there is one
     * @return empty where there are more than {@link #MOST}
     */
    Optional<List<Known>> find(
            OptionalLong provider, Optional<String> acctSessionId, OpenSessions sessions) {
        return answers.computeIfAbsent(
                new Asked(provider, acctSessionId), asked -> read(asked, sessions));
    }

    private Optional<List<Known>> read(Asked asked, OpenSessions sessions) {
        List<Long> contracts = contracts(asked.provider());
        if (asked.provider().isPresent() && contracts.isEmpty()) {
            return Optional.of(List.of());
        }
        int limit = MOST + 1;
        Collection<OpenSession> found =
                asked.acctSessionId()
                        .map(id -> sessions.withId(contracts, id, limit))
                        .orElseGet(() -> sessions.all(contracts, limit));
        return found.size() > MOST
                ? Optional.empty()
                : Optional.of(found.stream().flatMap(each -> known(each).stream()).toList());
    }

    private List<Long> contracts(OptionalLong provider) {
        return directory.contracts().stream()
                .filter(contract -> provider.equals(OptionalLong.of(contract.providerId())))
                .map(Contract::id)
                .toList();
    }

    /** What cannot be read is nobody's, and must not cost the sessions that can. */
    private Optional<Known> known(OpenSession session) {
        try {
            Packet likeness = PacketCodec.thaw(keys.decrypt(session.likeness()));
            return Optional.of(new Known(session, likeness));
        } catch (IllegalArgumentException e) {
            EndpointLog.LOG.debugf(
                    "session %s cannot be read: %s", session.lease(), e.getMessage());
            return Optional.empty();
        }
    }
}
