package org.portlease.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.accounting.Report.Status;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.session.Capacity;
import org.portlease.session.EndCause;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;
import org.portlease.session.Metering;
import org.portlease.session.Oddity;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;
import org.portlease.session.UsageRecord;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

/** Each report in a transaction of its own, as they come from a NAS that repeats and reorders. */
class AccountantTest {

    /** Seconds of a Stop that does not say how long its session lasted. */
    private static final long UNTIMED = -1;

    private static final long DAY = 86_400;

    private static final Instant GRANTED = Instant.parse("2026-11-23T12:00:00Z");
    private static final UUID LEASE = new UUID(1, 1);
    private static final UUID SESSION = new UUID(2, 2);

    private final TestDatabase database = new TestDatabase();
    private final Oddities oddities = new Oddities();
    private Directory directory;
    private Place place;

    @BeforeEach
    void leaseAPort() {
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
        directory = database.inTransaction(WorldFixture::directory);
        Contract contract = directory.contracts().iterator().next();
        long nas = directory.nases().iterator().next().id();
        place = Place.ofContract(contract.id(), directory.pops().iterator().next().id(), nas);
        inLedger(
                SessionKeys.NONE,
                ledger -> {
                    Lease lease =
                            Lease.reserve(
                                    LEASE,
                                    place,
                                    SessionKeys.NONE,
                                    null,
                                    GRANTED,
                                    GRANTED.plusSeconds(30));
                    lease.grant(GRANTED);
                    return ledger.take(lease);
                });
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void startInterimAndStopBecomeOneUsageRecordAndFreeThePort() {
        record(Status.START, 0, 0);
        record(Status.INTERIM, 60, 60);
        record(Status.STOP, 90, 90);
        assertThat(leases()).isEmpty();
        assertThat(usage()).singleElement().extracting(UsageRecord::id).isEqualTo(LEASE);
        assertThat(contractCapacity().inUse()).isZero();
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(500))).isEqualTo(90);
    }

    @Test
    void aSessionCountsWhileItIsOpen() {
        record(Status.START, 0, 0);
        assertThat(leases()).singleElement().extracting(Lease::state).isEqualTo(LeaseState.ACTIVE);
        assertThat(contractCapacity().inUse()).isOne();
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(30))).isEqualTo(30);
    }

    @Test
    void repeatedStopsAreOneUsage() {
        record(Status.START, 0, 0);
        for (int copy = 0; copy < 5; copy++) {
            record(Status.STOP, 90 + copy, 90);
        }
        assertThat(usage()).hasSize(1);
        assertThat(contractCapacity().inUse()).isZero();
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(500))).isEqualTo(90);
    }

    @Test
    void aSecondStopThatSaysMoreIsTheOneThatCounts() {
        record(Status.START, 0, 0);
        record(Status.STOP, 60, 60);
        record(Status.STOP, 90, 90);
        record(Status.STOP, 95, 60);
        record(Status.STOP, 99, UNTIMED);
        assertThat(usage()).hasSize(1);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(500))).isEqualTo(90);
    }

    @Test
    void repeatedStopsWithoutOurClassAreOneUsage() {
        record(Status.START, 0, 0);
        for (int copy = 0; copy < 5; copy++) {
            recordWithoutClass(Status.STOP, 90 + copy, 90);
        }
        assertThat(usage()).hasSize(1);
    }

    @Test
    void aStopBeforeItsStartIsBilledAndTheStartChangesNothingButTheRecord() {
        record(Status.STOP, 90, 90);
        record(Status.START, 0, 0);
        assertThat(leases()).isEmpty();
        assertThat(usage()).hasSize(1);
        assertThat(contractCapacity().inUse()).isZero();
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(500))).isEqualTo(90);
        assertThat(number("select count(*) from usage_record where start_recorded")).isOne();
    }

    @Test
    void anInterimAfterTheStopOpensNothing() {
        record(Status.START, 0, 0);
        record(Status.STOP, 90, 90);
        record(Status.INTERIM, 60, 60);
        assertThat(leases()).isEmpty();
        assertThat(contractCapacity().inUse()).isZero();
    }

    @Test
    void anOlderInterimDoesNotTakeBackANewerOne() {
        record(Status.START, 0, 0);
        record(Status.INTERIM, 120, 120);
        record(Status.INTERIM, 60, 60);
        assertThat(number("select session_seconds from lease")).isEqualTo(120L);
    }

    @Test
    void anInterimWhoseStartWasLostOpensTheSessionWhereItBegan() {
        record(Status.INTERIM, 60, 60);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(90))).isEqualTo(90);
        record(Status.STOP, 100, 100);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(500))).isEqualTo(100);
    }

    @Test
    void aStartWithoutALeaseTakesAPortEvenAboveTheAllocation() {
        for (int session = 10; session < 13; session++) {
            UUID key = new UUID(session, session);
            record(report(Status.START, 0, 0, keys(null, key)));
        }
        assertThat(contractCapacity().inUse()).isEqualTo(4); // of two
        assertThat(number("select count(*) from lease where late")).isEqualTo(3L);
    }

    @Test
    void aReusedSessionIdThatBeganAfterTheStopIsANewSession() {
        record(Status.START, 0, 0);
        record(Status.STOP, 90, 90);
        record(report(Status.STOP, 500, 30, keys(null, SESSION)));
        assertThat(usage()).hasSize(2);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(1000))).isEqualTo(120);
    }

    @Test
    void aShortSessionsStopRepeatedLaterWithoutOurClassIsOneUsage() {
        recordWithoutClass(Status.STOP, 10, 5);
        recordWithoutClass(Status.STOP, 30, 5);
        assertThat(usage()).hasSize(1);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(500))).isEqualTo(5);
    }

    /** An Accounting-On that was delayed has taken its lease away, say. */
    @Test
    void aSessionOfAReusedIdWhoseLeaseIsGoneIsNoCopyOfTheOneBefore() {
        UUID gone = new UUID(6, 6);
        record(Status.START, 0, 0);
        record(Status.STOP, 5, 5);
        record(report(Status.START, 20, 0, keys(gone, SESSION)));
        record(report(Status.STOP, 25, 5, keys(gone, SESSION)));
        record(report(Status.STOP, 26, 5, keys(gone, SESSION)));
        assertThat(usage()).extracting(UsageRecord::id).containsExactlyInAnyOrder(LEASE, gone);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(500))).isEqualTo(10);
    }

    @Test
    void aStopOfAReusedIdWhoseLeaseIsGoneDoesNotSettleTheEstimateOfTheOneBefore() {
        UUID gone = new UUID(6, 6);
        record(Status.START, 0, 0);
        record(Status.INTERIM, 7, 7);
        endByEvidence(EndCause.NAS_REBOOT, 10);
        record(report(Status.STOP, 20, 0, keys(gone, SESSION)));
        record(report(Status.STOP, 21, 0, keys(gone, SESSION)));
        assertThat(usage())
                .extracting(UsageRecord::id, each -> each.metering().sessionSeconds())
                .containsExactlyInAnyOrder(tuple(LEASE, 7L), tuple(gone, 0L));
    }

    @Test
    void aStartRepeatedAfterItsStopWithoutOurClassOpensNothing() {
        recordWithoutClass(Status.START, 0, 0);
        recordWithoutClass(Status.STOP, 5, 5);
        recordWithoutClass(Status.START, 20, 0);
        assertThat(leases()).singleElement().extracting(Lease::id).isEqualTo(LEASE); // the grant
        assertThat(usage()).hasSize(1);
    }

    @Test
    void aSecondSessionUnderTheSameClassTakesItsOwnPort() {
        record(Status.START, 0, 0);
        record(report(Status.START, 10, 0, keys(LEASE, new UUID(3, 3))));
        assertThat(leases()).hasSize(2);
        assertThat(contractCapacity().inUse()).isEqualTo(2);
        record(Status.STOP, 90, 90);
        record(report(Status.STOP, 100, 90, keys(LEASE, new UUID(3, 3))));
        assertThat(leases()).isEmpty();
        assertThat(usage()).hasSize(2);
    }

    @Test
    void aStopWithTheClassOfAClosedSessionDoesNotEndTheNextOfItsId() {
        record(Status.START, 0, 0);
        record(Status.STOP, 90, 90);
        recordWithoutClass(Status.START, 600, 0); // the id is used again
        record(Status.STOP, 610, 90);
        assertThat(leases()).hasSize(1);
        assertThat(usage()).hasSize(1);
    }

    @Test
    void aSessionIdThatAStaleSessionStillHoldsIsTheNewOnes() {
        Place own = Place.ofOwn(null, place.popId(), place.nasId());
        UUID other = new UUID(7, 7);
        inLedger(
                keys(other, SESSION),
                ledger -> {
                    Lease stale = Lease.late(other, own, keys(null, SESSION), "s-1", GRANTED);
                    stale.start(GRANTED, keys(null, SESSION), "s-1");
                    return ledger.take(stale);
                });
        record(Status.START, 10, 0);
        record(Status.STOP, 70, 60);
        assertThat(usage())
                .extracting(UsageRecord::id, UsageRecord::isEstimated)
                .containsExactlyInAnyOrder(tuple(LEASE, false), tuple(other, true));
        assertThat(leases()).isEmpty();
        assertThat(oddities.inOrder()).containsKey(at(Oddity.ID_REUSED));
    }

    @Test
    void anAbsurdSessionTimeIsNotBilled() {
        record(Status.START, 0, 0);
        record(Status.STOP, 90, 4_294_967_295L);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(500))).isEqualTo(90);
    }

    @Test
    void aStopWithoutATimeIsBilledByTheClockAndNeverBelowAnInterim() {
        record(Status.START, 0, 0);
        record(Status.INTERIM, 60, 60);
        record(Status.STOP, 90, UNTIMED);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(500))).isEqualTo(90);
    }

    @Test
    void aStopOfNoSecondsIsBilledNoneThoughItComesLate() {
        record(Status.START, 0, 0);
        record(Status.STOP, 7, 0);
        assertThat(usage())
                .singleElement()
                .matches(record -> record.metering().sessionSeconds() == 0);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(500))).isZero();
    }

    @Test
    void aStopReplacesAnEstimateAndAnEarlierInterimDoesNot() {
        record(Status.START, 0, 0);
        record(Status.INTERIM, 60, 60);
        endByEvidence();
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(900))).isEqualTo(60);
        record(Status.INTERIM, 50, 50);
        assertThat(usage()).singleElement().matches(UsageRecord::isEstimated);
        record(Status.STOP, 200, 200);
        assertThat(usage()).singleElement().matches(record -> !record.isEstimated());
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(900))).isEqualTo(200);
        record(Status.STOP, 200, 200);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(900))).isEqualTo(200);
    }

    @Test
    void aStopWithoutOurClassThatCameLateReplacesAnEstimate() {
        record(Status.START, 0, 0);
        endByEvidence();
        recordWithoutClass(Status.STOP, 20, 5);
        assertThat(usage()).singleElement().matches(record -> !record.isEstimated());
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(900))).isEqualTo(5);
    }

    @Test
    void anIdUsedAgainAfterAnEstimateIsANewSession() {
        record(Status.START, 0, 0);
        endByEvidence();
        recordWithoutClass(Status.START, 300, 0);
        recordWithoutClass(Status.STOP, 320, 20);
        assertThat(usage()).hasSize(2);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(900))).isEqualTo(20);
    }

    @Test
    void anInterimAfterAnEstimateReopensTheSession() {
        record(Status.START, 0, 0);
        record(Status.INTERIM, 60, 60);
        endByEvidence();
        assertThat(contractCapacity().inUse()).isZero();
        record(Status.INTERIM, 300, 300);
        assertThat(leases()).singleElement().extracting(Lease::id).isEqualTo(LEASE);
        assertThat(usage()).isEmpty();
        assertThat(contractCapacity().inUse()).isOne();
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(310))).isEqualTo(310);
        assertThat(oddities.inOrder()).containsKey(at(Oddity.REOPENED));
        record(Status.STOP, 320, 320);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(900))).isEqualTo(320);
    }

    @Test
    void whatIsReopenedCanBeClosedByTheSameBatch() {
        record(Status.START, 0, 0);
        endByEvidence();
        record(
                List.of(
                        report(Status.INTERIM, 100, 100, keys(LEASE, SESSION)),
                        report(Status.STOP, 130, 130, keys(LEASE, SESSION))));
        assertThat(leases()).isEmpty();
        assertThat(usage())
                .singleElement()
                .extracting(each -> each.metering().sessionSeconds())
                .isEqualTo(130L);
    }

    @Test
    void anIdMayPassFromOneSessionToTheNextWithinABatch() {
        UUID next = new UUID(6, 6);
        SessionKeys keys = keys(next, SESSION);
        record(
                List.of(
                        report(Status.START, 0, 0, keys(LEASE, SESSION)),
                        report(Status.STOP, 5, 5, keys(LEASE, SESSION)),
                        report(Status.START, 100, 0, keys),
                        report(Status.START, 101, 0, keys(new UUID(7, 7), SESSION))));
        assertThat(leases()).singleElement().extracting(Lease::id).isEqualTo(new UUID(7, 7));
        assertThat(usage()).extracting(UsageRecord::id).containsExactlyInAnyOrder(LEASE, next);
    }

    @Test
    void countersThatRunBackwardsAreNotBelieved() {
        record(Status.START, 0, 0);
        record(Status.INTERIM, 120, 120);
        record(Status.INTERIM, 180, 30);
        assertThat(number("select session_seconds from lease")).isEqualTo(120L);
        assertThat(oddities.inOrder()).containsKey(at(Oddity.COUNTERS_BACKWARDS));
    }

    @Test
    void anInterimThatComesLateIsNotTakenForBackwards() {
        record(Status.START, 0, 0);
        record(Status.INTERIM, 120, 120);
        record(Status.INTERIM, 60, 60);
        assertThat(oddities.inOrder()).isEmpty();
    }

    @Test
    void aFurtherLinkOfABundleSharesThePortAndGetsItAtTheEnd() {
        UUID bundle = new UUID(4, 4);
        record(report(Status.START, 0, 0, linked(LEASE, SESSION, bundle)));
        UUID second = new UUID(5, 5);
        record(report(Status.START, 10, 0, linked(null, second, bundle)));
        assertThat(contractCapacity().inUse()).isOne();
        record(report(Status.STOP, 60, 60, linked(LEASE, SESSION, bundle)));
        assertThat(contractCapacity().inUse()).isOne();
        record(report(Status.STOP, 90, 80, linked(null, second, bundle)));
        assertThat(contractCapacity().inUse()).isZero();
        assertThat(usage()).hasSize(2);
    }

    @Test
    void anAbsurdTimeOfAFirstInterimBeginsWhenThePortWasTaken() {
        record(Status.INTERIM, 60, 4_000_000_000L);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(60))).isEqualTo(60);
        record(Status.STOP, 90, 4_000_000_030L);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(900))).isEqualTo(90);
        assertThat(oddities.inOrder()).containsKey(at(Oddity.TIME_ABSURD));
    }

    @Test
    void aStopOfMoreThanItsNasSessionsMayLastIsHeldAtThat() {
        record(report(Status.STOP, 60, 4_000_000_000L, keys(null, SESSION)));
        assertThat(usage())
                .singleElement()
                .matches(record -> record.metering().sessionSeconds() == 86_400);
    }

    @Test
    void aSessionThatIsOpenGoesBeforeItsNextAuthorization() {
        UUID again = new UUID(6, 6);
        record(Status.START, 0, 0);
        inLedger(
                keys(again, null),
                ledger -> {
                    Instant at = GRANTED.plusSeconds(3000);
                    Lease lease =
                            Lease.reserve(
                                    again, place, SessionKeys.NONE, null, at, at.plusSeconds(30));
                    lease.grant(at);
                    return ledger.take(lease);
                });
        record(report(Status.INTERIM, 3060, 3060, keys(again, SESSION)));
        record(report(Status.STOP, 3100, 3100, keys(again, SESSION)));
        assertThat(usage()).singleElement().extracting(UsageRecord::id).isEqualTo(LEASE);
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(9000))).isEqualTo(3100);
    }

    @Test
    void aCopyOfAStopDoesNotEndAnAttemptThatACopyOfTheAccessRequestHasBegun() {
        record(Status.START, 0, 0);
        record(Status.STOP, 90, 90);
        inLedger(
                keys(null, SESSION),
                ledger ->
                        ledger.take(
                                Lease.reserve(
                                        new UUID(6, 6),
                                        place,
                                        keys(null, SESSION),
                                        "s-1",
                                        GRANTED.plusSeconds(95),
                                        GRANTED.plusSeconds(130))));
        recordWithoutClass(Status.STOP, 98, 90);
        assertThat(usage()).singleElement().extracting(UsageRecord::id).isEqualTo(LEASE);
        assertThat(leases()).hasSize(1);
    }

    @Test
    void aLinkThatIsOnlyKnownByItsStartGivesItsPortBack() {
        UUID bundle = new UUID(4, 4);
        UUID second = new UUID(6, 6);
        inLedger(
                keys(second, null),
                ledger -> {
                    Lease lease =
                            Lease.reserve(
                                    second,
                                    place,
                                    SessionKeys.NONE,
                                    null,
                                    GRANTED,
                                    GRANTED.plusSeconds(30));
                    lease.grant(GRANTED);
                    return ledger.take(lease);
                });
        assertThat(contractCapacity().inUse()).isEqualTo(2);
        record(report(Status.START, 0, 0, linked(LEASE, SESSION, bundle)));
        record(report(Status.START, 0, 0, linked(second, new UUID(7, 7), bundle)));
        assertThat(contractCapacity().inUse()).isOne();
    }

    @Test
    void anInterimOfBeforeTheRebootRaisesTheEstimateAndRevivesNobody() {
        record(Status.START, 0, 0);
        endByEvidence(EndCause.NAS_REBOOT, 100);
        record(Status.INTERIM, 60, 60);
        assertThat(leases()).isEmpty();
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(900))).isEqualTo(60);
        record(Status.INTERIM, 160, 160);
        assertThat(leases()).hasSize(1);
    }

    @Test
    void aStartLongAfterItsIdWasLastHeardOfIsANewSession() {
        recordWithoutClass(Status.START, 0, 0);
        recordWithoutClass(Status.INTERIM, 60, 60);
        recordWithoutClass(Status.START, 3600, 0);
        assertThat(usage()).singleElement().matches(UsageRecord::isEstimated);
        assertThat(number("select count(*) from lease where state = 'ACTIVE'")).isOne();
        assertThat(contractCapacity().usedSeconds(GRANTED.plusSeconds(3610))).isEqualTo(70);
    }

    private static SessionKeys linked(@Nullable UUID lease, UUID session, UUID bundle) {
        return new SessionKeys(
                Optional.ofNullable(lease),
                Optional.of(session),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(bundle),
                List.of());
    }

    private void endByEvidence() {
        endByEvidence(EndCause.INTERIMS_SILENT, 0);
    }

    private void endByEvidence(EndCause cause, long found) {
        inLedger(
                keys(LEASE, SESSION),
                GRANTED.plusSeconds(found),
                ledger -> {
                    Lease lease = ledger.lease(LEASE).orElseThrow();
                    ledger.close(lease, lease.closeByEvidence(cause));
                    return lease;
                });
    }

    @Test
    void whatCannotBeFoundAgainTakesNoPort() {
        Report report = report(Status.START, 0, 0, keys(null, null));
        assertThat(record(report, Optional.of(place))).isEmpty();
        assertThat(contractCapacity().inUse()).isOne(); // the grant's
    }

    @Test
    void anotherPeerCannotCloseASession() {
        record(Status.START, 0, 0);
        Report stolen =
                new Report(
                        UUID.randomUUID(),
                        place.nasId() + 1,
                        Status.STOP,
                        GRANTED.plusSeconds(9),
                        keys(LEASE, null),
                        null,
                        new Metering(9, 0, 0),
                        true,
                        null,
                        Reporter.UNKNOWN);
        Optional<Entry> entry = record(stolen, Optional.empty());
        assertThat(entry).isEmpty();
        assertThat(leases()).hasSize(1);
    }

    @Test
    void anInterimWithoutOurClassThatWasDelayedBeyondItsStopIsNoNewSession() {
        record(Status.START, 0, 0);
        record(Status.STOP, 5, 5);
        recordWithoutClass(Status.INTERIM, 15, 4);
        assertThat(usage()).hasSize(1);
        assertThat(leases()).isEmpty();
    }

    @Test
    void aStopWithoutOurClassReplacesAnEstimateThoughItSeemsToHaveBegunLater() {
        record(Status.START, 0, 0);
        endByEvidence();
        recordWithoutClass(Status.STOP, 5, 3);
        assertThat(usage())
                .singleElement()
                .matches(record -> !record.isEstimated())
                .matches(record -> record.metering().sessionSeconds() == 3);
    }

    @Test
    void aStopOfAnEarlierAttemptDoesNotEndTheSessionThatTookItsLeaseOver() {
        UUID taken = new UUID(0, 77);
        inLedger(
                keys(taken, SESSION),
                ledger -> {
                    SessionKeys named = keys(null, SESSION);
                    Instant end = GRANTED.plusSeconds(30);
                    Lease lease = Lease.reserve(taken, place, named, "s-1", GRANTED, end);
                    lease.grant(GRANTED);
                    return ledger.take(lease);
                });
        record(report(Status.STOP, 3, 2, keys(taken, new UUID(9, 9))));
        record(report(Status.START, 4, 0, keys(taken, SESSION)));
        record(report(Status.STOP, 9, 5, keys(taken, SESSION)));
        assertThat(usage())
                .extracting(each -> each.metering().sessionSeconds())
                .containsExactlyInAnyOrder(2L, 5L);
    }

    @Test
    void whatIsNobodysIsRecordedNowhere() {
        Report report = report(Status.START, 0, 0, keys(null, new UUID(9, 9)));
        assertThat(record(report, Optional.empty())).isEmpty();
        assertThat(leases()).hasSize(1);
    }

    @Test
    void aCopyWithoutTheClassThatItsSessionHadIsFoundForAWeek() {
        record(Status.START, 0, 0);
        record(Status.INTERIM, 60, 60);
        record(Status.STOP, 90, 90);
        assertThat(number("select count(*) from usage_record where key_week > 0")).isOne();
        recordWithoutClass(Status.STOP, 7 * DAY, 90);
        assertThat(usage()).hasSize(1);
    }

    @Test
    void aCopyWithItsClassIsFoundForGood() {
        record(Status.START, 0, 0);
        record(Status.STOP, 90, 90);
        record(Status.STOP, 400 * DAY, 90);
        assertThat(usage()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"false, true, true", "true, false, true", "true, true, false"})
    void aCopyOfASessionThatOurClassHasNotAlwaysNamedIsFoundForGood(
            boolean start, boolean interim, boolean stop) {
        record(report(Status.START, 0, 0, keys(start ? LEASE : null, SESSION)));
        record(report(Status.INTERIM, 60, 60, keys(interim ? LEASE : null, SESSION)));
        record(report(Status.STOP, 90, 90, keys(stop ? LEASE : null, SESSION)));
        int before = usage().size();
        recordWithoutClass(Status.STOP, 400 * DAY, 90);
        assertThat(usage()).hasSize(before);
    }

    @Test
    void aCopyOfASessionUnderTheClassOfAnotherIsFoundForGood() {
        UUID second = new UUID(3, 3);
        record(Status.START, 0, 0);
        record(report(Status.START, 10, 0, keys(LEASE, second)));
        record(Status.STOP, 90, 90);
        record(report(Status.STOP, 100, 90, keys(LEASE, second)));
        record(report(Status.STOP, 400 * DAY, 90, keys(LEASE, second)));
        assertThat(usage()).hasSize(2);
    }

    @Test
    void aCopyOfASessionThatBeganWithoutAStartIsFoundForGood() {
        record(Status.INTERIM, 60, 60);
        record(Status.STOP, 90, 90);
        recordWithoutClass(Status.STOP, 400 * DAY, 90);
        assertThat(usage()).hasSize(1);
    }

    private Oddities.At at(Oddity oddity) {
        return new Oddities.At(place.nasId(), oddity);
    }

    private void record(Status status, long at, long seconds) {
        record(report(status, at, seconds, keys(LEASE, SESSION)));
    }

    private void recordWithoutClass(Status status, long at, long seconds) {
        record(report(status, at, seconds, keys(null, SESSION)));
    }

    private void record(Report report) {
        assertThat(record(report, Optional.of(place))).isPresent();
    }

    private Optional<Entry> record(Report report, Optional<Place> route) {
        return inLedger(
                report.keys(),
                report.at(),
                ledger -> accountant(ledger, report).record(report, route));
    }

    private Accountant accountant(Ledger ledger, Report report) {
        return new Accountant(
                ledger,
                (held, lease, cause, now) -> held.close(lease, lease.closeByEvidence(cause)),
                oddities,
                report.at());
    }

    /** Recorded in one transaction. */
    private void record(List<Report> reports) {
        inLedger(
                reports.stream().map(Report::keys).toList(),
                GRANTED,
                ledger -> {
                    for (Report report : reports) {
                        assertThat(accountant(ledger, report).record(report, Optional.of(place)))
                                .isPresent();
                    }
                    return ledger;
                });
    }

    private Report report(Status status, long at, long seconds, SessionKeys keys) {
        return new Report(
                UUID.randomUUID(),
                place.nasId(),
                status,
                GRANTED.plusSeconds(at),
                keys,
                "s-1",
                new Metering(Math.max(0, seconds), 0, 0),
                seconds != UNTIMED,
                null,
                Reporter.UNKNOWN);
    }

    private static SessionKeys keys(@Nullable UUID lease, @Nullable UUID session) {
        return new SessionKeys(
                Optional.ofNullable(lease),
                Optional.ofNullable(session),
                Optional.empty(),
                Optional.empty());
    }

    private <T> T inLedger(SessionKeys keys, Function<Ledger, T> work) {
        return inLedger(keys, GRANTED, work);
    }

    private <T> T inLedger(SessionKeys keys, Instant now, Function<Ledger, T> work) {
        return inLedger(List.of(keys), now, work);
    }

    private <T> T inLedger(List<SessionKeys> keys, Instant now, Function<Ledger, T> work) {
        return database.inTransaction(
                entities -> {
                    Ledgers ledgers = new Ledgers(entities);
                    Ledger ledger = ledgers.open(directory, keys, now);
                    ledgers.findUsage(ledger, keys);
                    ledgers.lockCapacities(ledger, directory, Stream.of(place));
                    return work.apply(ledger);
                });
    }

    private List<Lease> leases() {
        return all(Lease.class);
    }

    private List<UsageRecord> usage() {
        return all(UsageRecord.class);
    }

    private <E> List<E> all(Class<E> type) {
        return database.inTransaction(
                entities ->
                        entities.createQuery("select e from " + type.getSimpleName() + " e", type)
                                .getResultList());
    }

    private Capacity contractCapacity() {
        long id = directory.contracts().iterator().next().capacityId();
        return database.inTransaction(entities -> entities.find(Capacity.class, id));
    }

    private long number(String sql) {
        return database.inTransaction(
                entities ->
                        ((Number) entities.createNativeQuery(sql).getSingleResult()).longValue());
    }
}
