package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageStatementTest {

    private static final String FLAT = "{'usage':[{'name':'Time','time':{'perHour':0.60}}]}";

    private static final String MANY =
            """
            {'perPort':7.13,'commitment':1000000,'roundUpToSeconds':60,
             'bands':[{'name':'day','from':'08:00','until':'20:00'}],
             'usage':[
              {'name':'Rural','when':{'popGroup':'rural'},
               'time':{'freeSeconds':7200,'tiers':[{'upToSeconds':40000,'perHour':0.97},
                 {'perHour':0.31}]},
               'traffic':{'direction':'OUTPUT','perGigabyte':0.0213}},
              {'name':'Day','when':{'band':'day'},
               'time':{'mode':'VOLUME','tiers':[{'upToSeconds':60000,'perHour':1.17},
                 {'upToSeconds':150000,'perHour':0.83},{'perHour':0.29}]},
               'connection':{'each':0.013}},
              {'name':'Night','time':{'perHour':0.07},
               'traffic':{'perGigabyte':0.11}}]}
            """;

    private BillingWorld world = BillingWorld.priced(FLAT, "");

    @AfterEach
    void closeWorld() {
        world.close();
    }

    private void use(BillingWorld other) {
        world.close();
        world = other;
    }

    private String statement(long invoice) {
        var out = new ByteArrayOutputStream();
        world.database()
                .run(
                        entities -> {
                            try {
                                new UsageStatement(entities).write(invoice, out);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<UsageTrail.Part> trail(UUID lease) {
        return world.in(entities -> new UsageTrail(entities).of(lease));
    }

    private List<String[]> rows(Invoice invoice) {
        return statement(invoice.id())
                .lines()
                .skip(2)
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[0].length() == 36)
                .toList();
    }

    @Test
    void aLineIsSharedOutToTheCent() {
        world.openedAt("2026-01-10T00:00:00Z");
        for (int i = 0; i < 3; i++) {
            world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 20);
        }
        world.closeDue("2026-02-01T00:00:00Z");

        assertThat(world.lines()).containsExactly("Time: 60 = 0.01");
        assertThat(rows(world.invoices().get(0)))
                .extracting(cells -> cells[10] + ": " + cells[12])
                .containsExactly("1: 0.00", "1: 0.01", "1: 0.00");
    }

    @Test
    void manySessionsAtManyPricesSumToTheInvoiceAndToItsLines() {
        use(BillingWorld.priced(MANY, ""));
        world.openedAt("2026-01-01T00:00:00Z");
        var random = new Random(20260101);
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant february = Instant.parse("2026-02-01T00:00:00Z");
        many(random, from, february, 300);
        world.closeDue("2026-02-01T00:00:00Z");
        many(random, from, february, 120); // late
        many(random, february, Instant.parse("2026-03-01T00:00:00Z"), 200);
        world.closeDue("2026-03-01T00:00:00Z");

        assertThat(world.invoices()).hasSize(2);
        assertThat(world.lines()).anyMatch(line -> line.startsWith("Day, late"));
        for (Invoice invoice : world.invoices()) {
            check(invoice);
        }
    }

    private void many(Random random, Instant from, Instant until, int sessions) {
        long length = until.getEpochSecond() - from.getEpochSecond() - 90_000;
        for (int i = 0; i < sessions; i++) {
            Instant start = from.plusSeconds(random.nextLong(length));
            long seconds = random.nextLong(random.nextInt(10) == 0 ? 90_000 : 4_000);
            world.session(
                    random.nextBoolean() ? "Hills" : "Central",
                    random.nextBoolean(),
                    null,
                    start.toString(),
                    start.plusSeconds(seconds).toString(),
                    seconds,
                    random.nextLong(5_000_000_000L),
                    random.nextLong(50_000_000_000L));
        }
    }

    /** Its rows sum to each line, the totals to the net, and the trails say the same. */
    private void check(Invoice invoice) {
        Map<Integer, BigDecimal> ofLine = new HashMap<>();
        Map<String, BigDecimal> ofSession = new HashMap<>();
        for (String[] cells : rows(invoice)) {
            BigDecimal price = new BigDecimal(cells[12]);
            assertThat(price.scale()).isEqualTo(2);
            ofLine.merge(
                    cells[10].isEmpty() ? 0 : Integer.parseInt(cells[10]), price, BigDecimal::add);
            ofSession.merge(cells[0], price, BigDecimal::add);
        }
        BigDecimal others = BigDecimal.ZERO;
        for (InvoiceLine line : invoice.lines()) {
            if (line.entry().isPresent()) {
                assertThat(ofLine.get(line.number())).isEqualByComparingTo(line.amount());
            } else {
                others = others.add(line.amount());
            }
        }
        BigDecimal rows = ofLine.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(rows.add(others)).isEqualByComparingTo(invoice.net());
        List<String> lines = statement(invoice.id()).lines().toList();
        String[] totals = lines.get(lines.size() - 1).split(",");
        assertThat(Arrays.asList(totals).subList(7, 10))
                .extracting(BigDecimal::new)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(rows, others, invoice.net());
        ofSession.entrySet().stream().limit(25).forEach(session -> checkTrail(invoice, session));
    }

    private void checkTrail(Invoice invoice, Map.Entry<String, BigDecimal> session) {
        BigDecimal sum =
                trail(UUID.fromString(session.getKey())).stream()
                        .filter(part -> part.invoiceId().getAsLong() == invoice.id())
                        .map(UsageTrail.Part::price)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(session.getValue());
    }

    @Test
    void whatIsOfNoSessionIsListedAsSuch() {
        use(
                BillingWorld.priced(
                        "{'commitment':50,'usage':[{'name':'T','time':{'perHour':1}}]}", ""));
        world.openedAt("2026-01-01T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");

        assertThat(statement(world.invoices().get(0).id()).lines())
                .contains("line,1,T,3600.000000000,SECOND,1.00,of sessions")
                .anyMatch(
                        line ->
                                line.startsWith("line,2,")
                                        && line.endsWith("49.00,not of sessions"))
                .last()
                .isEqualTo("totals,1,1,3600,3600,0,0,1.00,49.00,50.00");
    }

    @Test
    void usageWithoutAPriceIsStatedAsFree() {
        use(
                BillingWorld.priced(
                        "{'usage':[{'name':'Hills','when':{'popGroup':'rural'},"
                                + "'time':{'perHour':1}},{'name':'Free'}]}",
                        ""));
        world.openedAt("2026-01-01T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.session("Hills", false, null, "2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");

        assertThat(rows(world.invoices().get(0)))
                .extracting(cells -> cells[10] + ": " + cells[12])
                .containsExactly(": 0.00", "1: 1.00");
        assertThat(trail(new UUID(0, 1)))
                .singleElement()
                .satisfies(part -> assertThat(part.line()).isEmpty());
    }

    @Test
    void aTrailLeadsThroughEachInvoiceOfASession() {
        world.openedAt("2026-01-10T00:00:00Z");
        UUID session = world.open("2026-01-31T23:00:00Z", 1800);
        world.closeDue("2026-02-01T00:00:00Z");
        world.stopped(session, "2026-02-01T02:00:00Z", 10_800);
        world.closeDue("2026-03-01T00:00:00Z");

        assertThat(trail(session))
                .extracting(
                        part ->
                                part.number().orElseThrow()
                                        + " "
                                        + part.line().getAsInt()
                                        + (part.late() ? " late " : " ")
                                        + part.price())
                .containsExactly(
                        "2026-000001 1 0.30", "2026-000002 2 late 0.30", "2026-000002 1 1.20");
        assertThat(trail(new UUID(9, 9))).isEmpty();
    }

    @Test
    void onlyAnIssuedInvoiceIsStated() {
        use(BillingWorld.priced(FLAT, "'issueAutomatically':false"));
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");
        long draft = world.invoices().get(0).id();

        assertThatThrownBy(() -> statement(draft))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessage("usage is stated for issued invoices, but " + draft + " is a draft");
        assertThatThrownBy(() -> statement(99)).hasMessage("there is no invoice 99");
    }

    @Test
    void sessionsThatDoNotMakeTheLineAreFound() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");
        world.sql("update rated_usage set billed_seconds = 3599");

        assertThatThrownBy(() -> statement(world.invoices().get(0).id()))
                .hasMessageContaining("must have the quantity 3600, but have 3599");
    }

    @Test
    void theDocumentationsExampleIsWhatIsWritten() throws IOException {
        use(
                BillingWorld.priced(
                        "{'perPort':2,'usage':[{'name':'Time','time':{'perHour':0.60}}]}", ""));
        world.openedAt("2026-01-01T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600, 1000, 2000);
        world.session("2026-01-11T10:00:00Z", "2026-01-11T10:10:00Z", 600);
        world.closeDue("2026-02-01T00:00:00Z");

        assertThat(Files.readString(Path.of("..", "docs", "usage-files.md")))
                .contains(
                        "```\n"
                                + statement(world.invoices().get(0).id()).replace("\r\n", "\n")
                                + "```");
    }
}
