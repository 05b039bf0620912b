package org.portlease.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.billing.BillingRefusedException;
import org.portlease.billing.BillingWorld;
import org.portlease.billing.InvoiceDesk;

class ReconcilerTest {

    private static final String HEADER = "session,start,stop,seconds,inputOctets,outputOctets\n";
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final Tolerance STRICT = new Tolerance(0, BigDecimal.ZERO, BigDecimal.ZERO, 5);

    private final BillingWorld world =
            BillingWorld.priced("{'usage':[{'name':'Time','time':{'perHour':6}}]}", "");

    @BeforeEach
    void open() {
        world.openedAt("2026-01-01T00:00:00Z");
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    private Reconciliation reconcile(String csv, Tolerance tolerance) {
        return reconcile(1, csv, tolerance);
    }

    private Reconciliation reconcile(long invoice, String csv, Tolerance tolerance) {
        return world.in(
                entities ->
                        new Reconciler(entities)
                                .reconcile(
                                        invoice,
                                        new ByteArrayInputStream(
                                                csv.getBytes(StandardCharsets.UTF_8)),
                                        tolerance,
                                        "eve",
                                        NOW));
    }

    private List<String> differences(Reconciliation reconciliation) {
        return world.in(
                entities ->
                        new Reconciler(entities)
                                .differences(reconciliation.id(), 0, 99).stream()
                                        .map(
                                                one ->
                                                        one.session().orElse("-")
                                                                + " "
                                                                + one.kind()
                                                                + " "
                                                                + one.seconds())
                                        .toList());
    }

    private void oneHour() {
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600, 1000, 2000);
        world.closeDue("2026-02-01T00:00:00Z");
    }

    private static String line(String start, long seconds, long input, long output) {
        return "s-1," + start + ",," + seconds + "," + input + "," + output + "\n";
    }

    @Test
    void whatAgreesIsMatchedAndTheRecordsAreNotKept() {
        oneHour();

        Reconciliation made =
                reconcile(HEADER + line("2026-01-10T10:00:00Z", 3600, 1000, 2000), STRICT);

        Reconciliation kept = world.in(entities -> entities.find(Reconciliation.class, made.id()));
        assertThat(differences(kept)).isEmpty();
        assertThat(kept.summary().matched()).isOne();
        assertThat(kept.summary().ourOctets()).isEqualTo("3000");
        assertThat(kept.summary().theirOctets()).isEqualTo("3000");
        assertThat(kept.summary().inQuestion()).isEqualByComparingTo("0");
        assertThat(kept.madeBy()).isEqualTo("eve");
        assertThat(kept.madeAt()).isEqualTo(NOW);
        assertThat(kept.tolerance().startMinutes()).isEqualTo(5);
        // sha256sum of the file
        assertThat(kept.fileSha256())
                .isEqualTo("eb2bf6e1c8762f39c11e9c8b1d17756e29e9d131b8188c862ea260e36703ee41");
        assertThat(count("reconciliation_record")).isZero();
    }

    private long count(String table) {
        return world.in(
                entities ->
                        ((Number)
                                        entities.createNativeQuery("select count(*) from " + table)
                                                .getSingleResult())
                                .longValue());
    }

    @ParameterizedTest
    @CsvSource({"1010, 2000, true", "1011, 2000, false", "1000, 1979, false"})
    void octetsAgreeInEachDirection(long input, long output, boolean agrees) {
        oneHour();

        Reconciliation made =
                reconcile(
                        HEADER + line("2026-01-10T10:00:00Z", 3600, input, output),
                        new Tolerance(0, BigDecimal.ZERO, BigDecimal.ONE, 5));

        assertThat(differences(made)).isEqualTo(agrees ? List.of() : List.of("s-1 OCTETS 0"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-10T09:55:00Z, true",
        "2026-01-10T11:05:00+01:00, true",
        "2026-01-10T10:05:01Z, false"
    })
    void startsAreOneSessionsWithinTheTolerance(String start, boolean agrees) {
        oneHour();

        Reconciliation made = reconcile(HEADER + line(start, 3600, 1000, 2000), STRICT);

        assertThat(differences(made))
                .isEqualTo(
                        agrees
                                ? List.of()
                                : List.of("s-1 MISSING_THERE 3600", "s-1 MISSING_HERE -3600"));
    }

    @Test
    void theNearestStartIsPairedAndTheOtherIsAmbiguous() {
        oneHour();

        Reconciliation made =
                reconcile(
                        HEADER
                                + line("2026-01-10T09:58:00Z", 999, 1000, 2000)
                                + line("2026-01-10T10:01:00Z", 3600, 1000, 2000),
                        STRICT);

        assertThat(differences(made)).containsExactly("s-1 AMBIGUOUS 2601");
        assertThat(made.summary().matched()).isOne();
        assertThat(made.summary().ambiguous()).isOne();
        assertThat(made.summary().inQuestion()).isEqualByComparingTo("0");
    }

    @Test
    void anotherNasIsAnotherSession() {
        oneHour();
        String columns = "nas,outputOctets,inputOctets,seconds,stop,start,session\n";

        assertThat(
                        differences(
                                reconcile(
                                        columns + "bras,2000,1000,3600,,2026-01-10T10:00:00Z,s-1\n",
                                        STRICT)))
                .isEmpty();
        assertThat(
                        differences(
                                reconcile(
                                        columns + "else,2000,1000,3600,,2026-01-10T10:00:00Z,s-1\n",
                                        STRICT)))
                .containsExactly("s-1 MISSING_THERE 3600", "s-1 MISSING_HERE -3600");
    }

    @Test
    void theAmountInQuestionIsByTheLinesAveragePrice() {
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");

        Reconciliation made =
                reconcile(
                        HEADER
                                + "s-1,2026-01-10T10:00:00Z,,1800,0,0\n"
                                + "s-3,2026-01-10T10:00:00Z,,600,0,0\n",
                        STRICT);

        assertThat(differences(made))
                .containsExactly(
                        "s-1 SECONDS 1800", "s-2 MISSING_THERE 3600", "s-3 MISSING_HERE -600");
        assertThat(made.summary().overbilled()).isEqualByComparingTo("9.00");
        assertThat(made.summary().underbilled()).isEqualByComparingTo("1.00");
    }

    @Test
    void ofASessionThatIsSplitTheOtherInvoicesPartIsTold() {
        world.session("2026-01-31T23:00:00Z", "2026-02-01T02:00:00Z", 10_800);
        world.closeDue("2026-02-01T03:00:00Z");
        world.closeDue("2026-03-01T00:00:00Z");

        Reconciliation made = reconcile(HEADER + "s-1,2026-01-31T23:00:00Z,,10800,0,0\n", STRICT);

        assertThat(differences(made)).containsExactly("s-1 SECONDS -7200");
        List<Difference> found =
                world.in(entities -> new Reconciler(entities).differences(made.id(), 0, 9));
        assertThat(found.get(0).elsewhereSeconds()).isEqualTo(7200);
    }

    @Test
    void aSessionWithoutAnIdIsMissingThere() {
        oneHour();
        world.sql("update rated_usage set acct_session_id = null");

        assertThat(differences(reconcile(HEADER, STRICT))).containsExactly("- MISSING_THERE 3600");
    }

    @Test
    void sessionsThatCannotBeToldApartAreRefused() {
        oneHour();
        String record = line("2026-01-10T10:00:00Z", 3600, 1000, 2000);

        assertThat(reconcile(HEADER + record.repeat(999), STRICT).summary().ambiguous())
                .isEqualTo(998);
        assertThatThrownBy(() -> reconcile(HEADER + record.repeat(1000), STRICT))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("more than 1000 sessions have the Acct-Session-Id 's-1'");
        assertThat(count("reconciliation")).isOne();
    }

    @Test
    void onlyAnIssuedInvoiceIsCompared() {
        oneHour();
        long note = world.in(e -> new InvoiceDesk(e).creditAll(1, "all wrong", NOW)).id();

        assertThatThrownBy(() -> reconcile(note, HEADER, STRICT))
                .hasMessageContaining("but this is a credit note");
        assertThatThrownBy(() -> reconcile(99, HEADER, STRICT))
                .hasMessage("there is no invoice 99");
        world.sql("update invoice set state = 'DRAFT' where id = 1");
        assertThatThrownBy(() -> reconcile(HEADER, STRICT))
                .hasMessageContaining("but this is a draft");
    }

    @Test
    void ofAFileWithAMalformedLineNothingIsKept() {
        oneHour();
        String good = line("2026-01-10T10:00:00Z", 3600, 1000, 2000);

        assertThatThrownBy(() -> reconcile(HEADER + good + "s-2\n", STRICT))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessage("line 3 must have 6 fields as the header, but has 1");
        assertThat(count("reconciliation")).isZero();
        assertThat(count("reconciliation_record")).isZero();
    }

    @Test
    void secondsAgreeWithinTheTolerance() {
        oneHour();
        Tolerance five = new Tolerance(5, BigDecimal.ZERO, BigDecimal.ZERO, 5);

        assertThat(
                        differences(
                                reconcile(
                                        HEADER + line("2026-01-10T10:00:00Z", 3595, 1000, 2000),
                                        five)))
                .isEmpty();
        assertThat(
                        differences(
                                reconcile(
                                        HEADER + line("2026-01-10T10:00:00Z", 3594, 1000, 2000),
                                        five)))
                .containsExactly("s-1 SECONDS 6");
    }
}
