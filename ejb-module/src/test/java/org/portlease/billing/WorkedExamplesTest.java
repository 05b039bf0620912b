package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;

/** What docs/billing.md shows is what comes out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkedExamplesTest {

    private static final Path PAGE = Path.of("../docs/billing.md");
    private static final int LEAST_EXAMPLES = 12;

    private final BillingWorld world =
            BillingWorld.priced("{'usage':[{'name':'Time','time':{'perHour':1}}]}", "");
    private final Map<String, UUID> sessions = new HashMap<>();

    @AfterAll
    void closeWorld() {
        world.close();
    }

    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(PAGE));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    static List<JsonObject> examples() throws IOException {
        return blocks("billing-example").stream().map(WorkedExamplesTest::read).toList();
    }

    private static JsonObject read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    @Test
    void eachExampleHasItsArithmetic() throws IOException {
        List<String> blocks = blocks("arithmetic");
        assertThat(blocks).hasSameSizeAs(examples()).hasSizeGreaterThanOrEqualTo(LEAST_EXAMPLES);
        assertThat(blocks)
                .allSatisfy(block -> assertThat(block.lines()).allMatch(Arithmetic::holds));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theInvoicesAreAsShown(JsonObject example) {
        sessions.clear();
        begin(example);
        example.getJsonArray("steps").forEach(step -> take(step.asJsonObject()));

        assertThat(world.lines())
                .containsExactlyElementsOf(
                        example.getJsonArray("lines").getValuesAs(JsonString::getString));
        if (example.containsKey("total")) {
            assertThat(world.invoices().get(0).total())
                    .isEqualByComparingTo(example.getJsonNumber("total").bigDecimalValue());
        }
    }

    private void begin(JsonObject example) {
        JsonObject contract =
                example.containsKey("contract")
                        ? example.getJsonObject("contract")
                        : JsonObject.EMPTY_JSON_OBJECT;
        String code = contract.getString("taxCode", "");
        world.renew(
                Map.of(LocalDate.EPOCH, example.getJsonObject("prices").toString()),
                "time_zone = '%s', billing_length = '%s', tax_code = %s"
                        .formatted(
                                contract.getString("timeZone", "UTC"),
                                contract.getString("cycle", "MONTHLY"),
                                code.isEmpty() ? "null" : "'" + code + "'"));
        if (!code.isEmpty()) {
            BigDecimal percent = example.getJsonNumber("taxPercent").bigDecimalValue();
            Tax tax = new Tax(TaxCategory.STANDARD, percent, null);
            world.database().run(entities -> new TaxBook(entities).set(code, LocalDate.EPOCH, tax));
        }
        world.openedAt(example.getString("from"));
    }

    private void take(JsonObject step) {
        String what = step.keySet().iterator().next();
        if (what.equals("close")) {
            world.closeDue(step.getString(what));
            return;
        }
        JsonObject told = step.getJsonObject(what);
        switch (what) {
            case "session" -> sessions.put(told.getString("name", ""), session(told));
            case "open" ->
                    sessions.put(
                            told.getString("name"),
                            world.open(told.getString("start"), told.getInt("seconds")));
            case "stop" ->
                    world.stopped(known(told), told.getString("stop"), told.getInt("seconds"));
            case "ports" -> ports(told);
            case "peak" -> peak(told);
            case "bill" -> bill(told);
            default -> throw new AssertionError("an example has the unknown step " + what);
        }
    }

    private UUID known(JsonObject told) {
        return Objects.requireNonNull(sessions.get(told.getString("name")));
    }

    private UUID session(JsonObject told) {
        return world.session(
                "Central",
                told.getBoolean("burst", false),
                null,
                told.getString("start"),
                told.getString("stop"),
                told.getInt("seconds"),
                told.getInt("input", 0),
                told.getInt("output", 0));
    }

    private void ports(JsonObject told) {
        world.sql(
                "update capacity set ports = "
                        + told.getInt("number")
                        + " where id = (select capacity_id from contract)");
        Instant at = Instant.parse(told.getString("at"));
        world.database().run(entities -> new PortAllocations(entities).notice(at));
    }

    private void peak(JsonObject told) {
        world.sql(
                "insert into port_peak (capacity_id, slot_at, most, last) values ("
                        + "(select capacity_id from contract), timestamp with time zone '%s', %d, %d)"
                                .formatted(
                                        told.getString("at"),
                                        told.getInt("most"),
                                        told.getInt("after")));
    }

    private void bill(JsonObject told) {
        world.database()
                .run(
                        entities ->
                                new Quarantine(entities)
                                        .bill(
                                                known(told),
                                                new Quarantine.Counters(
                                                        told.getInt("seconds"), 0, 0),
                                                "eve",
                                                Instant.parse("2026-02-05T00:00:00Z")));
    }
}
