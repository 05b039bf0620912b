package org.portlease.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.ERROR_CAUSE;
import static org.portlease.radius.packet.AttributeTypes.EVENT_TIMESTAMP;
import static org.portlease.radius.packet.AttributeTypes.FRAMED_IP_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_IP_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT;
import static org.portlease.radius.packet.AttributeTypes.SESSION_TIMEOUT;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import jakarta.persistence.EntityManager;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Backlog;
import org.portlease.provider.Provider;
import org.portlease.radius.Event;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Outcome;
import org.portlease.radius.Peer;
import org.portlease.radius.Request;
import org.portlease.radius.Secret;
import org.portlease.radius.Target;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;
import org.portlease.secret.KeyRing;
import org.portlease.session.Lease;
import org.portlease.session.Ledgers;
import org.portlease.session.OpenSessions;
import org.portlease.session.Origin;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;
import org.portlease.upkeep.Endings;

/** Which session a provider's CoA- or Disconnect-Request means, and what becomes of it. */
@SuppressWarnings("NullAway.Init") // set before each test
class AuthorizationStepTest {

    private static final int FILTER_ID = 11;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final byte[] NAS = {(byte) 192, 0, 2, 1};

    private static final String WORLD =
            """
            {'pops':[{'name':'P','ports':9}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.0/24','secret':'s',
                       'authorizationPort':1700}],
             'providers':[
               {'name':'North','homeServers':[{'address':'198.51.100.1','authPort':1812,'acctPort':1813,'secret':'s'}],
                'contract':{'virtualIdentifier':'v-north','virtualPassword':'p','ports':3}},
               {'name':'South','homeServers':[{'address':'198.51.100.2','authPort':1812,'acctPort':1813,'secret':'s'}],
                'contract':{'virtualIdentifier':'v-south','virtualPassword':'p','ports':3}}],
             'rules':[
               {'kind':'REALM','match':'EXACT','pattern':'north.example','provider':'North'},
               {'kind':'REALM','match':'EXACT','pattern':'south.example','provider':'South'}]}
            """;

    private final TestDatabase database = new TestDatabase();
    private final KeyRing keys = new KeyRing(new SecretKeySpec(new byte[32], "AES"));
    private Directory directory;
    private long leases;

    @BeforeEach
    void configure() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
        try (EntityManager entities = database.factory().createEntityManager()) {
            DirectoryCache cache = new DirectoryCache(entities);
            cache.refresh();
            directory = cache.current();
        }
        open("North", "bob@north.example", "one");
        open("South", "eve@south.example", "two");
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void aSessionOfItsOwnIsRelayedToItsNas() {
        Outcome.Forward forward = relayed("North", disconnect().addText(ACCT_SESSION_ID, "one"));

        assertThat(forward.target())
                .isEqualTo(
                        new Target.Nas(
                                directory.nases().iterator().next().id(),
                                new InetSocketAddress("192.0.2.1", 1700)));
        assertThat(forward.packet().code()).isEqualTo(Code.DISCONNECT_REQUEST);
        assertThat(forward.packet().text(ACCT_SESSION_ID)).contains("one");
    }

    @Test
    void anotherProvidersSessionLooksLikeNone() {
        Packet theirs = disconnect().addText(ACCT_SESSION_ID, "two");
        Packet none = disconnect().addText(ACCT_SESSION_ID, "three");

        assertThat(errorCause("North", theirs)).isEqualTo(503);
        assertThat(errorCause("North", none)).isEqualTo(503);
    }

    @Test
    void anotherProvidersSubscriberGetsNoAnswer() {
        Packet theirs =
                disconnect()
                        .addText(ACCT_SESSION_ID, "two")
                        .addText(USER_NAME, "eve@south.example");

        assertThat(decide("North", theirs)).isInstanceOf(Outcome.Drop.class);
        assertThat(decide("South", theirs)).isInstanceOf(Outcome.Forward.class);
    }

    @Test
    void aNameAloneFindsItsOnlySession() {
        Packet byName = disconnect().addText(USER_NAME, "bob@north.example");

        assertThat(relayed("North", byName).packet().text(ACCT_SESSION_ID)).contains("one");
    }

    @Test
    void aNameOfSeveralSessionsEndsNone() {
        open("North", "bob@north.example", "four");

        assertThat(errorCause("North", disconnect().addText(USER_NAME, "bob@north.example")))
                .isEqualTo(508);
    }

    @Test
    void whatDiffersIsAnotherSession() {
        Packet request = disconnect().addText(ACCT_SESSION_ID, "one");

        assertThat(errorCause("North", request.copy().addText(USER_NAME, "al@north.example")))
                .isEqualTo(503);
        assertThat(errorCause("North", request.copy().add(NAS_IP_ADDRESS, new byte[] {9, 9, 9, 9})))
                .isEqualTo(503);
        assertThat(decide("North", request.copy().add(NAS_IP_ADDRESS, NAS)))
                .isInstanceOf(Outcome.Forward.class);
    }

    @Test
    void whatIsNotKnownOfTheSessionIsForTheNasToCompare() {
        Packet request =
                disconnect()
                        .addText(ACCT_SESSION_ID, "one")
                        .add(FRAMED_IP_ADDRESS, new byte[] {10, 0, 0, 1});

        assertThat(relayed("North", request).packet().has(FRAMED_IP_ADDRESS)).isTrue();
    }

    @Test
    void aPortAloneNamesNoSession() {
        assertThat(errorCause("North", disconnect().addNumber(NAS_PORT, 1))).isEqualTo(402);
        assertThat(errorCause("North", disconnect())).isEqualTo(402);
    }

    @Test
    void anOldRequestIsACopyPerhaps() {
        Packet request = disconnect().addText(ACCT_SESSION_ID, "one");
        long now = NOW.getEpochSecond();

        assertThat(decide("North", request.copy().addNumber(EVENT_TIMESTAMP, now - 301)))
                .isInstanceOf(Outcome.Drop.class);
        assertThat(decide("North", request.copy().addNumber(EVENT_TIMESTAMP, now + 301)))
                .isInstanceOf(Outcome.Drop.class);
        assertThat(decide("North", request.copy().addNumber(EVENT_TIMESTAMP, now - 299)))
                .isInstanceOf(Outcome.Forward.class);
    }

    @Test
    void whatComesRoundIsNotRoutable() {
        Packet request = disconnect().addText(ACCT_SESSION_ID, "one");

        assertThat(cause(decide("North", request, true))).isEqualTo(502);
    }

    @Test
    void aChangeIsRelayedWholeOrNotAtAll() {
        Packet change =
                Packet.of(Code.COA_REQUEST)
                        .addText(ACCT_SESSION_ID, "one")
                        .addNumber(SESSION_TIMEOUT, 900);

        assertThat(relayed("North", change).packet().number(SESSION_TIMEOUT)).hasValue(900);
        assertThat(errorCause("North", change.copy().addText(FILTER_ID, "all-open")))
                .isEqualTo(401);
    }

    private static Packet disconnect() {
        return Packet.of(Code.DISCONNECT_REQUEST);
    }

    private Outcome.Forward relayed(String provider, Packet packet) {
        Outcome outcome = decide(provider, packet);
        assertThat(outcome).isInstanceOf(Outcome.Forward.class);
        return (Outcome.Forward) outcome;
    }

    private long errorCause(String provider, Packet packet) {
        return cause(decide(provider, packet));
    }

    private static long cause(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Reply.class);
        Packet reply = ((Outcome.Reply) outcome).packet();
        assertThat(reply.code()).isIn(Code.DISCONNECT_NAK, Code.COA_NAK);
        return reply.number(ERROR_CAUSE).orElseThrow();
    }

    private Outcome decide(String provider, Packet packet) {
        return decide(provider, packet, false);
    }

    private Outcome decide(String provider, Packet packet, boolean looped) {
        long server =
                directory.homeServers().stream()
                        .filter(each -> each.providerId().orElse(0) == id(provider))
                        .findAny()
                        .orElseThrow()
                        .id();
        Peer peer =
                new Peer(
                        server,
                        Network.parse("198.51.100.1"),
                        Secret.of("s"),
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        Duration.ofSeconds(8));
        var source = new InetSocketAddress("198.51.100.1", 40_000);
        var event =
                new Event.RequestArrived(
                        new UUID(9, 9), NOW, new Request(peer, source, packet, looped));
        return database.inTransaction(
                entities -> {
                    var batch =
                            new Batch(
                                    new ProviderAttributes(directory, keys),
                                    keys,
                                    Map.of(),
                                    new Endings(
                                            new Backlog(entities), new DirectoryCache(entities)),
                                    Duration.ZERO);
                    var step = new AuthorizationStep(event, batch, new OpenSessions(entities));
                    return step.decide(new Ledgers(entities).open(directory, List.of(), NOW));
                });
    }

    private long id(String provider) {
        return directory.providers().stream()
                .filter(each -> each.name().equals(provider))
                .map(Provider::id)
                .findAny()
                .orElseThrow();
    }

    /** A session that is granted, as a batch leaves it behind. */
    private void open(String provider, String userName, String sessionId) {
        Contract contract =
                directory.contracts().stream()
                        .filter(each -> each.providerId() == id(provider))
                        .findAny()
                        .orElseThrow();
        Packet likeness =
                Packet.of(Code.ACCOUNTING_REQUEST)
                        .addText(USER_NAME, userName)
                        .addText(ACCT_SESSION_ID, sessionId)
                        .add(NAS_IP_ADDRESS, NAS);
        Lease lease =
                Lease.reserve(
                                new UUID(1, ++leases),
                                Place.ofContract(
                                        contract.id(),
                                        directory.pops().iterator().next().id(),
                                        directory.nases().iterator().next().id()),
                                SessionKeys.NONE,
                                sessionId,
                                NOW,
                                NOW.plusSeconds(30))
                        .from(new Origin(null, "192.0.2.1", null));
        lease.describe(keys.encrypt(PacketCodec.freeze(likeness)), null);
        lease.grant(NOW);
        database.run(entities -> entities.persist(lease));
    }
}
