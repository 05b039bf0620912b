package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.Invoices;
import org.portlease.settlement.Difference;
import org.portlease.settlement.Reconciliation;
import org.portlease.settlement.ReconciliationSummary;
import org.portlease.settlement.Settlement;
import org.portlease.settlement.SettlementBook;
import org.portlease.settlement.Tolerance;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Invoices compared with clients' own records. */
@Path("reconciliations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public class ReconciliationsResource {

    private static final String KIND = "reconciliation";
    private static final String CSV = "text/csv";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private ClientRows rows;
    @Inject private Invoices invoices;
    @Inject private Settlement settlement;
    @Inject private SettlementBook book;

    /** What of an invoice, and how closely. */
    public static class Wanted {

        @Parameter(description = "The invoice's id", required = true)
        @QueryParam("invoice")
        @Nullable Long invoice;

        @Parameter(description = "Seconds that a session's length may differ by, 0 to 86400")
        @QueryParam("seconds")
        @DefaultValue("1")
        long seconds;

        @Parameter(description = "Per cent of our seconds that it may differ by, 0 to 100")
        @QueryParam("percent")
        @DefaultValue("0")
        @Nullable BigDecimal percent;

        @Parameter(description = "Per cent of our octets that each direction may differ by")
        @QueryParam("octetsPercent")
        @DefaultValue("0")
        @Nullable BigDecimal octetsPercent;

        @Parameter(description = "Minutes that the starts may be apart, 0 to 1440")
        @QueryParam("startMinutes")
        @DefaultValue("5")
        int startMinutes;

        Tolerance tolerance() {
            return new Tolerance(seconds, orZero(percent), orZero(octetsPercent), startMinutes);
        }

        private static BigDecimal orZero(@Nullable BigDecimal value) {
            return Objects.requireNonNullElse(value, BigDecimal.ZERO);
        }
    }

    /** How closely it was compared. */
    @Schema(name = "Tolerance")
    public record ToleranceView(
            @Schema(examples = "5") long seconds,
            @Schema(examples = "1") BigDecimal percent,
            @Schema(examples = "1") BigDecimal octetsPercent,
            @Schema(examples = "5") int startMinutes) {

        static ToleranceView of(Tolerance tolerance) {
            return new ToleranceView(
                    tolerance.seconds(),
                    tolerance.percent(),
                    tolerance.octetsPercent(),
                    tolerance.startMinutes());
        }
    }

    /** What came of it, in numbers; amounts are net. */
    @Schema(name = "ReconciliationSummary")
    public record SummaryView(
            @Schema(examples = "2", description = "Pairs that agree") long matched,
            @Schema(examples = "2", description = "Pairs that do not") long differing,
            @Schema(examples = "1", description = "Ours that they do not have") long missingThere,
            @Schema(examples = "1", description = "Theirs that are not billed") long missingHere,
            @Schema(examples = "1", description = "Theirs that another fits better") long ambiguous,
            @Schema(examples = "5") long ourSessions,
            @Schema(examples = "23400") BigInteger ourSeconds,
            @Schema(examples = "116602000") BigInteger ourOctets,
            @Schema(examples = "6") long theirSessions,
            @Schema(examples = "14938") BigInteger theirSeconds,
            @Schema(examples = "117004020") BigInteger theirOctets,
            @Schema(examples = "1.80", description = "Billed too much, by their records")
                    BigDecimal overbilled,
            @Schema(examples = "0.10", description = "Billed too little") BigDecimal underbilled) {

        static SummaryView of(ReconciliationSummary summary) {
            return new SummaryView(
                    summary.matched(),
                    summary.differing(),
                    summary.missingThere(),
                    summary.missingHere(),
                    summary.ambiguous(),
                    summary.ourSessions(),
                    summary.ourSeconds(),
                    summary.ourOctets(),
                    summary.theirSessions(),
                    summary.theirSeconds(),
                    summary.theirOctets(),
                    summary.overbilled(),
                    summary.underbilled());
        }
    }

    /** What a side has counted. */
    @Schema(name = "ReconciliationCounters")
    public record CountersView(
            @Schema(examples = "3600") long seconds,
            @Schema(examples = "1000") long inputOctets,
            @Schema(examples = "2000") long outputOctets) {

        static CountersView of(Difference.Counters counters) {
            return new CountersView(
                    counters.seconds(), counters.inputOctets(), counters.outputOctets());
        }
    }

    /** As it is shown. */
    @Schema(name = "Reconciliation")
    public record View(
            @Schema(examples = "6") long id,
            @Schema(examples = "42") long invoice,
            @Schema(
                            examples =
                                    "154198914f9826f1171a6f8ce0d83f1e2e1fc9d451fb4649970936411280989d",
                            description = "SHA-256 of the client's file")
                    String fileSha256,
            ToleranceView tolerance,
            @Schema(examples = "alice") String madeBy,
            @Schema(examples = "2026-02-10T09:00:00Z") Instant madeAt,
            SummaryView summary,
            @Schema(examples = "1.20", description = "Net, what both sides see differently")
                    BigDecimal inQuestion) {

        static View of(Reconciliation made) {
            return new View(
                    made.id(),
                    made.invoiceId(),
                    made.fileSha256(),
                    ToleranceView.of(made.tolerance()),
                    made.madeBy(),
                    made.madeAt(),
                    SummaryView.of(made.summary()),
                    made.summary().inQuestion());
        }
    }

    /** A difference, as it is shown. */
    @Schema(name = "ReconciliationDifference")
    public record DifferenceView(
            @Schema(examples = "1") long number,
            @Schema(examples = "SECONDS") Difference.Kind kind,
            @Schema(examples = "0000A1B2", description = "Acct-Session-Id")
                    @Nullable String acctSessionId,
            @Schema(examples = "bras-1") @Nullable String nas,
            @Schema(examples = "2026-01-10T10:00:00Z") Instant startedAt,
            @Schema(
                            examples = "019d9095-5900-7a31-9c52-6f1d20c3b4e5",
                            description = "Ours; absent where it is missing here")
                    @Nullable UUID session,
            @Schema(
                            examples = "17",
                            description = "Theirs, of their file; absent where missing there")
                    @Nullable Long line,
            @Nullable CountersView ours,
            @Nullable CountersView theirs,
            @Schema(examples = "0", description = "That other invoices bill of the session")
                    long elsewhereSeconds,
            @Schema(examples = "0.30", description = "Net; negative where they have more")
                    BigDecimal amount) {

        static DifferenceView of(Difference difference) {
            return new DifferenceView(
                    difference.number(),
                    difference.kind(),
                    difference.session().orElse(null),
                    difference.nas().orElse(null),
                    difference.startedAt(),
                    difference.lease().orElse(null),
                    difference.line().isPresent() ? difference.line().getAsLong() : null,
                    difference.ours().map(CountersView::of).orElse(null),
                    difference.theirs().map(CountersView::of).orElse(null),
                    difference.elsewhereSeconds(),
                    difference.amount());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Comparisons that were made, by id")
    public List<View> list(@BeanParam Pages pages, @QueryParam("invoice") @Nullable Long invoice) {
        return Pages.shown(
                call,
                book.reconciliations(pages.request(), Optional.ofNullable(invoice)),
                View::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "What came of a comparison")
    public View get(@PathParam("id") long id) {
        return View.of(known(id));
    }

    @GET
    @Path("{id}/differences")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "What differs, in the order of the Acct-Session-Ids")
    public List<DifferenceView> differences(@PathParam("id") long id, @BeanParam Pages pages) {
        known(id);
        return Pages.shown(call, book.differences(pages.request(), id), DifferenceView::of);
    }

    @POST
    @Consumes(CSV)
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Compares an issued invoice with its client's own records",
            description = "The file as the page on settlement has it: read whole, or not at all.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = CSV,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            examples =
                                                    """
                                                    session,start,seconds,inputOctets,outputOctets
                                                    s-1,2026-01-10T10:00:00Z,3600,1000,2000
                                                    """)))
    public View create(@BeanParam Wanted wanted, InputStream body, @Context UriInfo at)
            throws IOException {
        long invoice = requireInvoice(wanted);
        Tolerance tolerance = wanted.tolerance();
        // a file first: who sends slowly must hold up no other change
        java.nio.file.Path file = Files.createTempFile("portlease-reconciliation", ".csv");
        try {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            return changes.create(
                    Of.MUCH_RECORDS, KIND, at, () -> compare(invoice, file, tolerance), View::id);
        } finally {
            Files.delete(file);
        }
    }

    private View compare(long invoice, java.nio.file.Path file, Tolerance tolerance) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return View.of(settlement.reconcile(invoice, in, tolerance, rows.who()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long requireInvoice(Wanted wanted) {
        Long invoice = wanted.invoice;
        if (invoice == null) {
            throw ProblemException.of("invoice", "must be given");
        }
        if (invoices.find(invoice).isEmpty()) {
            throw ProblemException.of("invoice", "there is no invoice " + invoice);
        }
        return invoice;
    }

    private Reconciliation known(long id) {
        return book.reconciliation(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }
}
