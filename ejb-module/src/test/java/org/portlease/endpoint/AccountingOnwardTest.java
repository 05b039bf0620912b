package org.portlease.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.radius.packet.AttributeTypes.ACCT_STATUS_TYPE;

import jakarta.persistence.EntityManager;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.AccountingMode;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Backlog;
import org.portlease.outbound.StoredReport;
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
import org.portlease.secret.KeyRing;
import org.portlease.session.Lease;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;
import org.portlease.session.Metering;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;
import org.portlease.upkeep.Endings;

/** What becomes of a report whose group answers, or keeps silent, some time after it came. */
@SuppressWarnings("NullAway.Init") // set before each test
class AccountingOnwardTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final UUID SESSION = new UUID(1, 1);
    private static final long NORTH = 7;
    private static final int START = 1;
    private static final int STOP = 2;
    private static final int INTERIM = 3;
    private static final String WORLD =
            """
            {'pops':[{'name':'P','ports':9}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.0/24','secret':'s'}]}
            """;

    private final TestDatabase database = new TestDatabase();
    private final KeyRing keys = new KeyRing(new SecretKeySpec(new byte[32], "AES"));
    private Directory directory;

    @BeforeEach
    void configure() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
        try (EntityManager entities = database.factory().createEntityManager()) {
            DirectoryCache cache = new DirectoryCache(entities);
            cache.refresh();
            directory = cache.current();
        }
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void aSilentServersReportIsStoredAndTheNasAcknowledged() {
        open();

        Decided start = silence(AccountingMode.STORE, leg(NORTH, START));

        assertThat(start.outcome()).isInstanceOf(Outcome.Reply.class);
        assertThat(start.stored()).isOne();
    }

    @Test
    void aReportDoesNotPassAStoredOneThatItsAnswerFound() {
        open();
        store(leg(NORTH, START));

        Decided stop = answer(AccountingMode.STORE, leg(PeerBook.MASTER_GROUP, STOP), STOP);

        assertThat(stop.outcome()).isInstanceOf(Outcome.Reply.class);
        assertThat(stop.stored()).isOne();
    }

    @Test
    void withNothingStoredTheClientIsAsked() {
        open();

        Decided stop = answer(AccountingMode.STORE, leg(PeerBook.MASTER_GROUP, STOP), STOP);

        assertThat(target(stop)).isEqualTo(new Target.HomeServers(NORTH));
    }

    @Test
    void aStartIsNotDeliveredAfterItsStop() {
        close();

        for (int status : new int[] {START, INTERIM}) {
            Decided report = silence(AccountingMode.STORE, leg(NORTH, status));
            assertThat(report.outcome()).isInstanceOf(Outcome.Reply.class);
            assertThat(report.stored()).isZero();
        }
        assertThat(silence(AccountingMode.STORE, leg(NORTH, STOP)).stored()).isOne();
    }

    @Test
    void aStartWhoseStopWaitsIsStoredBeforeIt() {
        close();
        store(leg(NORTH, STOP));

        assertThat(silence(AccountingMode.STORE, leg(NORTH, START)).stored()).isOne();
    }

    @Test
    void whatTheMasterDelayedIsNotSentAfterItsStop() {
        close();

        Decided start = answer(AccountingMode.STORE, leg(PeerBook.MASTER_GROUP, START), START);

        assertThat(start.outcome()).isInstanceOf(Outcome.Reply.class);
        assertThat(start.stored()).isZero();
    }

    @Test
    void theMastersLegIsNotRuledByTheClientsWish() {
        open();
        ReportCopy master = leg(PeerBook.MASTER_GROUP, START);

        Decided synchronous = silence(AccountingMode.SYNCHRONOUS, master, leg(NORTH, START));
        assertThat(synchronous.stored()).isOne();
        assertThat(target(synchronous)).isEqualTo(new Target.HomeServers(NORTH));

        Decided always =
                decide(
                        (batch, ledger) ->
                                new AccountingOnward(
                                                batch, ledger, AccountingMode.STORE_ALWAYS, NOW)
                                        .go(List.of(master)));
        assertThat(target(always)).isEqualTo(new Target.HomeServers(PeerBook.MASTER_GROUP));
        assertThat(((Outcome.Forward) always.outcome()).patience()).isPresent();
    }

    @Test
    void aSynchronousClientsSilenceIsLeftToTheNas() {
        open();

        Decided start = silence(AccountingMode.SYNCHRONOUS, leg(NORTH, START));

        assertThat(start.outcome()).isInstanceOf(Outcome.Drop.class);
        assertThat(start.stored()).isZero();
    }

    @Test
    void theLastAcknowledgementNeedsNoDecision() {
        open();

        Outcome.Forward start = forward(group -> false, leg(NORTH, START));

        assertThat(start.whenAnswered())
                .hasValueSatisfying(
                        reply ->
                                assertThat(reply.packet().code())
                                        .isEqualTo(Code.ACCOUNTING_RESPONSE));
    }

    @Test
    void anAcknowledgementIsDecidedWhereOthersAreToGetTheReport() {
        open();

        Outcome.Forward start =
                forward(group -> false, leg(PeerBook.MASTER_GROUP, START), leg(NORTH, START));

        assertThat(start.whenAnswered()).isEmpty();
    }

    @Test
    void anAcknowledgementOfASilentGroupIsDecided() {
        open();

        Outcome.Forward start = forward(group -> group == NORTH, leg(NORTH, START));

        assertThat(start.whenAnswered()).isEmpty();
    }

    private Outcome.Forward forward(LongPredicate silent, ReportCopy... legs) {
        Decided decided =
                decide(
                        (batch, ledger) -> {
                            batch.outbox().knowsSilent(silent);
                            return new AccountingOnward(batch, ledger, AccountingMode.STORE, NOW)
                                    .go(List.of(legs));
                        });
        return (Outcome.Forward) decided.outcome();
    }

    private record Decided(Outcome outcome, int stored) {}

    private interface Deciding {
        Outcome decide(Batch batch, Ledger ledger);
    }

    private static Target target(Decided decided) {
        return ((Outcome.Forward) decided.outcome()).target();
    }

    private Decided silence(AccountingMode mode, ReportCopy sent, ReportCopy... rest) {
        var context = new AccountingContext(mode, sent, List.of(rest));
        var event = new Event.ForwardUnanswered(new UUID(9, 9), NOW, request(), context);
        return step(batch -> new AccountingSilenceStep(event, context, batch));
    }

    private Decided answer(AccountingMode mode, ReportCopy sent, int status) {
        var context = new AccountingContext(mode, sent, List.of(leg(NORTH, status)));
        var event =
                new Event.ForwardAnswered(
                        new UUID(9, 9),
                        NOW,
                        request(),
                        context,
                        1,
                        Packet.of(Code.ACCOUNTING_RESPONSE));
        return step(batch -> new AccountingAnswerStep(event, context, batch));
    }

    private static Request request() {
        var peer =
                new Peer(
                        1,
                        Network.parse("192.0.2.1"),
                        Secret.of("s"),
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        Duration.ofSeconds(8));
        return new Request(
                peer,
                new InetSocketAddress("192.0.2.1", 40_000),
                Packet.of(Code.ACCOUNTING_REQUEST),
                false);
    }

    /** A step, as a batch decides it. */
    private Decided step(Function<Batch, Step> of) {
        return database.inTransaction(
                entities -> {
                    Batch batch = batch(entities);
                    Step step = of.apply(batch);
                    var ledgers = new Ledgers(entities);
                    Ledger ledger = ledgers.open(directory, List.of(step.keys()), NOW);
                    ledgers.findUsage(ledger, List.of(step.usageKeys(ledger)));
                    List<UUID> behind = step.sessionsBehind(ledger).toList();
                    batch.outbox().knows(new Backlog(entities).openFor(behind));
                    Outcome outcome = step.decide(ledger);
                    return new Decided(outcome, batch.outbox().toStore().size());
                });
    }

    private Decided decide(Deciding deciding) {
        return database.inTransaction(
                entities -> {
                    Batch batch = batch(entities);
                    Ledger ledger = new Ledgers(entities).open(directory, List.of(), NOW);
                    Outcome outcome = deciding.decide(batch, ledger);
                    return new Decided(outcome, batch.outbox().toStore().size());
                });
    }

    private Batch batch(EntityManager entities) {
        return new Batch(
                new ProviderAttributes(directory, keys),
                keys,
                Map.of(),
                new Endings(new Backlog(entities), new DirectoryCache(entities)),
                Duration.ZERO);
    }

    private static ReportCopy leg(long group, int status) {
        return new ReportCopy(
                group,
                SESSION,
                StoredReport.idOf(group, SESSION, status, 0),
                new UUID(2, status),
                Packet.of(Code.ACCOUNTING_REQUEST).addNumber(ACCT_STATUS_TYPE, status),
                NOW);
    }

    private void store(ReportCopy leg) {
        database.run(
                entities -> {
                    new Backlog(entities).store(List.of(leg.stored(keys, NOW)), NOW);
                    Lease lease = entities.find(Lease.class, SESSION);
                    if (lease != null) {
                        lease.markBacklog();
                    }
                });
    }

    private Lease lease() {
        return Lease.reserve(
                SESSION,
                Place.ofOwn(
                        null,
                        directory.pops().iterator().next().id(),
                        directory.nases().iterator().next().id()),
                SessionKeys.NONE,
                "one",
                NOW,
                NOW.plusSeconds(30));
    }

    private void open() {
        database.run(entities -> entities.persist(lease()));
    }

    private void close() {
        database.run(entities -> entities.persist(lease().close(NOW, new Metering(1, 2, 3), 1)));
    }
}
