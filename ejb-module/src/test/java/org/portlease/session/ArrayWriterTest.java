package org.portlease.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On PostgreSQL, with the tables as the migrations make them. */
class ArrayWriterTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(2, 2);
    private static final UUID THREE = new UUID(3, 3);
    private static final UUID KEY = new UUID(7, 7);
    private static final UUID OTHER_KEY = new UUID(8, 8);
    private static final Place PLACE = Place.ofContract(11, 12, 13);

    @SuppressWarnings("NullAway.Init") // before the first test
    private static EmbeddedPostgres postgres;

    @SuppressWarnings("NullAway.Init") // before each test
    private Connection connection;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    /** The places of these rows are nowhere: what they refer to is no matter of the writer's. */
    @BeforeEach
    void begin() throws SQLException {
        connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        execute("set session_replication_role = replica");
    }

    @AfterEach
    void rollBack() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void itIsTheWriterForPostgres() throws SQLException {
        assertThat(RowWriter.of(connection)).isInstanceOf(ArrayWriter.class);
    }

    @Test
    void aLeaseIsReadAsItWasWrittenWhateverItHas() throws SQLException {
        Lease full = reserved(ONE, KEY);
        full.from(new Origin(THREE, "2001:db8::1", new UUID(4, 4)));
        full.using(new PortUse(true, true, true, 5));
        full.challenged(new UUID(5, 5), 6, NOW);
        full.masterAdmitted(new byte[] {0, '\\', '"', -1});
        full.describe(new byte[] {3, 4, 5});
        full.reportEvery(600);
        full.allow(3600L);
        full.remark(Oddity.LATE_START);
        full.markBacklog();
        full.recordStart();
        Lease bare =
                Lease.reserve(
                        TWO,
                        PLACE,
                        keys(OTHER_KEY),
                        "{\"it's\",\\ NULL,\u00e9\u4e16}",
                        NOW,
                        NOW.plusSeconds(30));
        write(new Rows<>(Lease.MAPPING), List.of(full, bare));

        assertStored(Lease.MAPPING, List.of(full, bare));
    }

    @Test
    void ofAUsageRecordAllThatChangedIsChanged() throws SQLException {
        Lease lease = reserved(ONE, KEY);
        lease.grant(NOW);
        lease.start(NOW, keys(KEY), "one");
        UsageRecord record = lease.closeByEvidence(EndCause.INTERIMS_SILENT);
        record.found(NOW);
        record.fileIn(4);
        var rows = new Rows<>(UsageRecord.MAPPING);
        write(rows, List.of(record));
        record.settle(NOW.plusSeconds(9), new Metering(9, 8, 7), 1, NOW);
        write(rows, List.of(record));

        assertStored(UsageRecord.MAPPING, List.of(record));
    }

    @Test
    void ofACapacityOnlyWhatIsNotOthersIsChanged() throws SQLException {
        execute(
                "insert into capacity (id, ports, in_use, clients_in_use, burst_in_use,"
                        + " period_start, closed_seconds, open_sessions, open_start_sum,"
                        + " carried_seconds, promised_seconds, promised_sessions,"
                        + " promised_end_sum, slot_at, slot_most, owed, unbilled,"
                        + " unbilled_at_seconds, per_hour, next_file)"
                        + " select n, 9, n, 0, 0, now(), 0, 0, 0, 0, 0, 0, 0, now(), 0, 1, 2, 3, 4, 1"
                        + " from generate_series(901, 902) n");
        List<Capacity> read = read(Capacity.MAPPING, "where id > 900 order by id");
        var rows = new Rows<>(Capacity.MAPPING);
        read.forEach(rows::stored);
        read.get(0).takePort(false, true);
        read.get(0).charge(new BigDecimal("17.50"));
        read.get(1).takePort(true, false);
        read.get(1).sessionOpened(NOW);
        write(rows, read);

        assertThat(read(Capacity.MAPPING, "where id > 900 order by id"))
                .extracting(Capacity::inUse, Capacity::clientsInUse, Capacity::burstInUse)
                .containsExactly(tuple(902, 1, 0), tuple(903, 0, 1));
        assertThat(read(Capacity.MAPPING, "where id = 901").get(0).credit().owed())
                .isEqualByComparingTo("1");
    }

    @Test
    void severalLeasesGoChangeAndComeAtOnce() throws SQLException {
        var rows = new Rows<>(Lease.MAPPING);
        Lease going = reserved(ONE, KEY);
        Lease staying = reserved(TWO, OTHER_KEY);
        Lease other = reserved(new UUID(9, 9), new UUID(9, 8));
        write(rows, List.of(going, staying, other));
        staying.grant(NOW.plusSeconds(1));
        other.meter(new Metering(60, 61, 62));
        Lease coming = reserved(THREE, KEY);
        write(rows, List.of(staying, other, coming));

        assertStored(Lease.MAPPING, List.of(staying, coming, other));
    }

    @Test
    void twoLeasesExchangeTheirKeys() throws SQLException {
        var rows = new Rows<>(Lease.MAPPING);
        Lease one = reserved(ONE, KEY);
        Lease two = reserved(TWO, OTHER_KEY);
        write(rows, List.of(one, two));
        one.start(NOW, keys(OTHER_KEY), "id");
        two.start(NOW, keys(KEY), "id");
        write(rows, List.of(one, two));

        assertStored(Lease.MAPPING, List.of(one, two));
    }

    @Test
    void aLockedRowThatIsGoneIsSaid() throws SQLException {
        var rows = new Rows<>(Lease.MAPPING);
        Lease one = reserved(ONE, KEY);
        Lease two = reserved(TWO, OTHER_KEY);
        write(rows, List.of(one, two));
        execute("delete from lease where id = '" + ONE + "'");
        one.grant(NOW);
        two.grant(NOW);

        assertThatThrownBy(() -> write(rows, List.of(one, two)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lease is gone");
    }

    @Test
    void aKeyThatIsTakenIsRefused() throws SQLException {
        write(new Rows<>(Lease.MAPPING), List.of(reserved(ONE, KEY)));

        assertThatThrownBy(() -> write(new Rows<>(Lease.MAPPING), List.of(reserved(TWO, KEY))))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("session_key");
    }

    private static Lease reserved(UUID id, UUID key) {
        return Lease.reserve(id, PLACE, keys(key), "id", NOW, NOW.plusSeconds(30));
    }

    private static SessionKeys keys(UUID session) {
        return new SessionKeys(
                Optional.empty(), Optional.of(session), Optional.empty(), Optional.empty());
    }

    /** More than fit one statement, and a text in each, which stands at another place in each. */
    @Test
    void manyRowsOfAnotherTableAreReadAsTheyWereWritten() throws SQLException {
        List<Field> fields =
                List.of(
                        Field.of("nas_id", Field.Kind.NUMBER),
                        Field.of("rule", Field.Kind.TEXT),
                        Field.of("in_hour", Field.Kind.TIME),
                        Field.of("times", Field.Kind.NUMBER));
        try (var rows = new RowInserts(connection, "accounting_oddity", fields)) {
            for (long i = 1; i <= 777; i++) {
                rows.add(i, "R".repeat((int) (i % 9) + 1), NOW.plusSeconds(i), i * i);
            }
        }

        assertThat(number("select count(*) from accounting_oddity")).isEqualTo(777);
        assertThat(
                        number(
                                "select count(*) from accounting_oddity where times = nas_id * nas_id"
                                        + " and length(rule) = nas_id % 9 + 1"
                                        + " and floor(extract(epoch from in_hour)) - nas_id = "
                                        + NOW.getEpochSecond()))
                .isEqualTo(777);
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }

    private <K, T> void write(Rows<K, T> rows, List<T> wanted) throws SQLException {
        Difference difference = rows.difference(wanted);
        RowWriter.of(connection).write(connection, List.of(difference));
        rows.written(difference);
    }

    /**
     * @param all in the order of their ids
     */
    private <T> void assertStored(Mapping<?, T> mapping, List<T> all) throws SQLException {
        assertThat(read(mapping, "order by id").stream().map(mapping::values))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(all.stream().map(mapping::values).toList());
    }

    private <T> List<T> read(Mapping<?, T> mapping, String condition) throws SQLException {
        List<T> all = new ArrayList<>();
        try (var query = connection.prepareStatement(mapping.select() + condition);
                var found = query.executeQuery()) {
            Rows.read(found, mapping, all::add);
        }
        return all;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
