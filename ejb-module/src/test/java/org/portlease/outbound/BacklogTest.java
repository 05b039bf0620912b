package org.portlease.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.outbound.Backlog.Waiting;
import org.portlease.outbound.Deliveries.Claim;
import org.portlease.outbound.Deliveries.Sent;
import org.portlease.session.Metering;
import org.portlease.setup.TestDatabase;

/** What is stored is claimed in order, given back by silence, and removed by an answer. */
class BacklogTest {

    private static final long NORTH = 7;
    private static final long SOUTH = 8;
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(1, 2);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int START = 1;
    private static final int STOP = 2;

    private final TestDatabase database = new TestDatabase();
    private long events;

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void nothingIsStoredAndNothingIsClaimed() {
        assertThat(claim(NOW)).isEmpty();
    }

    @Test
    void aCopyIsNotStoredAgain() {
        store(NORTH, FIRST, START, 0);
        store(NORTH, FIRST, START, 0);
        store(SOUTH, FIRST, START, 0);
        assertThat(count()).isEqualTo(2);
        assertThat(openFor(FIRST, SECOND))
                .containsExactlyInAnyOrder(new Waiting(FIRST, NORTH), new Waiting(FIRST, SOUTH));
    }

    @Test
    void twoCopiesInOneBatchAreOne() {
        database.run(
                entities ->
                        new Backlog(entities)
                                .store(
                                        List.of(
                                                report(NORTH, FIRST, START, 0),
                                                report(NORTH, FIRST, START, 0)),
                                        NOW));
        assertThat(count()).isOne();
    }

    @Test
    void aSessionsReportsAreClaimedOneAfterTheOther() {
        store(NORTH, FIRST, START, 0);
        store(NORTH, SECOND, START, 0);
        store(NORTH, FIRST, STOP, 0);
        List<Claim> heads = claim(NOW);
        assertThat(heads).extracting(Claim::leaseId).containsExactly(FIRST, SECOND);
        assertThat(claim(NOW)).as("while they are under way").isEmpty();
        acknowledge(heads.get(0), NOW);
        assertThat(claim(NOW)).extracting(Claim::leaseId).containsExactly(FIRST);
        assertThat(openFor(FIRST)).isNotEmpty();
    }

    @Test
    void whatIsAcknowledgedIsGone() {
        store(NORTH, FIRST, START, 0);
        claim(NOW).forEach(head -> acknowledge(head, NOW));
        assertThat(count()).isZero();
        assertThat(openFor(FIRST)).isEmpty();
    }

    @Test
    void aNodeThatDiesLosesItsClaims() {
        store(NORTH, FIRST, START, 0);
        claim(NOW);
        assertThat(claim(NOW.plusSeconds(14))).isEmpty();
        assertThat(claim(NOW.plusSeconds(15))).hasSize(1);
    }

    @Test
    void silenceIsTriedAgainEverMoreSeldomByOneReport() {
        store(NORTH, FIRST, START, 0);
        store(NORTH, SECOND, START, 0);
        Instant at = NOW;
        List<Claim> heads = claim(at);
        assertThat(heads).hasSize(2);
        fail(heads, at.plusSeconds(8));
        at = at.plusSeconds(8);
        for (int pause : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(claim(at.plusSeconds(pause).minusMillis(1)))
                    .as("before %s s", pause)
                    .isEmpty();
            at = at.plusSeconds(pause);
            List<Claim> probe = claim(at);
            assertThat(probe).as("after %s s", pause).hasSize(1);
            fail(probe, at);
        }
        at = at.plusSeconds(60);
        acknowledge(claim(at).get(0), at);
        assertThat(claim(at)).hasSize(1);
    }

    @Test
    void aProviderThatIsSilentDelaysNoOther() {
        store(NORTH, FIRST, START, 0);
        fail(claim(NOW), NOW);
        store(SOUTH, SECOND, START, 0);
        assertThat(claim(NOW)).extracting(Claim::homeGroup).containsExactly(SOUTH);
    }

    @Test
    void aReportThatAloneIsNotAcknowledgedStopsNoOther() {
        store(NORTH, FIRST, START, 0);
        store(NORTH, SECOND, START, 0);
        List<Claim> heads = claim(NOW);
        acknowledge(heads.get(1), NOW.plusSeconds(2));
        fail(List.of(heads.get(0)), NOW.plusSeconds(8));
        store(NORTH, new UUID(1, 3), START, 0);
        List<Claim> others = claim(NOW.plusSeconds(8));
        assertThat(others).extracting(Claim::leaseId).containsExactly(new UUID(1, 3));
        acknowledge(others.get(0), NOW.plusSeconds(8));
        assertThat(claim(NOW.plusSeconds(67))).isEmpty();
        assertThat(claim(NOW.plusSeconds(68))).extracting(Claim::leaseId).containsExactly(FIRST);
    }

    @Test
    void aReportThatIsNeverAcknowledgedDelaysOthersByOneTryOnly() {
        store(NORTH, FIRST, START, 0);
        Instant at = NOW;
        for (int pause : new int[] {0, 1, 2}) {
            at = at.plusSeconds(pause);
            fail(claim(at), at);
        }
        store(NORTH, SECOND, START, 0);
        store(NORTH, new UUID(1, 3), START, 0);
        at = at.plusSeconds(4);
        List<Claim> probe = claim(at);
        assertThat(probe).extracting(Claim::leaseId).containsExactly(SECOND);
        acknowledge(probe.get(0), at.plusMillis(20));
        assertThat(claim(at.plusMillis(20)))
                .extracting(Claim::leaseId)
                .containsExactly(FIRST, new UUID(1, 3));
    }

    @Test
    void anAnswerJustAfterTheLastOneCounts() {
        store(NORTH, SECOND, START, 0);
        acknowledge(claim(NOW).get(0), NOW.plusMillis(20));
        store(NORTH, FIRST, START, 0);
        store(NORTH, new UUID(1, 3), START, 0);
        List<Claim> heads = claim(NOW.plusMillis(100));
        acknowledge(heads.get(1), NOW.plusMillis(120));
        fail(heads.subList(0, 1), NOW.plusSeconds(8));
        assertThat(failures()).as("it lies with the report").isZero();
        assertThat(claim(NOW.plusSeconds(67))).isEmpty();
        assertThat(claim(NOW.plusSeconds(68))).extracting(Claim::leaseId).containsExactly(FIRST);
    }

    @Test
    void manyReportsBehindOneThatIsPutOffHideNobody() {
        database.run(
                entities -> {
                    List<StoredReport> deep =
                            LongStream.range(0, 5_000)
                                    .mapToObj(seconds -> report(NORTH, FIRST, 3, seconds))
                                    .toList();
                    new Backlog(entities).store(deep, NOW);
                });
        store(NORTH, SECOND, START, 0);
        List<Claim> heads = claim(NOW);
        acknowledge(heads.get(1), NOW.plusSeconds(1));
        fail(heads.subList(0, 1), NOW.plusSeconds(8));
        store(NORTH, new UUID(1, 3), START, 0);
        assertThat(claim(NOW.plusSeconds(8)))
                .extracting(Claim::leaseId)
                .containsExactly(new UUID(1, 3));
    }

    @Test
    void manyThatArePutOffHideNobodyForLong() {
        storeStarts(500);
        database.run(
                entities ->
                        entities.createQuery(
                                        "update StoredReport set claimedUntil = :later, putOff = true")
                                .setParameter("later", NOW.plusSeconds(60))
                                .executeUpdate());
        store(NORTH, new UUID(3, 1), START, 0);
        List<Claim> found = new ArrayList<>();
        for (int tick = 0; tick < 5; tick++) {
            found.addAll(claim(NOW));
        }
        assertThat(found).extracting(Claim::leaseId).containsExactly(new UUID(3, 1));
    }

    @Test
    void whatCantBeSentIsSetAsideAndDoesNotCountAsUnderWay() {
        storeStarts(Deliveries.WINDOW);
        database.run(
                entities -> {
                    Deliveries deliveries = new Deliveries(entities);
                    deliveries.claim(NOW).forEach(deliveries::setAside);
                });
        store(NORTH, FIRST, START, 0);
        assertThat(claim(NOW)).extracting(Claim::leaseId).containsExactly(FIRST);
        assertThat(claim(NOW.plusSeconds(3599))).extracting(Claim::leaseId).containsExactly(FIRST);
        assertThat(claim(NOW.plusSeconds(3600))).hasSize(Deliveries.WINDOW - 1);
    }

    @Test
    void allThatWasUnderWayWhenTheServersFellSilentIsOneFailure() {
        store(NORTH, FIRST, START, 0);
        List<Claim> first = claim(NOW);
        store(NORTH, SECOND, START, 0);
        List<Claim> second = claim(NOW.plusSeconds(1));
        fail(first, NOW.plusSeconds(8));
        claim(NOW.plusMillis(8_500));
        fail(second, NOW.plusSeconds(9));
        assertThat(failures()).isOne();
    }

    @Test
    void aSilentGroupOfWhichNothingCanBeTriedWaitsForTheNextReportOnly() {
        store(NORTH, FIRST, START, 0);
        fail(claim(NOW), NOW);
        database.run(
                entities ->
                        entities.createQuery(
                                        "update StoredReport set claimedUntil = :later, putOff = true")
                                .setParameter("later", NOW.plusSeconds(60))
                                .executeUpdate());
        assertThat(claim(NOW.plusSeconds(1))).isEmpty();
        store(NORTH, SECOND, START, 0);
        assertThat(claim(NOW.plusSeconds(2))).extracting(Claim::leaseId).containsExactly(SECOND);
    }

    @Test
    void aServerThatAnswersOtherwiseIsBackAtOnce() {
        store(NORTH, FIRST, START, 0);
        store(NORTH, SECOND, START, 0);
        for (int i = 0; i < 5; i++) {
            fail(claim(NOW.plusSeconds(60L * i)), NOW.plusSeconds(60L * i));
        }
        Instant at = NOW.plusSeconds(241);
        assertThat(claim(at)).isEmpty();
        database.run(
                entities ->
                        new Deliveries(entities).settle(List.of(), List.of(), List.of(NORTH), at));
        assertThat(claim(at)).as("not only one, to try").hasSize(2);
    }

    @Test
    void aWindowIsUnderWayAtMost() {
        storeStarts(200);
        List<Claim> first = claim(NOW);
        assertThat(first).hasSize(Deliveries.WINDOW);
        assertThat(claim(NOW)).isEmpty();
        first.subList(0, 10).forEach(head -> acknowledge(head, NOW));
        assertThat(claim(NOW)).hasSize(10);
    }

    @Test
    void aStopOfOursIsOrderedByItsTimeAndSaysWhatTheSessionUsed() {
        var end =
                new SilentEnd(
                        FIRST,
                        new byte[] {1},
                        5L,
                        null,
                        new Metering(90, 1L << 33, 4),
                        1,
                        NOW.minusSeconds(30));
        database.run(entities -> new Backlog(entities).storeStop(NORTH, end, NOW));
        database.run(entities -> new Backlog(entities).storeStop(NORTH, end, NOW));
        assertThat(claim(NOW))
                .singleElement()
                .satisfies(
                        claim -> {
                            assertThat(claim.report().stop())
                                    .contains(new OwnStop(90L, 1L << 33, 4L, 1));
                            assertThat(claim.report().contractId()).hasValue(5);
                            assertThat(claim.report().delayFrom()).isEqualTo(NOW.minusSeconds(30));
                        });
    }

    @Test
    void aStopThatCorrectsOursIsDeliveredAfterItThoughItCameBefore() {
        var end = new SilentEnd(FIRST, new byte[] {1}, 5L, null, new Metering(0, 0, 0), 1, NOW);
        database.run(entities -> new Backlog(entities).storeStop(NORTH, end, NOW.plusMillis(50)));
        store(NORTH, FIRST, STOP, 0);

        List<Claim> first = claim(NOW.plusSeconds(1));
        assertThat(first).singleElement().matches(claim -> claim.report().stop().isPresent());
        acknowledge(first.get(0), NOW.plusSeconds(1));
        assertThat(claim(NOW.plusSeconds(1)))
                .singleElement()
                .matches(claim -> claim.report().stop().isEmpty());
    }

    private void storeStarts(int sessions) {
        database.run(
                entities ->
                        new Backlog(entities)
                                .store(
                                        IntStream.range(0, sessions)
                                                .mapToObj(
                                                        i ->
                                                                report(
                                                                        NORTH,
                                                                        new UUID(2, i),
                                                                        START,
                                                                        0))
                                                .toList(),
                                        NOW));
    }

    private void store(long group, UUID lease, int status, long seconds) {
        database.run(
                entities ->
                        new Backlog(entities)
                                .store(List.of(report(group, lease, status, seconds)), NOW));
    }

    private StoredReport report(long group, UUID lease, int status, long seconds) {
        UUID event = new UUID(NOW.toEpochMilli() << 16 | 0x7000, 1L << 63 | ++events);
        return new StoredReport(
                group,
                lease,
                StoredReport.idOf(group, lease, status, seconds),
                event,
                new byte[] {1, 2},
                NOW,
                NOW);
    }

    private List<Claim> claim(Instant now) {
        return database.inTransaction(entities -> new Deliveries(entities).claim(now));
    }

    private void acknowledge(Claim head, Instant now) {
        database.run(
                entities ->
                        new Deliveries(entities)
                                .settle(List.of(head.sent()), List.of(), List.of(), now));
    }

    private void fail(List<Claim> heads, Instant now) {
        List<Sent> sent = heads.stream().map(Claim::sent).toList();
        database.run(entities -> new Deliveries(entities).settle(List.of(), sent, List.of(), now));
    }

    private Set<Waiting> openFor(UUID... leases) {
        return database.inTransaction(entities -> new Backlog(entities).openFor(List.of(leases)));
    }

    private int failures() {
        return database.inTransaction(
                entities -> entities.find(ReportRoute.class, NORTH).failures());
    }

    private long count() {
        return database.inTransaction(
                entities ->
                        entities.createQuery("select count(r) from StoredReport r", Long.class)
                                .getSingleResult());
    }
}
