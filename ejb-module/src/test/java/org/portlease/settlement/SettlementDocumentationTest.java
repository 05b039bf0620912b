package org.portlease.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.portlease.billing.BillingWorld;

/** The examples of docs/settlement.md are what comes out. */
class SettlementDocumentationTest {

    private static final Path PAGE = Path.of("..", "docs", "settlement.md");

    @Test
    void theReconciliationsExampleComesOutAsItSays() throws IOException {
        String page = Files.readString(PAGE);
        try (BillingWorld world =
                BillingWorld.priced("{'usage':[{'name':'Time','time':{'perHour':0.60}}]}", "")) {
            world.openedAt("2026-01-01T00:00:00Z");
            table(page, "| session | start |")
                    .forEach(
                            row ->
                                    world.session(
                                            row.get(1),
                                            row.get(2),
                                            Long.parseLong(row.get(3)),
                                            Long.parseLong(row.get(4)),
                                            Long.parseLong(row.get(5))));
            world.closeDue("2026-02-01T00:00:00Z");
            String csv = page.split("```csv\n", -1)[1].split("```", -1)[0];
            Reconciliation made = reconcile(world, csv);
            List<Difference> differences =
                    world.in(e -> new Reconciler(e).differences(made.id(), 0, 99));

            assertThat(differences.stream().map(SettlementDocumentationTest::row).toList())
                    .isEqualTo(table(page, "| session | kind |"));
            assertThat(page.replace("\n", " ")).contains(summary(made.summary()));
        }
    }

    private static Reconciliation reconcile(BillingWorld world, String csv) {
        return world.in(
                entities ->
                        new Reconciler(entities)
                                .reconcile(
                                        1,
                                        new ByteArrayInputStream(
                                                csv.getBytes(StandardCharsets.UTF_8)),
                                        new Tolerance(5, BigDecimal.ONE, BigDecimal.ONE, 5),
                                        "eve",
                                        Instant.parse("2026-02-02T00:00:00Z")));
    }

    private static List<String> row(Difference difference) {
        return List.of(
                difference.session().orElseThrow(),
                difference.kind().name(),
                seconds(difference.ours()),
                seconds(difference.theirs()),
                Long.toString(difference.seconds()),
                difference.amount().setScale(2, RoundingMode.UNNECESSARY).toPlainString());
    }

    private static String seconds(Optional<Difference.Counters> counters) {
        return counters.map(known -> Long.toString(known.seconds())).orElse("-");
    }

    private static String summary(ReconciliationSummary summary) {
        return String.format(
                "Summary: %d pairs agree, %d differ; we have %d sessions of %d s, they have %d of"
                        + " %d s; by their records %.2f EUR are billed too much and %.2f EUR too"
                        + " little: %.2f EUR are in question.",
                summary.matched(),
                summary.differing(),
                summary.ourSessions(),
                summary.ourSeconds(),
                summary.theirSessions(),
                summary.theirSeconds(),
                summary.overbilled(),
                summary.underbilled(),
                summary.inQuestion());
    }

    @Test
    void theNettingsExampleComesOutAsItSays() throws IOException {
        List<List<String>> expected = table(Files.readString(PAGE), "| side | invoice |");
        try (NettingWorld world = new NettingWorld()) {
            for (List<String> row : expected) {
                if (row.get(0).equals("ours")) {
                    world.ours(row.get(2));
                } else {
                    world.theirs(row.get(1), "2026-02-05", row.get(2));
                }
            }

            List<List<String>> items = new ArrayList<>();
            for (NettingItem item : world.settle("netting").items()) {
                items.add(
                        Stream.of(item.openBefore(), item.setOff(), item.openAfter())
                                .map(amount -> amount.setScale(2, RoundingMode.UNNECESSARY))
                                .map(BigDecimal::toPlainString)
                                .toList());
            }

            assertThat(items).isEqualTo(expected.stream().map(row -> row.subList(2, 5)).toList());
        }
    }

    /** The rows of the page's table whose header begins so, cell by cell. */
    private static List<List<String>> table(String page, String header) {
        List<List<String>> rows =
                page.substring(page.indexOf(header))
                        .lines()
                        .takeWhile(line -> line.startsWith("|"))
                        .skip(2)
                        .map(line -> Arrays.stream(line.split("\\|")).skip(1))
                        .map(cells -> cells.map(String::strip).toList())
                        .toList();
        assertThat(rows).as("the table %s", header).isNotEmpty();
        return rows;
    }
}
