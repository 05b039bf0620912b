package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Site;

/** From packets to invoices: months pass, and whichever node has the timer closes them. */
@SuppressWarnings("NullAway.Init") // set before each test
class BillingIT extends LifeScenario {

    private static final int ACCT_DELAY_TIME = 41;
    private static final int NAS_PORT_TYPE = 61;
    private static final int ISDN = 2; // "ISDN Sync"
    private static final Duration TICK = Duration.ofSeconds(90); // of five, on a busy machine
    private static final Duration A_SWEEP = Duration.ofSeconds(30);

    private Site site;

    @BeforeEach
    void enterSite() {
        site = site(Site.Kind.USUAL);
    }

    private Instant endOfMonth() {
        return clock.now()
                .atZone(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .plusMonths(1)
                .toInstant();
    }

    private List<String> lines(Csp csp) {
        return database.texts(
                "select l.text || ': ' || cast(l.quantity as integer) || ' = ' || l.amount"
                        + " from invoice_line l join invoice i on i.id = l.invoice_id"
                        + " join contract c on c.id = i.contract_id"
                        + " where c.virtual_identifier = ? order by i.id, l.number",
                csp.virtualIdentifier());
    }

    private long invoices(Csp csp) {
        return database.number(
                "select count(*) from invoice i join contract c on c.id = i.contract_id"
                        + " where c.virtual_identifier = ? and i.state = 'ISSUED'",
                csp.virtualIdentifier());
    }

    private void awaitInvoice(Csp csp, int count) {
        Await.until("invoice " + count, TICK, () -> invoices(csp) == count);
    }

    @Test
    void sessionsAreMeteredSplitAtTheEndOfTheMonthAndBilledWithTaxAndWhatIsLateComesNext() {
        Csp csp = csp(ContractKind.BILLED);
        Await.until(
                "the first billing period",
                TICK,
                () ->
                        database.number(
                                        "select count(*) from billing_period p join contract c"
                                                + " on c.id = p.contract_id"
                                                + " where c.virtual_identifier = ?",
                                        csp.virtualIdentifier())
                                >= 1);
        Instant end = endOfMonth();
        clock.advanceTo(end.minusSeconds(7200));
        Session brief = started(site.nas(), bob(csp).with(WireAttribute.of(NAS_PORT_TYPE, ISDN)));
        pass(600);
        assertRecorded(site.nas().send(brief.stop(600)).reply());
        assertThat(ofUsage("port_type", brief)).as("by which prices may differ").isEqualTo("2");
        clock.advanceTo(end.minusSeconds(1800));
        Session crossing = started(site, csp);
        Session silent = started(site, csp);
        clock.advanceTo(end.plusSeconds(600));
        assertRecorded(site.nasAtB().send(crossing.interim(2400)).reply());

        awaitInvoice(csp, 1);
        long split =
                database.number(
                        "select sum(r.session_seconds) from rated_usage r"
                                + " where r.acct_session_id = ?",
                        crossing.id());
        assertThat(split).as("up to the month's end").isBetween(1795L, 1801L);
        assertThat(lines(csp))
                .containsExactly(
                        String.format("Time: %d = %s", 600 + split, price(600 + split)),
                        "Time, connections: 3 = 1.5000");
        assertThat(owed(csp)).isEqualTo(total(csp));

        assertRecorded(site.nas().send(crossing.stop(2460)).reply());
        // half a quarter of an hour late: it stopped before the month's end
        assertRecorded(site.nas().send(silent.stop(1200).with(ACCT_DELAY_TIME, 1000)).reply());
        clock.advanceTo(endOfMonth());

        awaitInvoice(csp, 2);
        assertThat(lines(csp).subList(2, 4))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                String.format(
                                                        "Time: %d = %s",
                                                        2460 - split, price(2460 - split))),
                        line ->
                                assertThat(line)
                                        .contains("Time, late, of ")
                                        .endsWith("1200 = 20.0000"));
        assertThat(
                        database.number(
                                "select sum(r.session_seconds) from rated_usage r join contract c"
                                        + " on c.virtual_identifier = ? join billing_period p"
                                        + " on p.id = r.period_id and p.contract_id = c.id",
                                csp.virtualIdentifier()))
                .as("every second once")
                .isEqualTo(database.usedSeconds(csp.name()));
    }

    /** 60 an hour are one a minute. */
    private static String price(long seconds) {
        return BigDecimal.valueOf(seconds)
                .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_EVEN)
                .setScale(4)
                .toPlainString();
    }

    private String owed(Csp csp) {
        return database.texts(
                        "select k.owed from capacity k join contract c on c.capacity_id = k.id"
                                + " where c.virtual_identifier = ?",
                        csp.virtualIdentifier())
                .get(0);
    }

    private String total(Csp csp) {
        return database.texts(
                        "select sum(i.total) from invoice i join contract c on c.id = i.contract_id"
                                + " where c.virtual_identifier = ?",
                        csp.virtualIdentifier())
                .get(0);
    }

    @Test
    void corporateBillingIsToldInOrderOfWhatHappensToAProvider() {
        Csp csp = csp(ContractKind.BILLED);
        String suspend =
                "update contract set status = '%s' where virtual_identifier = '"
                        + csp.virtualIdentifier()
                        + "'";
        database.configure(String.format(suspend, "SUSPENDED"));
        Await.until(
                "a suspension", A_SWEEP, () -> types(csp).equals(List.of("contract.suspended")));
        database.configure(String.format(suspend, "ACTIVE"));
        Await.until("its end", A_SWEEP, () -> types(csp).size() == 2);
        Session session = started(site, csp);
        pass(60);
        assertRecorded(site.nas().send(session.stop(60)).reply());
        clock.advanceTo(endOfMonth());

        Await.until("a close", TICK, () -> types(csp).contains("period.closed"));
        assertThat(types(csp).subList(0, 4))
                .containsExactly(
                        "contract.suspended",
                        "contract.resumed",
                        "invoice.issued",
                        "period.closed");
        assertThat(world.office().events(csp.name()).get(2))
                .contains("\"net\":\"1.50\"", "\"tax\":\"0.28\"", "\"total\":\"1.78\"");
    }

    private List<String> types(Csp csp) {
        return world.office().events(csp.name()).stream()
                .map(event -> event.replaceFirst(".*\"type\":\"([^\"]+)\".*", "$1"))
                .toList();
    }
}
