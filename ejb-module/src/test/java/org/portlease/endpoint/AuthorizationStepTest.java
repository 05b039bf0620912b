package org.portlease.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.radius.packet.AttributeTypes.ACCT_INTERIM_INTERVAL;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLING_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.DELEGATED_IPV6_PREFIX;
import static org.portlease.radius.packet.AttributeTypes.ERROR_CAUSE;
import static org.portlease.radius.packet.AttributeTypes.EVENT_TIMESTAMP;
import static org.portlease.radius.packet.AttributeTypes.FRAMED_IPV6_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.FRAMED_IPV6_PREFIX;
import static org.portlease.radius.packet.AttributeTypes.FRAMED_IP_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_IP_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT_ID;
import static org.portlease.radius.packet.AttributeTypes.SESSION_TIMEOUT;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import jakarta.persistence.EntityManager;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.portlease.session.Ledger;
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
    private static final int REPLY_MESSAGE = 18;
    private static final int IDLE_TIMEOUT = 28;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final byte[] NAS = {(byte) 192, 0, 2, 1};

    private static final String WORLD =
            """
            {'pops':[{'name':'P','ports':9}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.0/24','secret':'s',
                       'authorizationPort':1700}],
             'providers':[
               {'name':'North','attributesToHome':{'deny':['Reply-Message']},
                'homeServers':[{'address':'198.51.100.1','authPort':1812,'acctPort':1813,'secret':'s'}],
                'contract':{'virtualIdentifier':'v-north','virtualPassword':'p','ports':3}},
               {'name':'South','homeServers':[{'address':'198.51.100.2','authPort':1812,'acctPort':1813,'secret':'s'}],
                'contract':{'virtualIdentifier':'v-south','virtualPassword':'p','ports':3,
                 'thresholdSeconds':36000,'hardThreshold':true,
                 'attributes':[{'attribute':'Idle-Timeout','value':'600'}]}}],
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

    @ParameterizedTest
    @ValueSource(
            ints = {
                FRAMED_IP_ADDRESS,
                FRAMED_IPV6_ADDRESS,
                FRAMED_IPV6_PREFIX,
                DELEGATED_IPV6_PREFIX,
                CALLING_STATION_ID
            })
    void whatIsNotKnownOfTheSessionMayBeAnothers(int type) {
        Packet request =
                disconnect()
                        .addText(USER_NAME, "bob@north.example")
                        .addText(ACCT_SESSION_ID, "one")
                        .add(type, new byte[] {10, 0, 0, 1});

        assertThat(errorCause("North", request)).isEqualTo(503);
    }

    @Test
    void theNasIsToldOfTheSessionOnlyWhatIsKnownOfIt() {
        Packet request =
                disconnect()
                        .addText(USER_NAME, "bob@north.example")
                        .addNumber(NAS_PORT, 7)
                        .addText(NAS_PORT_ID, "victim's");

        Packet relayed = relayed("North", request).packet();

        assertThat(relayed.has(NAS_PORT)).isFalse();
        assertThat(relayed.has(NAS_PORT_ID)).isFalse();
        assertThat(relayed.allOctets(USER_NAME)).hasSize(1);
        assertThat(relayed.text(ACCT_SESSION_ID)).contains("one");
    }

    @Test
    void aSecondValueOfWhatTellsSessionsApartIsInvalid() {
        Packet twice = disconnect().addText(ACCT_SESSION_ID, "one").addText(ACCT_SESSION_ID, "two");
        Packet names =
                disconnect()
                        .addText(ACCT_SESSION_ID, "one")
                        .addText(USER_NAME, "bob@north.example")
                        .addText(USER_NAME, "eve@south.example");

        assertThat(errorCause("North", twice)).isEqualTo(404);
        assertThat(errorCause("North", names)).isEqualTo(404);
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

    @Test
    void timeThatIsCountedForTheContractIsNotTheProvidersToPutOff() {
        Packet later = change("two").addNumber(SESSION_TIMEOUT, 90_000);

        assertThat(errorCause("South", later)).isEqualTo(401);
        assertThat(relayed("North", change("one").addNumber(SESSION_TIMEOUT, 90_000))).isNotNull();
    }

    @Test
    void howOftenItsNasReportsIsNotTheProvidersToSay() {
        Packet seldom = change("one").addNumber(ACCT_INTERIM_INTERVAL, 86_400);

        assertThat(errorCause("North", seldom)).isEqualTo(401);
    }

    @Test
    void whatTheMasterAddsIsNotTheProvidersToChange() {
        Packet idle = change("two").addNumber(IDLE_TIMEOUT, 86_400);

        assertThat(errorCause("South", idle)).isEqualTo(401);
        assertThat(relayed("North", change("one").addNumber(IDLE_TIMEOUT, 86_400))).isNotNull();
    }

    @Test
    void whatNamesTheSessionIsNoChange() {
        Packet change = change("one").add(NAS_IP_ADDRESS, NAS).addNumber(SESSION_TIMEOUT, 900);

        assertThat(relayed("North", change).packet().octets(NAS_IP_ADDRESS)).contains(NAS);
    }

    @Test
    void amongTooManySessionsNoneIsLookedFor() {
        for (int i = 0; i < KnownSessions.MOST; i++) {
            open("North", "al@north.example", "many-" + i);
        }

        assertThat(errorCause("North", disconnect().addText(USER_NAME, "bob@north.example")))
                .isEqualTo(506);
        assertThat(decide("North", disconnect().addText(ACCT_SESSION_ID, "one")))
                .isInstanceOf(Outcome.Forward.class);
    }

    @Test
    void aBatchReadsAProvidersSessionsOnceAndBeforeAnythingIsLocked() {
        List<Outcome> outcomes =
                database.inTransaction(
                        entities -> {
                            Batch batch = batch(entities);
                            var sessions = new CountingSessions(entities);
                            List<AuthorizationStep> steps =
                                    List.of(
                                            step("North", named("bob"), batch, sessions),
                                            step("North", named("al"), batch, sessions));
                            assertThat(sessions.scans).isEqualTo(1);
                            return steps.stream().map(each -> decide(each, entities)).toList();
                        });

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Forward.class);
        assertThat(cause(outcomes.get(1))).isEqualTo(503);
    }

    private static final class CountingSessions extends OpenSessions {

        private int scans;

        CountingSessions(EntityManager entities) {
            super(entities);
        }

        @Override
        public List<OpenSession> all(Collection<Long> contracts, int limit) {
            scans++;
            return super.all(contracts, limit);
        }
    }

    private static Packet named(String name) {
        return disconnect().addText(USER_NAME, name + "@north.example");
    }

    @Test
    void aSessionThatCannotBeReadHidesNoOther() {
        open("North", "al@north.example", "damaged");
        database.run(
                entities ->
                        entities.createNativeQuery(
                                        "update lease set likeness = :garbage"
                                                + " where acct_session_id = 'damaged'")
                                .setParameter("garbage", new byte[60])
                                .executeUpdate());

        assertThat(relayed("North", named("bob")).packet().text(ACCT_SESSION_ID)).contains("one");
    }

    @Test
    void aSessionAtANasThatIsNoMoreIsNotRoutable() {
        database.run(
                entities -> {
                    entities.createNativeQuery("set referential_integrity false").executeUpdate();
                    entities.createNativeQuery("update lease set nas_id = 999").executeUpdate();
                });

        assertThat(errorCause("North", named("bob"))).isEqualTo(502);
    }

    @Test
    void whatANasAnswersPassesTheProvidersFilter() {
        Packet answer =
                Packet.of(Code.DISCONNECT_NAK)
                        .addText(REPLY_MESSAGE, "of the master's")
                        .addNumber(ERROR_CAUSE, 504);

        assertThat(answered("North", answer).has(REPLY_MESSAGE)).isFalse();
        assertThat(answered("North", answer).number(ERROR_CAUSE)).hasValue(504);
        assertThat(answered("South", answer).has(REPLY_MESSAGE)).isTrue();
    }

    private Packet answered(String provider, Packet answer) {
        var context = new AuthorizationContext(OptionalLong.of(id(provider)));
        return database.inTransaction(
                entities -> {
                    var step =
                            new AuthorizationAnswerStep(
                                    Optional.of(answer), context, batch(entities));
                    Ledger ledger = new Ledgers(entities).open(directory, List.of(), NOW);
                    return ((Outcome.Reply) step.decide(ledger)).packet();
                });
    }

    private static Packet change(String session) {
        return Packet.of(Code.COA_REQUEST).addText(ACCT_SESSION_ID, session);
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
        return database.inTransaction(
                entities -> {
                    var event = event(provider, packet, looped);
                    var sessions = new OpenSessions(entities);
                    return decide(
                            new AuthorizationStep(event, batch(entities), sessions), entities);
                });
    }

    private Outcome decide(AuthorizationStep step, EntityManager entities) {
        return step.decide(new Ledgers(entities).open(directory, List.of(), NOW));
    }

    private AuthorizationStep step(
            String provider, Packet packet, Batch batch, OpenSessions sessions) {
        return new AuthorizationStep(event(provider, packet, false), batch, sessions);
    }

    private Batch batch(EntityManager entities) {
        return new Batch(
                new ProviderAttributes(directory, keys),
                keys,
                Map.of(),
                new Endings(new Backlog(entities), new DirectoryCache(entities)),
                Duration.ZERO);
    }

    private Event.RequestArrived event(String provider, Packet packet, boolean looped) {
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
        return new Event.RequestArrived(
                new UUID(9, 9), NOW, new Request(peer, source, packet, looped));
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
        lease.describe(keys.encrypt(PacketCodec.freeze(likeness)));
        lease.grant(NOW);
        database.run(entities -> entities.persist(lease));
    }
}
