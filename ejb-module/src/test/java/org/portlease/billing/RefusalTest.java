package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;
import org.portlease.json.FieldException;

/** Bad input is refused with a sentence, and nothing is changed. January 2027 is closed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTest {

    private static final String PRICES =
            "{\"usage\":[{\"name\":\"Time\",\"time\":{\"perHour\":0.60}}]}";
    private static final Instant LATER = Instant.parse("2027-02-05T00:00:00Z");

    private final BillingWorld world =
            BillingWorld.priced("{'usage':[{'name':'Time','time':{'perHour':1}}]}", "");

    @AfterAll
    void closeWorld() {
        world.close();
    }

    @BeforeEach
    void januaryIsClosed() {
        world.renew(Map.of(LocalDate.EPOCH, PRICES), "tax_code = 'VAT'");
        rate("2020-01-01", "19");
        world.openedAt("2027-01-10T00:00:00Z");
        world.session("2027-01-10T10:00:00Z", "2027-01-10T11:00:00Z", 3600);
        world.closeDue("2027-02-01T00:00:00Z");
    }

    private long count(String table) {
        return world.in(
                entities ->
                        ((Number)
                                        entities.createNativeQuery("select count(*) from " + table)
                                                .getSingleResult())
                                .longValue());
    }

    private void publish(String from, String until, String prices) {
        world.database()
                .run(
                        entities -> {
                            var book = new TariffBook(entities);
                            book.publish(
                                    book.named("T").orElseThrow(),
                                    LocalDate.parse(from),
                                    "-".equals(until) ? null : LocalDate.parse(until),
                                    prices);
                        });
    }

    private void rate(String from, String percent) {
        world.database()
                .run(
                        entities ->
                                new TaxBook(entities)
                                        .set(
                                                "VAT",
                                                LocalDate.parse(from),
                                                new Tax(
                                                        TaxCategory.STANDARD,
                                                        new BigDecimal(percent),
                                                        null)));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-01, -, is closed",
        "2026-06-01, -, is closed",
        "2026-06-01, 2026-07-01, is closed",
        "1970-01-01, -, would overlap",
        "2027-03-01, 2027-03-01, must end after",
        "2027-03-01, 2027-02-01, must end after"
    })
    void pricesThatWouldAlterWhatIsClosedOrOverlapAreRefused(
            String from, String until, String sentence) {
        assertThatThrownBy(() -> publish(from, until, PRICES))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining(sentence);

        assertThat(count("tariff_version where valid_until is null")).isEqualTo(1);
        assertThat(count("tariff_version")).isEqualTo(1);
    }

    @Test
    void pricesThatOverlapAVersionOfLaterAreRefused() {
        publish("2027-04-01", "2027-06-01", PRICES);

        assertThatThrownBy(() -> publish("2027-03-01", "2027-05-01", PRICES))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("would overlap");
        assertThat(count("tariff_version")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|1 to 100 prices",
                "nonsense|expected a JSON object",
                "{\"usage\":[{\"name\":\"T\",\"time\":{\"perHour\":-1}}]}|expected 0 to",
                "{\"usage\":[{\"name\":\"T\",\"time\":{\"perHour\":1e12}}]}|expected 0 to",
                "{\"usage\":[{\"name\":\"T\",\"time\":{\"perHour\":0.0000001}}]}|6 digits",
                "{\"usage\":[{\"name\":\"T\",\"time\":{}}]}|either this price or tiers",
                "{\"usage\":[{\"name\":\"T\",\"when\":{\"burst\":true}}]}|no condition",
                "{\"perPort\":-1,\"usage\":[{\"name\":\"T\"}]}|expected 0 to",
                "{\"roundUpToSeconds\":0,\"usage\":[{\"name\":\"T\"}]}|rounding step"
            })
    void absurdPricesAreRefused(String prices, String sentence) {
        assertThatThrownBy(() -> publish("2027-03-01", "-", prices))
                .isInstanceOf(FieldException.class)
                .hasMessageContaining(sentence);
        assertThat(count("tariff_version")).isEqualTo(1);
    }

    @Test
    void aTariffInAnotherCurrencyOrForAClosedPeriodIsNotAssigned() {
        Contract contract = world.contract();
        world.database()
                .run(
                        entities -> {
                            new TariffBook(entities).create("D", Currency.getInstance("USD"));
                            new TariffBook(entities).create("E", Currency.getInstance("EUR"));
                        });

        assertThatThrownBy(() -> assign(contract, "D", "2027-03-01"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessage("the contract is in EUR, but the tariff 'D' is in USD");
        assertThatThrownBy(() -> assign(contract, "E", "2027-01-01"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> assign(contract, "E", "1970-01-01"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("already");
        assertThat(count("contract_tariff")).isEqualTo(1);
    }

    private void assign(Contract contract, String tariff, String from) {
        world.database()
                .run(
                        entities -> {
                            var book = new TariffBook(entities);
                            book.assign(
                                    contract,
                                    book.named(tariff).orElseThrow(),
                                    LocalDate.parse(from));
                        });
    }

    @Test
    void aTaxIsNotChangedForWhatIsClosed() {
        assertThatThrownBy(() -> rate("2027-01-15", "20"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("can't change");
        assertThatThrownBy(() -> rate("2020-01-01", "20"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("already");
        rate("2027-02-01", "20");
        assertThat(count("tax_rate")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "100.5", "19.0001"})
    void anAbsurdTaxIsRefused(String percent) {
        assertThatThrownBy(() -> rate("2027-06-01", percent))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(count("tax_rate")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, EUR, an amount that can be paid",
        "0.001, EUR, an amount that can be paid",
        "1000000001, EUR, an amount that can be paid",
        "1, USD, the contract is in EUR"
    })
    void anAbsurdChargeIsRefused(String amount, String currency, String sentence) {
        assertThatThrownBy(() -> charge(amount, currency, Optional.empty()))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining(sentence);
        assertThatThrownBy(() -> charge("1", "EUR", Optional.of("X")))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessage("no tax has the code 'X'");
        assertThat(count("one_off_charge")).isZero();
    }

    private void charge(String amount, String currency, Optional<String> code) {
        Contract contract = world.contract();
        world.in(
                entities ->
                        new InvoiceDesk(entities)
                                .charge(
                                        contract,
                                        LATER,
                                        "Router",
                                        Money.of(new BigDecimal(amount), currency),
                                        code,
                                        "eve"));
    }

    @Test
    void aSessionThatDoesNotWaitIsNotDecidedAndACounterIsNeverAbsurd() {
        assertThatThrownBy(
                        () ->
                                world.database()
                                        .run(
                                                entities ->
                                                        new Quarantine(entities)
                                                                .discard(
                                                                        new UUID(7, 7),
                                                                        "eve",
                                                                        LATER)))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("waits for a decision");
        assertThatThrownBy(() -> new Quarantine.Counters(-1, 0, 0))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("no negative octets");
    }
}
