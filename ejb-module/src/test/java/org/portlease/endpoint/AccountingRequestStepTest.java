package org.portlease.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_TIME;
import static org.portlease.radius.packet.AttributeTypes.ACCT_STATUS_TYPE;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import jakarta.persistence.EntityManager;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Backlog;
import org.portlease.provider.Nas;
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
import org.portlease.session.Lease;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;
import org.portlease.upkeep.Endings;

/** Whose a report is that says what we do not know of a session. */
@SuppressWarnings("NullAway.Init") // set before each test
class AccountingRequestStepTest {

    private static final int START = 1;
    private static final int STOP = 2;
    private static final int INTERIM = 3;
    private static final int ACCOUNTING_ON = 7;
    private static final int TUNNEL_START = 9;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final String WORLD =
            """
            {'pops':[{'name':'P','ports':9}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.1','secret':'s','uniquePorts':true},
                      {'name':'O','pop':'P','network':'192.0.2.2','secret':'s'}],
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
    private DirectoryCache directories;
    private Directory directory;

    @BeforeEach
    void configure() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
        try (EntityManager entities = database.factory().createEntityManager()) {
            directories = new DirectoryCache(entities);
            directories.refresh();
            directory = directories.current();
        }
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void anUnknownStatusOfASessionGoesWhereItsSessionDoes() {
        open("v-north", "N", report("N", TUNNEL_START));

        assertThat(groupOf(report("N", TUNNEL_START))).isEqualTo(provider("v-north"));
    }

    @Test
    void anUnknownStatusOfNoSessionGoesByItsRealm() {
        assertThat(groupOf(report("N", TUNNEL_START))).isEqualTo(provider("v-south"));
    }

    @Test
    void aSessionOfThatIdAtAnotherNasIsAnother() {
        open("v-north", "N", report("N", TUNNEL_START));

        assertThat(groupOf(report("O", TUNNEL_START))).isEqualTo(provider("v-south"));
    }

    @Test
    void aRebootIsOfNoSession() {
        open("v-north", "N", report("N", TUNNEL_START));

        assertThat(groupOf(report("N", ACCOUNTING_ON))).isEqualTo(provider("v-south"));
    }

    @Test
    void aStopWaitsForTheStopOfOursThatTheSameBatchHasMade() {
        Instant later = NOW.plusSeconds(9);
        inBatch(batch -> List.of(step(NOW, onPort("one", START), batch)));

        List<Outcome> outcomes =
                inBatch(
                        batch ->
                                List.of(
                                        step(later, onPort("two", START), batch),
                                        step(later, onPort("one", STOP), batch)));

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Forward.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Reply.class);
    }

    /** An interim changes none: to lock them for it would keep others waiting. */
    @Test
    void whosePortsAStartAndAStopCountInIsKnownBeforeTheirLease() {
        long south = contract("v-south").id();

        assertThat(contractsLikelyOf(START)).containsExactly(south);
        assertThat(contractsLikelyOf(STOP)).containsExactly(south);
        assertThat(contractsLikelyOf(INTERIM)).isEmpty();
    }

    private List<Long> contractsLikelyOf(int status) {
        return database.inTransaction(
                entities ->
                        step(NOW, report("N", status), batch(entities))
                                .likelyPlaces()
                                .map(Place::contractId)
                                .toList());
    }

    private Request onPort(String session, int status) {
        Request request = report("N", status);
        request.packet()
                .remove(ACCT_SESSION_ID)
                .addText(ACCT_SESSION_ID, session)
                .addNumber(ACCT_SESSION_TIME, status == STOP ? 5 : 0)
                .addNumber(NAS_PORT, 7);
        return request;
    }

    /** Whose servers get it. */
    private long groupOf(Request report) {
        Outcome outcome = inBatch(batch -> List.of(step(NOW, report, batch))).get(0);
        assertThat(outcome).isInstanceOf(Outcome.Forward.class);
        return ((Target.HomeServers) ((Outcome.Forward) outcome).target()).group();
    }

    private Step step(Instant at, Request report, Batch batch) {
        var event = new Event.RequestArrived(UUID.randomUUID(), at, report);
        return new AccountingRequestStep(event, RequestReader.route(report, directory), batch);
    }

    private List<Outcome> inBatch(Function<Batch, List<Step>> makes) {
        return database.inTransaction(
                entities -> {
                    List<Step> steps = makes.apply(batch(entities));
                    var ledgers = new Ledgers(entities);
                    Ledger ledger =
                            ledgers.open(directory, steps.stream().map(Step::keys).toList(), NOW);
                    List<SessionKeys> closed =
                            steps.stream().map(step -> step.usageKeys(ledger)).toList();
                    ledgers.lockCapacities(
                            ledger, directory, steps.stream().flatMap(step -> step.places(ledger)));
                    ledgers.findUsage(ledger, closed);
                    return steps.stream().map(step -> step.decide(ledger)).toList();
                });
    }

    private Batch batch(EntityManager entities) {
        return new Batch(
                new ProviderAttributes(directory, WorldFixture.KEYS),
                WorldFixture.KEYS,
                Map.of(),
                new Endings(new Backlog(entities), directories),
                Duration.ZERO);
    }

    /** Of the session "one", under a name of South's. */
    private Request report(String nas, int status) {
        Nas known = nas(nas);
        Peer peer =
                new Peer(
                        known.id(),
                        Network.parse(known.network()),
                        Secret.of("s"),
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        Duration.ofSeconds(8));
        Packet packet =
                Packet.of(Code.ACCOUNTING_REQUEST)
                        .addNumber(ACCT_STATUS_TYPE, status)
                        .addText(ACCT_SESSION_ID, "one")
                        .addText(USER_NAME, "eve@south.example");
        return new Request(peer, new InetSocketAddress("192.0.2.1", 40_000), packet, false);
    }

    /** The session that the report is of. */
    private void open(String virtual, String nas, Request report) {
        database.run(
                entities -> {
                    SessionKeys keys = batch(entities).reader().ofAccounting(report, nas(nas));
                    Place place =
                            Place.ofContract(
                                    contract(virtual).id(), nas(nas).popId(), nas(nas).id());
                    Lease lease =
                            Lease.reserve(
                                    new UUID(1, 1), place, keys, "one", NOW, NOW.plusSeconds(30));
                    lease.grant(NOW);
                    entities.persist(lease);
                });
    }

    private long provider(String virtual) {
        return contract(virtual).providerId();
    }

    private Contract contract(String virtual) {
        return directory.contractOfVirtual(virtual).orElseThrow();
    }

    private Nas nas(String name) {
        return directory.nases().stream()
                .filter(nas -> nas.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
