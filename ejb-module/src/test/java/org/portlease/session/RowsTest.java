package org.portlease.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.jdbc.Work;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

class RowsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);
    private static final UUID KEY = new UUID(7, 7);
    private static final UUID OTHER_KEY = new UUID(8, 8);

    private final TestDatabase database = new TestDatabase();
    private Place place;

    @BeforeEach
    void makeAPlace() {
        database.run(
                entities ->
                        WorldFixture.load(
                                entities,
                                """
                                {'world':'test','pops':[{'name':'P','ports':3}],
                                 'nases':[{'name':'N','pop':'P','network':'192.0.2.1','secret':'s'}],
                                 'providers':[{'name':'North','contract':{'virtualIdentifier':'v',
                                   'virtualPassword':'p','ports':2}}]}
                                """));
        place =
                database.inTransaction(
                        entities ->
                                Place.ofContract(
                                        id(entities, "contract"),
                                        id(entities, "pop"),
                                        id(entities, "nas")));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    static List<Mapping<?, ?>> mappings() {
        return List.of(Lease.MAPPING, UsageRecord.MAPPING, Capacity.MAPPING);
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void everyColumnOfTheTableIsReadAndWritten(Mapping<?, ?> mapping) {
        List<?> columns =
                database.inTransaction(
                        entities ->
                                entities.createNativeQuery(
                                                "select column_name from information_schema.columns"
                                                        + " where table_name = :name",
                                                String.class)
                                        .setParameter("name", mapping.table().name())
                                        .getResultList());
        assertThat(mapping.fields().stream().map(Field::name).toList())
                .hasSameElementsAs(columns.stream().map(String::valueOf).toList());
    }

    @Test
    void aLeaseReadsTheSameByItsEntityAndByItsRow() {
        Lease lease = reserved(ONE, KEY);
        lease.from(new Origin(new UUID(3, 3), "192.0.2.1", new UUID(4, 4)));
        lease.using(new PortUse(true, true, true, 5));
        lease.challenged(new UUID(5, 5), 6, NOW);
        lease.masterAdmitted(new byte[] {1, 2});
        lease.describe(new byte[] {3, 4, 5});
        lease.reportEvery(600);
        lease.allow(3600L);
        lease.remark(Oddity.LATE_START);
        lease.markBacklog();
        lease.recordStart();
        write(List.of(), List.of(lease));
        sameByEntity(Lease.MAPPING, Lease.class, ONE);
        change(
                leases -> {
                    Lease read = leases.get(0);
                    read.grant(NOW.plusSeconds(1));
                    read.start(NOW.plusSeconds(2), keys(OTHER_KEY), "other");
                    read.meter(new Metering(60, 61, 62));
                    read.heard(
                            NOW.plusSeconds(62),
                            NOW.plusSeconds(62),
                            new Silence(true, 600, 3, Duration.ofDays(1)));
                });
        sameByEntity(Lease.MAPPING, Lease.class, ONE);
        assertThat(leases()).singleElement().extracting(Lease::state).isEqualTo(LeaseState.ACTIVE);
    }

    @Test
    void aUsageRecordReadsTheSameByItsEntityAndByItsRow() {
        Lease lease = reserved(ONE, KEY);
        lease.grant(NOW);
        lease.start(NOW, keys(KEY), "one");
        UsageRecord record = lease.closeByEvidence(EndCause.INTERIMS_SILENT);
        record.found(NOW);
        record.fileIn(4);
        record.markAfterCut();
        database.run(
                entities -> {
                    var rows = new Rows<>(UsageRecord.MAPPING);
                    writeTo(entities, rows, List.of(record));
                    record.settle(NOW.plusSeconds(9), new Metering(9, 8, 7), 1, NOW);
                    writeTo(entities, rows, List.of(record));
                });
        sameByEntity(UsageRecord.MAPPING, UsageRecord.class, ONE);
    }

    @Test
    void aKeyPassesFromARemovedLeaseToANewOne() {
        write(List.of(), List.of(reserved(ONE, KEY)));
        write(leases(), List.of(reserved(TWO, KEY)));
        assertThat(leases()).singleElement().extracting(Lease::id).isEqualTo(TWO);
    }

    @Test
    void aKeyPassesFromAChangedLeaseToANewOne() {
        write(List.of(), List.of(reserved(ONE, KEY)));
        List<Lease> before = leases();
        List<Lease> wanted = new ArrayList<>(leases());
        wanted.get(0).start(NOW, keys(OTHER_KEY), "other");
        wanted.add(reserved(TWO, KEY));
        write(before, wanted);
        assertThat(leases())
                .extracting(Lease::id, lease -> lease.sessionKey().orElseThrow())
                .containsExactlyInAnyOrder(tuple(ONE, OTHER_KEY), tuple(TWO, KEY));
    }

    @Test
    void twoLeasesExchangeTheirKeys() {
        write(List.of(), List.of(reserved(ONE, KEY), reserved(TWO, OTHER_KEY)));
        change(
                leases ->
                        leases.forEach(
                                lease ->
                                        lease.start(
                                                NOW,
                                                keys(lease.id().equals(ONE) ? OTHER_KEY : KEY),
                                                "id")));
        assertThat(leases())
                .extracting(Lease::id, lease -> lease.sessionKey().orElseThrow())
                .containsExactlyInAnyOrder(tuple(ONE, OTHER_KEY), tuple(TWO, KEY));
    }

    private Lease reserved(UUID id, UUID key) {
        return Lease.reserve(id, place, keys(key), "id", NOW, NOW.plusSeconds(30));
    }

    private static SessionKeys keys(UUID session) {
        return new SessionKeys(
                Optional.empty(), Optional.of(session), Optional.empty(), Optional.empty());
    }

    private <T> void sameByEntity(Mapping<UUID, T> mapping, Class<T> type, UUID id) {
        List<T> byRow = read(mapping);
        @Nullable Object[] byEntity =
                database.inTransaction(entities -> mapping.values(entities.find(type, id)));
        assertThat(Arrays.deepToString(mapping.values(byRow.get(0))))
                .isEqualTo(Arrays.deepToString(byEntity));
    }

    private void change(Consumer<List<Lease>> change) {
        List<Lease> wanted = leases();
        change.accept(wanted);
        write(leases(), wanted);
    }

    private void write(List<Lease> before, List<Lease> wanted) {
        database.run(
                entities -> {
                    var rows = new Rows<>(Lease.MAPPING);
                    before.forEach(rows::stored);
                    writeTo(entities, rows, wanted);
                });
    }

    private static <K, T> void writeTo(EntityManager entities, Rows<K, T> rows, List<T> wanted) {
        Difference difference = rows.difference(wanted);
        work(entities, c -> RowWriter.of(c).write(c, List.of(difference)));
        rows.written(difference);
    }

    private List<Lease> leases() {
        return read(Lease.MAPPING);
    }

    private <T> List<T> read(Mapping<?, T> mapping) {
        List<T> all = new ArrayList<>();
        database.run(
                entities ->
                        work(
                                entities,
                                connection -> {
                                    try (var query =
                                                    connection.prepareStatement(
                                                            mapping.select() + "order by id");
                                            var found = query.executeQuery()) {
                                        Rows.read(found, mapping, all::add);
                                    }
                                }));
        return all;
    }

    private static void work(EntityManager entities, Work work) {
        entities.unwrap(Session.class).doWork(work);
    }

    private static long id(EntityManager entities, String table) {
        return ((Number)
                        entities.createNativeQuery("select min(id) from " + table)
                                .getSingleResult())
                .longValue();
    }
}
