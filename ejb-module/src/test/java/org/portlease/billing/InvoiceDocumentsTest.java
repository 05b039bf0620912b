package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.export.En16931;
import org.portlease.invoice.InvoiceDocument;

/** Invoices that billing has made, as files. */
class InvoiceDocumentsTest {

    private static final String PARTY =
            "{'name':'%s','legalId':'HRB 1','vatId':'DE123456789','city':'Berlin','country':'DE'}";
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2026, 12, 31);

    private final BillingWorld world =
            BillingWorld.with(
                    "'tariff':'T','billing':{'closeDelaySeconds':0,'taxCode':'VAT'}",
                    "'seller':"
                            + String.format(PARTY, "Master")
                            + ",'taxRates':[{'code':'VAT','percent':19},"
                            + "{'code':'VAT','from':'2026-02-01','percent':16}],"
                            + "'tariffs':[{'name':'T','versions':[{'prices':{'perPort':2,"
                            + "'usage':[{'name':'Time','time':{'perHour':0.60}}]}}]}]");

    @BeforeEach
    void bill() {
        world.sql(
                "update provider set party = '"
                        + String.format(PARTY, "North").replace('\'', '"')
                        + "'");
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");
        world.session("2026-01-20T10:00:00Z", "2026-01-20T11:00:00Z", 7200);
        world.session("2026-01-20T10:00:00Z", "2026-01-20T12:00:00Z", 7200);
        world.closeDue("2026-03-01T00:00:00Z");
        long first = world.invoices().get(0).id();
        world.database()
                .run(
                        entities ->
                                new InvoiceDesk(entities)
                                        .creditAll(
                                                first,
                                                "a mistake",
                                                Instant.parse("2026-03-02T00:00:00Z")));
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    private InvoiceDocument document(int index) {
        long id = world.invoices().get(index).id();
        return world.in(
                entities -> new InvoiceDocuments(entities).of(entities.find(Invoice.class, id)));
    }

    @Test
    void whatWasBilledConformsToEn16931() {
        for (int i = 0; i < 3; i++) {
            En16931.assertValid(En16931.ubl(document(i)));
        }
    }

    @Test
    void aLateLineIsOfItsOwnPeriodAndTaxedByItsTime() {
        InvoiceDocument second = document(1);

        assertThat(second.lines().get(1).late().orElseThrow().firstDay()).isEqualTo(FIRST);
        assertThat(second.lines())
                .extracting(line -> line.tax().percent().toPlainString())
                .containsExactly("16", "19");
        assertThat(second.taxes()).hasSize(2);
        assertThat(second.tax()).isEqualByComparingTo("1.51"); // 16 % of 8.00, 19 % of 1.20
    }

    @Test
    void aCreditNoteNamesWhatItTakesBackFrom() {
        InvoiceDocument note = document(2);

        assertThat(note.number()).isEqualTo("C2026-000001");
        assertThat(note.corrects().orElseThrow().number()).isEqualTo("2026-000001");
        assertThat(note.total()).isEqualByComparingTo(document(0).total());
        assertThat(world.invoices().get(0).state()).isEqualTo(Invoice.State.CREDITED);
        assertThat(world.capacity().credit().owed()).isEqualByComparingTo(document(1).total());
    }

    @Test
    void manyAreWrittenAsJsonAndCsv() throws IOException {
        assertThat(exported(InvoiceExport.Format.JSON))
                .contains("\"2026-000001\"", "\"2026-000002\"", "\"C2026-000001\"");
        assertThat(exported(InvoiceExport.Format.CSV).lines()).hasSize(7);
    }

    private String exported(InvoiceExport.Format format) throws IOException {
        var out = new ByteArrayOutputStream();
        world.database()
                .run(
                        entities -> {
                            try {
                                new InvoiceExport(entities).write(format, FIRST, LAST, out);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whoWasNotNamedWhenItWasIssuedIsMissed() {
        world.sql("update invoice set buyer = null");

        assertThatThrownBy(() -> document(0))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("nobody had said who buys");
    }
}
