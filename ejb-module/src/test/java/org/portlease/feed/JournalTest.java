package org.portlease.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Directory;
import org.portlease.session.Lease;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;
import org.portlease.session.Place;
import org.portlease.session.SessionEvent.Kind;
import org.portlease.session.SessionFeed;
import org.portlease.session.SessionKeys;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

/** What happens to sessions is noted while somebody listens, and only then. */
@SuppressWarnings("NullAway.Init") // set before each test
class JournalTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final UUID LEASE = new UUID(1, 1);

    private final TestDatabase database = new TestDatabase();
    private Directory directory;

    @BeforeEach
    void configure() {
        database.run(
                entities ->
                        WorldFixture.load(
                                entities,
                                "{'pops':[{'name':'P','ports':9}],'nases':[{'name':'N','pop':'P',"
                                        + "'network':'192.0.2.1','secret':'s'}]}"));
        directory = database.inTransaction(WorldFixture::directory);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private void listen() {
        database.run(entities -> new SessionFeed(entities).listen(NOW));
    }

    private void session() {
        long nas = directory.nases().iterator().next().id();
        Place place = Place.ofOwn(null, directory.pops().iterator().next().id(), nas);
        database.run(
                entities -> {
                    SessionFeed feed = new SessionFeed(entities);
                    feed.refresh();
                    Ledgers ledgers = new Ledgers(entities, feed);
                    Ledger ledger = ledgers.open(directory, List.of(), NOW);
                    ledgers.lockCapacities(ledger, directory, Stream.of(place));
                    Lease lease =
                            ledger.take(Lease.late(LEASE, place, SessionKeys.NONE, "one", NOW));
                    ledger.begin(lease, NOW, SessionKeys.NONE, "one");
                    ledger.close(lease, lease.close(NOW.plusSeconds(7), lease.metering(), null));
                });
    }

    private List<Journal.Entry> all() {
        return database.inTransaction(entities -> new Journal(entities).news(0, List.of(), 100));
    }

    @Test
    void nobodyListensAndNothingIsNoted() {
        session();

        assertThat(all()).isEmpty();
    }

    @Test
    void aSessionsBeginningAndEndAreNotedInOrderWithWhereItWas() {
        listen();
        session();

        assertThat(all())
                .extracting(Journal.Entry::kind)
                .containsExactly(Kind.RECORDING, Kind.STARTED, Kind.ENDED);
        Journal.Entry ended = all().get(2);
        assertThat(ended.lease()).isEqualTo(LEASE);
        assertThat(ended.cause()).isEqualTo("STOP");
        assertThat(ended.at()).isEqualTo(NOW.plusSeconds(7));
        assertThat(ended.nas()).isEqualTo(directory.nases().iterator().next().id());
    }

    @Test
    void whoListensAgainInTimeLosesNothingAndWhoComesLaterIsToldSo() {
        listen();
        listen();
        assertThat(all()).hasSize(1);

        database.run(
                entities ->
                        entities.createNativeQuery(
                                        "update feed set listeners_until ="
                                                + " current_timestamp - interval '1' second")
                                .executeUpdate());
        session();
        listen();

        assertThat(all())
                .extracting(Journal.Entry::kind)
                .containsExactly(Kind.RECORDING, Kind.RECORDING);
    }

    @Test
    void whatIsOldIsForgottenAndItsNumberIsNot() {
        listen();
        session();
        long last = all().get(2).id();
        database.run(
                entities -> {
                    entities.createNativeQuery(
                                    "update session_event set recorded_at ="
                                            + " current_timestamp - interval '11' minute")
                            .executeUpdate();
                    new SessionFeed(entities).forgetOld();
                });

        assertThat(all()).extracting(Journal.Entry::id).containsExactly(last);
    }

    @Test
    void whatWasMissingIsFoundByItsNumber() {
        listen();
        session();
        List<Journal.Entry> known = all();

        List<Journal.Entry> found =
                database.inTransaction(
                        entities ->
                                new Journal(entities)
                                        .news(known.get(2).id(), List.of(known.get(1).id()), 9));
        assertThat(found).containsExactly(known.get(1));
    }
}
