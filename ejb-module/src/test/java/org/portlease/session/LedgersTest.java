package org.portlease.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

/** Which capacity rows are locked together with a batch's leases, and which after them. */
class LedgersTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<SessionKeys> KEYS = List.of(SessionKeys.ofLease(new UUID(1, 1)));

    private final TestDatabase database = new TestDatabase();
    private Directory directory;

    /** The capacity row of the first one's contract comes before that of the last one's. */
    private Place first;

    private Place last;

    @BeforeEach
    void loadTwoProviders() {
        database.run(
                entities ->
                        WorldFixture.load(
                                entities,
                                """
                                {'world':'test','pops':[{'name':'P','ports':3}],
                                 'nases':[{'name':'N','pop':'P','network':'192.0.2.1','secret':'s'}],
                                 'providers':[
                                  {'name':'North','contract':{'virtualIdentifier':'v',
                                   'virtualPassword':'p','ports':2}},
                                  {'name':'South','contract':{'virtualIdentifier':'w',
                                   'virtualPassword':'p','ports':2}}]}
                                """));
        directory = database.inTransaction(WorldFixture::directory);
        List<Place> places =
                directory.contracts().stream()
                        .sorted(Comparator.comparing(Contract::capacityId))
                        .map(this::place)
                        .toList();
        first = places.get(0);
        last = places.get(1);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void whatIsLikelyIsLockedWithTheLeases() {
        inTransaction(
                ledgers -> {
                    Ledger ledger = ledgers.open(directory, KEYS, List.of(first), NOW);

                    assertThat(contract(ledger, first).inUse()).isZero();
                });
    }

    @Test
    void whatComesAfterAllThatIsLockedIsLockedLater() {
        inTransaction(
                ledgers -> {
                    Ledger ledger = ledgers.open(directory, KEYS, List.of(first), NOW);
                    ledgers.lockCapacities(ledger, directory, Stream.of(first, last));

                    assertThat(contract(ledger, last).inUse()).isZero();
                });
    }

    @Test
    void whatComesBeforeSomethingLockedIsAConflictAndTheNextTryLocksInOrder() {
        inTransaction(
                ledgers -> {
                    assertConflict(ledgers);
                    Ledger ledger = ledgers.open(directory, KEYS, List.of(last), NOW);
                    ledgers.lockCapacities(ledger, directory, Stream.of(first, last));

                    assertThat(contract(ledger, first).inUse()).isZero();
                });
    }

    @Test
    void afterAWhileItIsTriedAgainWhatIsLikely() {
        inTransaction(
                ledgers -> {
                    assertConflict(ledgers);
                    for (int i = 0; i < Foresight.CAREFUL; i++) {
                        Ledger ledger = ledgers.open(directory, KEYS, List.of(last), NOW);
                        assertThat(ledger.lockedCapacities()).isEmpty();
                    }
                    Ledger ledger = ledgers.open(directory, KEYS, List.of(last), NOW);

                    assertThat(ledger.lockedCapacities()).isNotEmpty();
                });
    }

    @Test
    void ofABundleAllLinksAreLockedBeforeAnyCapacity() {
        UUID bundle = new UUID(3, 3);
        SessionKeys keys =
                new SessionKeys(
                        Optional.empty(),
                        Optional.of(new UUID(2, 2)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(bundle),
                        List.of());
        inTransaction(
                ledgers -> {
                    Ledger ledger = ledgers.open(directory, KEYS, NOW);
                    ledgers.lockCapacities(ledger, directory, Stream.of(first));
                    ledger.take(
                            Lease.reserve(
                                    new UUID(1, 1), first, keys, "s", NOW, NOW.plusSeconds(30)));
                });
        inTransaction(
                ledgers -> {
                    Ledger told = ledgers.open(directory, List.of(keys), List.of(first), NOW);
                    assertThat(told.leases()).hasSize(1);
                    assertThat(told.lockedCapacities()).isEmpty();

                    assertThatThrownBy(() -> ledgers.open(directory, KEYS, List.of(first), NOW))
                            .satisfies(LedgersTest::isConflict);
                });
    }

    /**
     * By its Start, say, that came without a lease: its Stop must not become a session of its own.
     */
    @Test
    void aSessionThatIsOpenedSinceTheLeasesWereLockedIsAConflict() {
        UUID id = new UUID(2, 2);
        SessionKeys session = session(new UUID(3, 3));
        inTransaction(
                ledgers -> {
                    Ledger byId = ledgers.open(directory, KEYS, NOW);
                    Ledger byKey = ledgers.open(directory, List.of(session), NOW);
                    open(id, session);
                    for (SessionKeys keys : List.of(SessionKeys.ofLease(id), session)) {
                        assertThatThrownBy(() -> ledgers.findUsage(byKey, List.of(keys)))
                                .satisfies(LedgersTest::isConflict);
                    }
                    ledgers.findUsage(byId, KEYS);
                });
    }

    @Test
    void aSessionThatIsHeldIsNone() {
        SessionKeys session = session(new UUID(3, 3));
        open(new UUID(2, 2), session);
        inTransaction(
                ledgers -> {
                    Ledger ledger = ledgers.open(directory, List.of(session), NOW);
                    ledgers.findUsage(ledger, List.of(session));

                    assertThat(ledger.leases()).hasSize(1);
                });
    }

    private void open(UUID id, SessionKeys session) {
        inTransaction(
                ledgers -> {
                    Ledger ledger = ledgers.open(directory, List.of(session), NOW);
                    ledgers.lockCapacities(ledger, directory, Stream.of(first));
                    ledger.take(Lease.late(id, first, session, "s", NOW));
                });
    }

    private static SessionKeys session(UUID key) {
        return new SessionKeys(
                Optional.empty(), Optional.of(key), Optional.empty(), Optional.empty());
    }

    private void assertConflict(Ledgers ledgers) {
        Ledger ledger = ledgers.open(directory, KEYS, List.of(last), NOW);

        assertThatThrownBy(() -> ledgers.lockCapacities(ledger, directory, Stream.of(first, last)))
                .satisfies(LedgersTest::isConflict);
    }

    /** As whoever delivers the batch knows it, and delivers it again. */
    private static void isConflict(Throwable failure) {
        assertThat(failure).isInstanceOf(PersistenceException.class);
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("40"));
    }

    private static Capacity contract(Ledger ledger, Place place) {
        return Objects.requireNonNull(ledger.ports(place).contract());
    }

    private void inTransaction(Consumer<Ledgers> work) {
        database.run(entities -> work.accept(new Ledgers(entities)));
    }

    private Place place(Contract contract) {
        return Place.ofContract(
                contract.id(),
                directory.pops().iterator().next().id(),
                directory.nases().iterator().next().id());
    }
}
