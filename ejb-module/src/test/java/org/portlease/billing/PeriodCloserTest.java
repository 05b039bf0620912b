package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;

class PeriodCloserTest {

    private static final String BY_THE_HOUR = "{'usage':[{'name':'Time','time':{'perHour':0.60}}]}";

    private BillingWorld world = BillingWorld.priced(BY_THE_HOUR, "");

    @AfterEach
    void closeWorld() {
        world.close();
    }

    private void use(BillingWorld other) {
        world.close();
        world = other;
    }

    @Test
    void aMonthsSessionsAreBilledAtItsEnd() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.session("2026-01-11T10:00:00Z", "2026-01-11T10:30:00Z", 1800);

        world.closeDue("2026-01-31T23:59:59Z");
        assertThat(world.invoices()).isEmpty();
        world.closeDue("2026-02-01T00:00:00Z");

        assertThat(world.lines()).containsExactly("Time: 5400 = 0.90");
        assertThat(world.invoices())
                .singleElement()
                .satisfies(
                        invoice -> {
                            assertThat(invoice.number()).contains("2026-000001");
                            assertThat(invoice.state()).isEqualTo(Invoice.State.ISSUED);
                        });
        assertThat(world.capacity().credit().owed()).isEqualByComparingTo("0.90");
    }

    @Test
    void closedAgainNothingIsBilledAgain() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");
        long period = world.invoices().get(0).periodId();

        PeriodCloser.Result again =
                world.in(
                        entities ->
                                new PeriodCloser(entities)
                                        .close(period, Instant.parse("2026-02-01T00:01:00Z")));

        assertThat(again).isEqualTo(PeriodCloser.Result.DONE);
        world.closeDue("2026-03-01T00:00:00Z");
        assertThat(world.lines()).containsExactly("Time: 3600 = 0.60");
    }

    @Test
    void aSessionThatIsOpenAtTheEndIsSplitThereByItsEvidence() {
        world.openedAt("2026-01-10T00:00:00Z");
        var session = world.open("2026-01-31T23:00:00Z", 5400);

        world.closeDue("2026-02-01T01:00:00Z");
        assertThat(world.lines()).containsExactly("Time: 3600 = 0.60");
        world.stopped(session, "2026-02-01T02:00:00Z", 10_800);
        world.closeDue("2026-03-01T00:00:00Z");

        assertThat(world.lines()).containsExactly("Time: 3600 = 0.60", "Time: 7200 = 1.20");
    }

    @Test
    void whatTheEvidenceDidNotSayOfAClosedPeriodIsALateLineOfTheNext() {
        world.openedAt("2026-01-10T00:00:00Z");
        var session = world.open("2026-01-31T23:00:00Z", 1800);

        world.closeDue("2026-02-01T00:00:00Z");
        world.stopped(session, "2026-02-01T02:00:00Z", 10_800);
        world.closeDue("2026-03-01T00:00:00Z");

        assertThat(world.lines())
                .containsExactly(
                        "Time: 1800 = 0.30",
                        "Time: 7200 = 1.20",
                        "Time, late, of 2026-01-01 to 2026-01-31: 1800 = 0.30");
    }

    @Test
    void whereSessionsAreBilledWhereTheyStopNoneIsSplit() {
        use(BillingWorld.priced(BY_THE_HOUR, "'splitSessions':false"));
        world.openedAt("2026-01-10T00:00:00Z");
        var session = world.open("2026-01-31T23:00:00Z", 5400);

        world.closeDue("2026-02-01T01:00:00Z");
        assertThat(world.lines()).isEmpty();
        world.stopped(session, "2026-02-01T02:00:00Z", 10_800);
        world.closeDue("2026-03-01T00:00:00Z");

        assertThat(world.lines()).containsExactly("Time: 10800 = 1.80");
    }

    @Test
    void aSessionThatIsRecordedAfterItsPeriodWasClosedIsLate() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");

        world.session("2026-01-20T10:00:00Z", "2026-01-20T11:00:00Z", 3600);
        world.closeDue("2026-03-01T00:00:00Z");
        world.closeDue("2026-04-01T00:00:00Z");

        assertThat(world.lines())
                .containsExactly(
                        "Time: 3600 = 0.60",
                        "Time, late, of 2026-01-01 to 2026-01-31: 3600 = 0.60");
    }

    @Test
    void roundingAndMinimumApplyOnceASession() {
        use(
                BillingWorld.priced(
                        "{'roundUpToSeconds':60,'minimumSeconds':120,"
                                + "'usage':[{'name':'Time','time':{'perHour':36}}]}",
                        ""));
        world.openedAt("2026-01-10T00:00:00Z");
        var session = world.open("2026-01-31T23:59:30Z", 60);

        world.closeDue("2026-02-01T00:00:30Z");
        world.stopped(session, "2026-02-01T00:02:00Z", 130);
        world.closeDue("2026-03-01T00:00:00Z");

        // 30 s there are 120 s at least; 130 s are 180 s, of which 60 s are left
        assertThat(world.lines()).containsExactly("Time: 120 = 1.20", "Time: 60 = 0.60");
    }

    @Test
    void tiersGoOnWhereLateUsageComes() {
        use(
                BillingWorld.priced(
                        "{'usage':[{'name':'Time','time':{'freeSeconds':1800,'tiers':["
                                + "{'upToSeconds':3600,'perHour':2},{'perHour':1}]}}]}",
                        ""));
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");
        world.session("2026-01-20T10:00:00Z", "2026-01-20T12:00:00Z", 7200);
        world.closeDue("2026-03-01T00:00:00Z");

        // 10,800 s in all: 1,800 free, 3,600 at 2, 5,400 at 1, of which 1.00 was billed
        assertThat(world.lines())
                .containsExactly(
                        "Time: 3600 = 1.00",
                        "Time, late, of 2026-01-01 to 2026-01-31: 7200 = 2.50");
    }

    @Test
    void aFixedFeeFollowsThePortsWithinThePeriod() {
        use(BillingWorld.priced("{'perPort':31,'usage':[{'name':'Time'}]}", ""));
        world.openedAt("2026-01-01T00:00:00Z");
        world.sql("update capacity set ports = 8 where id = (select capacity_id from contract)");
        world.database()
                .run(
                        entities ->
                                new PortAllocations(entities)
                                        .notice(Instant.parse("2026-01-11T00:00:00Z")));
        world.closeDue("2026-02-01T00:00:00Z");

        // 4 ports for 10 days, 8 for 21, of 31: 40 + 168
        assertThat(world.lines()).containsExactly("Allocated ports: 6.709677419 = 208.00");
    }

    @Test
    void portsInUseAreBilledByTheirNinetyFifthPercentile() {
        use(
                BillingWorld.priced(
                        "{'portsInUse':{'measure':'PERCENTILE_95','perPort':2,'freePorts':1},"
                                + "'usage':[{'name':'Time'}]}",
                        "'cycle':'DAILY'"));
        world.openedAt("2026-01-10T00:00:00Z");
        // of 288 five minutes 14 are the greatest 5 %: the 15th greatest counts
        world.sql(peak("2026-01-09 23:55", 3, 3));
        for (int i = 0; i < 14; i++) {
            world.sql(
                    peak(
                            "2026-01-10 0" + (1 + i / 12) + ":" + String.format("%02d", i % 12 * 5),
                            9,
                            3));
        }
        world.sql(peak("2026-01-10 12:00", 5, 2));
        world.sql(peak("2026-01-11 00:00", 8, 8));

        world.closeDue("2026-01-11T00:00:00Z");

        assertThat(world.lines()).containsExactly("Ports in use, 95th percentile: 5 = 8.00");
    }

    private static String peak(String slot, int most, int atItsEnd) {
        return "insert into port_peak (capacity_id, slot_at, most, last) select capacity_id,"
                + " timestamp with time zone '"
                + slot
                + ":00+00', "
                + most
                + ", "
                + atItsEnd
                + " from contract";
    }

    @Test
    void aCommitmentIsFilledUpAndGivenBackWhereLateUsageComes() {
        use(
                BillingWorld.priced(
                        "{'commitment':10,'usage':[{'name':'Time','time':{'perHour':6}}]}", ""));
        world.openedAt("2026-01-01T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");
        world.session("2026-01-20T10:00:00Z", "2026-01-20T10:30:00Z", 1800);
        world.sql("update contract set status = 'ACTIVE'");
        world.closeDue("2026-03-01T00:00:00Z");

        assertThat(world.lines())
                .containsExactly(
                        "Time: 3600 = 6.00",
                        "Minimum commitment of 10.00: 1 = 4.00",
                        "Minimum commitment of 10.00: 1 = 10.00",
                        "Time, late, of 2026-01-01 to 2026-01-31: 1800 = 3.00",
                        "Minimum commitment of 10.00, late, of 2026-01-01 to 2026-01-31: 0 = -3.00");
    }

    @Test
    void bandsGroupsPortTypesAndBurstsHaveTheirPrices() {
        use(
                BillingWorld.with(
                        "'timeZone':'Europe/Berlin','tariff':'T','billing':{'closeDelaySeconds':0}",
                        "'tariffs':[{'name':'T','versions':[{'prices':{'bands':[{'name':'peak',"
                                + "'from':'08:00','until':'18:00'}],'usage':["
                                + "{'name':'Burst','when':{'burst':true},'time':{'perHour':9}},"
                                + "{'name':'Rural','when':{'popGroup':'rural'},'time':{'perHour':7}},"
                                + "{'name':'ISDN','when':{'portType':2},'time':{'perHour':5}},"
                                + "{'name':'Peak','when':{'band':'peak'},'time':{'perHour':3}},"
                                + "{'name':'Else','time':{'perHour':1},'connection':{'each':0.05},"
                                + "'traffic':{'perGigabyte':0.5}}]}}]}]"));
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("Central", true, null, "2026-01-12T01:00:00Z", "2026-01-12T02:00:00Z", 3600);
        world.session("Hills", false, null, "2026-01-12T01:00:00Z", "2026-01-12T02:00:00Z", 3600);
        world.session("Central", false, 2, "2026-01-12T01:00:00Z", "2026-01-12T02:00:00Z", 3600);
        world.session("2026-01-12T06:30:00Z", "2026-01-12T07:30:00Z", 3600, 4_000_000_000L, 0);

        world.closeDue("2026-02-01T00:00:00Z");

        assertThat(world.lines())
                .containsExactly(
                        "Burst: 3600 = 9.00",
                        "Rural: 3600 = 7.00",
                        "ISDN: 3600 = 5.00",
                        "Peak: 1800 = 1.50",
                        "Else: 1800 = 0.50",
                        "Else, connections: 1 = 0.05",
                        "Else, traffic: 2 = 1.00");
    }

    @Test
    void aDraftIsComputedAgainWithAllThatItHadAndWhatCameSince() {
        use(BillingWorld.priced(BY_THE_HOUR, "'issueAutomatically':false"));
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");
        world.session("2026-01-20T10:00:00Z", "2026-01-20T11:00:00Z", 3600);
        world.closeDue("2026-03-01T00:00:00Z");
        world.session("2026-02-20T10:00:00Z", "2026-02-20T11:00:00Z", 1800);
        long february = world.invoices().get(1).periodId();

        for (int i = 0; i < 2; i++) {
            world.in(
                    entities ->
                            new PeriodCloser(entities)
                                    .recompute(february, Instant.parse("2026-03-02T00:00:00Z")));
        }

        assertThat(world.invoices()).allMatch(invoice -> invoice.state() == Invoice.State.DRAFT);
        assertThat(world.lines())
                .containsExactly(
                        "Time: 3600 = 0.60",
                        "Time: 1800 = 0.30",
                        "Time, late, of 2026-01-01 to 2026-01-31: 3600 = 0.60");
        long january = world.invoices().get(0).periodId();
        assertThatThrownBy(
                        () ->
                                world.in(
                                        entities ->
                                                new PeriodCloser(entities)
                                                        .recompute(january, Instant.EPOCH)))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("last closed period");
    }

    @Test
    void whatIsInvoicedCountsOnceForCreditAndADraftCountsToo() {
        use(BillingWorld.priced(BY_THE_HOUR, "'issueAutomatically':false"));
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        refreshCredit("2026-01-20T00:00:00Z");
        assertThat(world.capacity().credit().unbilled()).isEqualByComparingTo("0.60");

        world.closeDue("2026-02-01T00:00:00Z");
        refreshCredit("2026-02-01T00:01:00Z");
        assertThat(world.capacity().credit().unbilled()).isEqualByComparingTo("0.60");
        long draft = world.invoices().get(0).id();
        world.in(
                entities ->
                        new InvoiceDesk(entities)
                                .issue(draft, Instant.parse("2026-02-01T00:02:00Z")));

        assertThat(world.capacity().credit().unbilled()).isEqualByComparingTo("0");
        assertThat(world.capacity().credit().owed()).isEqualByComparingTo("0.60");
    }

    private void refreshCredit(String time) {
        world.in(
                entities ->
                        new Preview(entities)
                                .refreshCredit(
                                        entities.find(Contract.class, world.contract().id()),
                                        Instant.parse(time)));
    }

    @Test
    void anImplausibleSessionWaitsForAPersonAndStopsNothingElse() {
        world.openedAt("2026-01-10T00:00:00Z");
        var odd = world.session("2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z", 360_000);
        world.session("2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");

        assertThat(world.lines()).containsExactly("Time: 3600 = 0.60");
        List<Quarantine.Waiting> waiting =
                world.in(entities -> new Quarantine(entities).waiting(9));
        assertThat(waiting)
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.lease()).isEqualTo(odd);
                            assertThat(one.reason()).isEqualTo(Implausible.LONGER_THAN_THE_CLOCK);
                        });
        world.closeDue("2026-03-01T00:00:00Z");
        assertThat(world.invoices()).hasSize(1);

        world.database()
                .run(
                        entities ->
                                new Quarantine(entities)
                                        .bill(
                                                odd,
                                                new Quarantine.Counters(3600, 0, 0),
                                                "eve",
                                                Instant.parse("2026-03-05T00:00:00Z")));
        world.closeDue("2026-04-01T00:00:00Z");
        world.closeDue("2026-05-01T00:00:00Z");

        assertThat(world.lines())
                .containsExactly(
                        "Time: 3600 = 0.60",
                        "Time, late, of 2026-01-01 to 2026-01-31: 3600 = 0.60");
    }

    @Test
    void aPeriodWithoutATariffIsRefusedAndNothingIsChanged() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.sql("update tariff_version set valid_from = date '2026-01-02'");
        long period =
                world.in(e -> new PeriodCloser(e).running(world.contract().id()))
                        .orElseThrow()
                        .id();

        assertThatThrownBy(
                        () ->
                                world.in(
                                        entities ->
                                                new PeriodCloser(entities)
                                                        .close(
                                                                period,
                                                                Instant.parse(
                                                                        "2026-02-01T00:00:00Z"))))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("no tariff is in force");
    }

    @Test
    void thePreviewIsWhatTheInvoiceWillBe() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.open("2026-01-20T10:00:00Z", 600);

        assertThat(BillingWorld.lines(world.preview("2026-01-20T12:00:00Z")))
                .containsExactly("Time: 4200 = 0.70");
        assertThat(world.invoices()).isEmpty();
    }

    @Test
    void aDraftThatIsComputedAgainKeepsItsLateUsage() {
        use(BillingWorld.priced(BY_THE_HOUR, "'issueAutomatically':false"));
        world.openedAt("2026-01-10T00:00:00Z");
        world.closeDue("2026-02-01T00:00:00Z");
        world.session("2026-01-20T10:00:00Z", "2026-01-20T11:00:00Z", 3600);
        world.closeDue("2026-03-01T00:00:00Z");
        long february = world.invoices().get(0).periodId();

        world.in(
                entities ->
                        new PeriodCloser(entities)
                                .recompute(february, Instant.parse("2026-03-01T01:00:00Z")));
        world.closeDue("2026-04-01T00:00:00Z");

        assertThat(world.lines())
                .containsExactly("Time, late, of 2026-01-01 to 2026-01-31: 3600 = 0.60");
    }
}
