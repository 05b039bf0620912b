package org.portlease.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Backlog;
import org.portlease.radius.Event;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Outcome;
import org.portlease.radius.Peer;
import org.portlease.radius.Request;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Ledgers;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;
import org.portlease.upkeep.Endings;

/** What was asked, or answered, before a peer was removed. */
class DispatchTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long REMOVED = 999;

    private final TestDatabase database = new TestDatabase();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private static Request request(Code code) {
        Peer peer =
                new Peer(
                        REMOVED,
                        Network.parse("192.0.2.1"),
                        Secret.of("s"),
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        Duration.ofSeconds(8));
        return new Request(
                peer, new InetSocketAddress("192.0.2.1", 40_000), Packet.of(code), false);
    }

    private Outcome decide(Event event) {
        return database.inTransaction(
                entities -> {
                    DirectoryCache cache = new DirectoryCache(entities);
                    cache.refresh();
                    Directory directory = cache.current();
                    return new Dispatch()
                            .step(Routed.of(event, directory), batch(entities, cache))
                            .decide(new Ledgers(entities).open(directory, List.of(), NOW));
                });
    }

    private static Batch batch(EntityManager entities, DirectoryCache cache) {
        return new Batch(
                new ProviderAttributes(cache.current(), WorldFixture.KEYS),
                WorldFixture.KEYS,
                Map.of(),
                new Endings(new Backlog(entities), cache),
                Duration.ZERO);
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"ACCESS_REQUEST", "ACCOUNTING_REQUEST", "COA_REQUEST", "DISCONNECT_REQUEST"})
    void aRequestOfAPeerThatWasRemovedIsDropped(Code code) {
        assertThat(decide(new Event.RequestArrived(new UUID(1, 1), NOW, request(code))))
                .isEqualTo(new Outcome.Drop("peer removed"));
    }

    @Test
    void whatIsAnsweredToOrForANasThatWasRemovedIsDropped() {
        AccessContext context =
                new AccessContext(
                        Leg.HOME,
                        new UUID(1, 2),
                        NOW,
                        new Route.Refused(RefusalReason.UNKNOWN_REALM, "of the test"),
                        null);
        Request asked = request(Code.ACCESS_REQUEST);

        assertThat(
                        decide(
                                new Event.ForwardAnswered(
                                        new UUID(1, 1),
                                        NOW,
                                        asked,
                                        context,
                                        1,
                                        Packet.of(Code.ACCESS_REJECT))))
                .isEqualTo(new Outcome.Drop("peer removed"));
        assertThat(decide(new Event.ForwardUnanswered(new UUID(1, 1), NOW, asked, context)))
                .isEqualTo(new Outcome.Drop("peer removed"));
    }
}
