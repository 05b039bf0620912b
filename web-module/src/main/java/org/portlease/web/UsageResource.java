package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.UsageExport;
import org.portlease.billing.UsageFormat;
import org.portlease.billing.UsageQuery;
import org.portlease.billing.UsageRecords;
import org.portlease.billing.UsageRow;
import org.portlease.billing.UsageStatements;
import org.portlease.billing.UsageTrail;
import org.portlease.web.api.Call;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;
import org.portlease.web.api.Streamed;

/** Closed sessions: what is billed. */
@Path("usage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Usage")
public class UsageResource {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final Map<MediaType, UsageFormat.Kind> FORMS = forms();
    private static final Duration LONGEST_SCAN = Duration.ofDays(31);

    @Inject private Streamed streamed;
    @Inject private Call call;
    @Inject private ClientRows rows;
    @Inject private Clock clock;
    @Inject private References references;
    @Inject private UsageRecords records;
    @Inject private UsageExport export;
    @Inject private UsageStatements statements;

    private static Map<MediaType, UsageFormat.Kind> forms() {
        Map<MediaType, UsageFormat.Kind> forms = new LinkedHashMap<>();
        forms.put(MediaType.valueOf(CSV), UsageFormat.Kind.CSV);
        forms.put(MediaType.APPLICATION_JSON_TYPE, UsageFormat.Kind.JSON);
        forms.put(MediaType.valueOf(NDJSON), UsageFormat.Kind.NDJSON);
        return forms;
    }

    /** Whose sessions. */
    enum Owner {
        CLIENT,
        OWN
    }

    /** Which sessions are asked for. */
    public static class Wanted {

        @Parameter(description = "Of the contracts of the provider of this name")
        @QueryParam("provider")
        @Nullable String provider;

        @Parameter(description = "Of this contract, by its id")
        @QueryParam("contract")
        @Nullable Long contract;

        @Parameter(description = "At the point of presence of this name; needs from")
        @QueryParam("pop")
        @Nullable String pop;

        @Parameter(description = "At the NAS of this name; needs from")
        @QueryParam("nas")
        @Nullable String nas;

        @Parameter(description = "CLIENT for clients' sessions alone, OWN for the master's own")
        @QueryParam("owner")
        @Nullable String owner;

        @Parameter(description = "That stopped then or later: 2026-01-01T00:00:00Z")
        @QueryParam("from")
        @Nullable String from;

        @Parameter(description = "That stopped before: 2026-02-01T00:00:00Z")
        @QueryParam("until")
        @Nullable String until;
    }

    /** As it is shown. */
    @Schema(name = "UsageRecord")
    public record View(
            @Schema(examples = "019d9095-5900-7a31-9c52-6f1d20c3b4e5") UUID session,
            @Schema(examples = "3", description = "Absent for the master's own subscribers")
                    @Nullable Long contract,
            @Schema(examples = "17", description = "The master's own; absent for a client's")
                    @Nullable Long subscriber,
            @Schema(examples = "0000A1B2") @Nullable String acctSessionId,
            @Schema(examples = "bras-1") String nas,
            @Schema(examples = "Berlin") String pop,
            @Schema(examples = "15", description = "NAS-Port-Type") @Nullable Integer portType,
            @Schema(examples = "2026-01-10T10:00:00Z") Instant startedAt,
            @Schema(examples = "2026-01-10T11:00:00Z") Instant stoppedAt,
            @Schema(examples = "3600") long seconds,
            @Schema(examples = "1000", description = "From the subscriber") long inputOctets,
            @Schema(examples = "2000", description = "To the subscriber") long outputOctets,
            @Schema(examples = "1", description = "Acct-Terminate-Cause")
                    @Nullable Integer terminateCause,
            @Schema(examples = "STOP", description = "Or how its end was found out")
                    String endCause,
            @Schema(examples = "false", description = "While no Stop has said how long it lasted")
                    boolean estimated,
            @Schema(examples = "false", description = "Above the contract's ports") boolean burst,
            @Schema(examples = "false", description = "Known from accounting alone")
                    boolean withoutAdmission) {

        static View of(UsageRow row) {
            return new View(
                    row.session(),
                    row.contract(),
                    row.subscriber(),
                    row.acctSessionId(),
                    row.nas(),
                    row.pop(),
                    row.portType(),
                    row.startedAt(),
                    row.stoppedAt(),
                    row.seconds(),
                    row.inputOctets(),
                    row.outputOctets(),
                    row.terminateCause(),
                    row.endCause(),
                    row.estimated(),
                    row.burst(),
                    row.withoutAdmission());
        }
    }

    /** What an invoice has of a session. */
    @Schema(name = "InvoicedUsage")
    public record Part(
            @Schema(examples = "42", description = "Absent where its period came to nothing")
                    @Nullable Long invoice,
            @Schema(examples = "2026-000001", description = "Absent while it is a draft")
                    @Nullable String number,
            @Schema(examples = "2", description = "Absent where nothing is charged for this part")
                    @Nullable Integer line,
            @Schema(examples = "false", description = "Used in a period that was closed before")
                    boolean late,
            @Schema(examples = "3600") long seconds,
            @Schema(examples = "3600", description = "Rounded as the tariff says")
                    long billedSeconds,
            @Schema(examples = "1000") long inputOctets,
            @Schema(examples = "2000") long outputOctets,
            @Schema(examples = "0.60", description = "Net") BigDecimal price,
            @Schema(examples = "EUR") String currency) {

        static Part of(UsageTrail.Part part, String currency) {
            return new Part(
                    part.invoiceId().isPresent() ? part.invoiceId().getAsLong() : null,
                    part.number().orElse(null),
                    part.line().isPresent() ? part.line().getAsInt() : null,
                    part.late(),
                    part.seconds(),
                    part.billedSeconds(),
                    part.inputOctets(),
                    part.outputOctets(),
                    part.price(),
                    currency);
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "Closed sessions in the order of their stops (sort: stoppedAt, -stoppedAt)")
    public List<View> list(@BeanParam Pages pages, @BeanParam Wanted wanted) {
        return Pages.shown(call, records.page(pages.request(), query(wanted)), View::of);
    }

    @GET
    @Path("export")
    @Produces({CSV, MediaType.APPLICATION_JSON, NDJSON})
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "All sessions that stopped in some time, as one file",
            description = "Contract by contract, each in the order of its stops.")
    @APIResponse(
            responseCode = "200",
            description = "A session a line, or all as an array",
            content = {
                @Content(mediaType = CSV),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = View.class)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = View.class))
            })
    public Response export(
            @BeanParam Wanted wanted,
            @Parameter(description = "CSV, JSON or NDJSON; else as Accept says")
                    @QueryParam("format")
                    @Nullable String format,
            @Context HttpHeaders headers) {
        Asked.requiredInstant("from", wanted.from);
        Asked.requiredInstant("until", wanted.until);
        UsageQuery query = query(wanted);
        UsageFormat.Kind kind = Asked.form(format, headers, FORMS);
        return streamed.of(
                Asked.typeOf(kind, FORMS),
                "usage." + kind.name().toLowerCase(java.util.Locale.ROOT),
                out -> export.write(kind, query, out));
    }

    @GET
    @Path("{session}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "A closed session")
    public View get(@PathParam("session") UUID session) {
        return View.of(known(session));
    }

    @GET
    @Path("{session}/invoices")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "Which invoices have a session, and how much of it")
    public List<Part> invoices(@PathParam("session") UUID session) {
        UsageRow row = known(session);
        if (row.contract() == null) {
            return List.of();
        }
        String currency = rows.contract(row.contract()).currency().getCurrencyCode();
        return statements.invoicesOf(session).stream()
                .map(part -> Part.of(part, currency))
                .toList();
    }

    private UsageRow known(UUID session) {
        UsageRow row =
                records.find(session)
                        .orElseThrow(() -> ProblemException.unknown("usage record", session));
        if (row.contract() != null) {
            rows.check("usage record", session, row.contract());
        } else if (!rows.seeAll()) {
            throw ProblemException.unknown("usage record", session);
        }
        return row;
    }

    private UsageQuery query(Wanted wanted) {
        Optional<Owner> owner = Asked.choice("owner", wanted.owner, Owner.class);
        Optional<Instant> from = Asked.instant("from", wanted.from);
        Optional<Instant> until = Asked.instant("until", wanted.until);
        requireBounds(wanted, from, until);
        boolean ownWanted =
                rows.seeAll()
                        && wanted.provider == null
                        && wanted.contract == null
                        && owner.filter(Owner.CLIENT::equals).isEmpty();
        boolean clientsWanted = owner.filter(Owner.OWN::equals).isEmpty();
        return new UsageQuery(
                clientsWanted
                        ? rows.contracts(wanted.provider, wanted.contract)
                        : Optional.of(List.of()),
                ownWanted,
                references.popFilter(wanted.pop),
                references.nasFilter(wanted.nas),
                from,
                until);
    }

    /** No index knows where a session was: what was between is looked at, row by row. */
    private void requireBounds(Wanted wanted, Optional<Instant> from, Optional<Instant> until) {
        if (wanted.pop == null && wanted.nas == null) {
            return;
        }
        Instant begin =
                from.orElseThrow(
                        () -> ProblemException.of("from", "must be given where pop or nas is"));
        if (begin.isBefore(until.orElseGet(clock::instant).minus(LONGEST_SCAN))) {
            throw ProblemException.of(
                    "from",
                    "must be at most "
                            + LONGEST_SCAN.toDays()
                            + " days before until where pop or nas is given");
        }
    }
}
