package org.portlease.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.DirectoryCache;
import org.portlease.endpoint.RequestExplanation.Described;
import org.portlease.endpoint.RequestExplanation.Explained;
import org.portlease.endpoint.RequestExplanation.Whose;
import org.portlease.outbound.Backlog;
import org.portlease.provider.Nas;
import org.portlease.provider.Provider;
import org.portlease.provider.Subscriber;
import org.portlease.provider.SubscriberRepository;
import org.portlease.radius.Event;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Outcome;
import org.portlease.radius.Peer;
import org.portlease.radius.Request;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;
import org.portlease.upkeep.Endings;

/** What is explained of a request is what is decided of it. */
@SuppressWarnings("NullAway.Init") // set before each test
class RequestExplanationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final String WORLD =
            """
            {'pops':[{'name':'P','ports':9},{'name':'Q','ports':9}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.0/24','secret':'s'},
                      {'name':'O','pop':'Q','network':'198.51.100.9','secret':'s'}],
             'providers':[
               {'name':'North','homeServers':[{'address':'198.51.100.1','authPort':1812,'acctPort':1813,'secret':'s'}],
                'contract':{'virtualIdentifier':'v-north','virtualPassword':'p','ports':1}},
               {'name':'South','homeServers':[{'address':'198.51.100.2','authPort':1812,'acctPort':1813,'secret':'s'}],
                'contract':{'virtualIdentifier':'v-south','virtualPassword':'p','ports':3}}],
             'rules':[
               {'kind':'REALM','match':'EXACT','pattern':'north.example','provider':'North'},
               {'kind':'REALM','match':'EXACT','pattern':'south.example','provider':'South','nas':'O'},
               {'kind':'CALLED_NUMBER','match':'EXACT','pattern':'+49301','provider':'South'},
               {'kind':'REALM','match':'EXACT','pattern':'own.example'}]}
            """;

    private final TestDatabase database = new TestDatabase();

    @BeforeEach
    void configure() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private static Described described(String user, @Nullable String called, String nas) {
        return new Described(user, null, called, nas, null, null, null, null);
    }

    private Optional<Explained> explained(Described request) {
        return database.inTransaction(
                entities -> {
                    DirectoryCache directories = new DirectoryCache(entities);
                    directories.refresh();
                    var nobody =
                            new SubscriberRepository() {
                                @Override
                                public Map<String, Subscriber> findAll(Collection<String> names) {
                                    return Map.of();
                                }
                            };
                    return new RequestExplanation(directories, new Ledgers(entities), nobody)
                            .explain(request, NOW);
                });
    }

    /** What a batch decides of such a request: the reason, or empty where it goes on. */
    private Optional<RefusalReason> decided(Described described) {
        return database.inTransaction(
                entities -> {
                    DirectoryCache directories = new DirectoryCache(entities);
                    directories.refresh();
                    var directory = directories.current();
                    var batch =
                            new Batch(
                                    new ProviderAttributes(directory, WorldFixture.KEYS),
                                    WorldFixture.KEYS,
                                    Map.of(),
                                    new Endings(new Backlog(entities), directories),
                                    Duration.ZERO);
                    Nas nas =
                            directory.nases().stream()
                                    .filter(each -> each.name().equals(described.nas()))
                                    .findAny()
                                    .orElseThrow();
                    var event =
                            new Event.RequestArrived(
                                    UUID.randomUUID(), NOW, request(described, nas));
                    Step step =
                            new AccessRequestStep(
                                    event,
                                    RequestReader.route(event.request(), directory),
                                    batch,
                                    null);
                    Ledgers ledgers = new Ledgers(entities);
                    Ledger ledger = ledgers.open(directory, List.of(step.keys()), NOW);
                    ledgers.lockCapacities(ledger, directory, step.places(ledger));
                    Outcome outcome = step.decide(ledger);
                    assertThat(outcome).isNotInstanceOf(Outcome.Drop.class);
                    return batch.refusals().inOrder().keySet().stream()
                            .map(cause -> cause.reason())
                            .findFirst();
                });
    }

    private static Request request(Described described, Nas nas) {
        Packet packet =
                Packet.of(Code.ACCESS_REQUEST)
                        .addText(AttributeTypes.USER_NAME, String.valueOf(described.userName()));
        Stream.ofNullable(described.calledStationId())
                .forEach(called -> packet.addText(AttributeTypes.CALLED_STATION_ID, called));
        Peer peer =
                new Peer(
                        nas.id(),
                        Network.parse(nas.network()),
                        Secret.of("s"),
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        Duration.ofSeconds(8));
        return new Request(peer, new java.net.InetSocketAddress("192.0.2.1", 4000), packet, false);
    }

    @Test
    void whoseItIsAndByWhichRuleAndThatAPortIsFree() {
        Explained explained = explained(described("bob@north.example", null, "N")).orElseThrow();

        assertThat(explained.whose()).isEqualTo(Whose.CLIENT);
        assertThat(explained.provider()).isEqualTo("North");
        assertThat(explained.admitted()).isTrue();
        assertThat(explained.refusal()).isNull();
        assertThat(explained.asked())
                .singleElement()
                .satisfies(
                        question -> {
                            assertThat(question.kind()).isEqualTo("REALM");
                            assertThat(question.value()).isEqualTo("north.example");
                            assertThat(question.rule()).isEqualTo(explained.rule());
                        });
        assertThat(explained.toString()).doesNotContain("bob");
    }

    @Test
    void whatWasAskedBeforeAndWhyItDidNotKnow() {
        Explained explained =
                explained(described("eve@south.example", "+49301", "N")).orElseThrow();

        assertThat(explained.provider()).isEqualTo("South");
        assertThat(explained.asked()).hasSize(2);
        assertThat(explained.asked().get(0).rule()).isNull();
        assertThat(explained.asked().get(0).why()).contains("NAS O alone");
        assertThat(explained.asked().get(1).kind()).isEqualTo("CALLED_NUMBER");
        assertThat(explained.asked().get(1).rule()).isEqualTo(explained.rule());
    }

    @Test
    void whatNobodyKnowsIsNobodys() {
        Explained explained = explained(described("eve@east.example", null, "N")).orElseThrow();

        assertThat(explained.whose()).isEqualTo(Whose.NOBODY);
        assertThat(explained.refusal()).isEqualTo(RefusalReason.UNKNOWN_REALM);
        assertThat(explained.asked()).hasSize(4);
        assertThat(explained.asked().get(1).why()).contains("no value");
        assertThat(explained(described("eve@east.example", null, "Elsewhere"))).isEmpty();
    }

    @Test
    void itSaysWhatABatchDecides() {
        Described north = described("bob@north.example", null, "N");
        Described own = described("eve@own.example", null, "N");
        Described virtual = described("V-North", null, "N");
        List<Runnable> states =
                List.of(
                        () -> {},
                        () -> change("update contract set status = 'SUSPENDED'"),
                        () -> change("update contract set status = 'ACTIVE'"),
                        () -> change("update capacity set in_use = 1"),
                        () -> drain(true, false),
                        () -> drain(true, true));
        for (Runnable state : states) {
            state.run();
            for (Described each : List.of(north, own, virtual)) {
                assertThat(Optional.ofNullable(explained(each).orElseThrow().refusal()))
                        .isEqualTo(decided(each));
                change("delete from lease");
                change("update capacity set in_use = least(in_use, 1), clients_in_use = 0");
            }
        }
        assertThat(explained(north).orElseThrow().refusal()).isEqualTo(RefusalReason.NAS_DRAINING);
    }

    private void change(String sql) {
        database.run(entities -> entities.createNativeQuery(sql).executeUpdate());
    }

    private void drain(boolean provider, boolean nas) {
        database.run(
                entities -> {
                    entities.createQuery("select p from Provider p", Provider.class)
                            .getResultStream()
                            .filter(each -> provider)
                            .forEach(each -> each.drain(false, NOW));
                    entities.createQuery("select n from Nas n", Nas.class)
                            .getResultStream()
                            .filter(each -> nas)
                            .forEach(each -> each.drain(false, NOW));
                });
    }

    @Test
    void aLookAtTheCapacityChangesNothing() {
        explained(described("bob@north.example", null, "N"));

        Long used =
                database.inTransaction(
                        entities ->
                                (Long)
                                        entities.createNativeQuery(
                                                        "select sum(in_use) + (select count(*)"
                                                                + " from lease) from capacity",
                                                        Long.class)
                                                .getSingleResult());
        assertThat(used).isZero();
    }

    @Test
    void aNodeThatDrainsAnswersNobodyNewAndGoesOnWithWhoIsUnderWay() {
        Described north = described("bob@north.example", null, "N");
        UUID first = new UUID(7, 7);
        assertThat(outcome(north, first, false)).isInstanceOf(Outcome.Forward.class);

        assertThat(outcome(north, new UUID(7, 8), true)).isInstanceOf(Outcome.Drop.class);
        assertThat(outcome(north, first, true))
                .as("the same attempt again")
                .isInstanceOf(Outcome.Forward.class);
        assertThat(outcome(described("x@nobody.example", null, "N"), new UUID(7, 9), true))
                .as("nor anybody that another node would refuse")
                .isInstanceOf(Outcome.Drop.class);
    }

    private Outcome outcome(Described described, UUID event, boolean draining) {
        return database.inTransaction(
                entities -> {
                    DirectoryCache directories = new DirectoryCache(entities);
                    directories.refresh();
                    var directory = directories.current();
                    var batch =
                            new Batch(
                                    new ProviderAttributes(directory, WorldFixture.KEYS),
                                    WorldFixture.KEYS,
                                    Map.of(),
                                    new Endings(new Backlog(entities), directories),
                                    Duration.ZERO);
                    if (draining) {
                        batch.drainNode();
                    }
                    Nas nas = directory.nases().iterator().next();
                    var arrived = new Event.RequestArrived(event, NOW, request(described, nas));
                    Step step =
                            new AccessRequestStep(
                                    arrived,
                                    RequestReader.route(arrived.request(), directory),
                                    batch,
                                    null);
                    Ledgers ledgers = new Ledgers(entities);
                    Ledger ledger = ledgers.open(directory, List.of(step.keys()), NOW);
                    ledgers.lockCapacities(ledger, directory, step.places(ledger));
                    return step.decide(ledger);
                });
    }
}
