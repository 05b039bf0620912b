package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.Invoice;
import org.portlease.billing.InvoiceExport;
import org.portlease.billing.InvoiceFiles;
import org.portlease.billing.Invoices;
import org.portlease.billing.UsageStatements;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;
import org.portlease.web.api.Streamed;

/** Invoices as files: documents, usage statements, and all of some days. */
@Path("invoices")
@Tag(name = "Invoices")
public class InvoiceFilesResource {

    private static final String KIND = "invoice";
    private static final String UBL = MediaType.APPLICATION_XML;
    private static final String CSV = "text/csv";
    private static final String DOCUMENT =
            "{\"kind\": \"INVOICE\", \"number\": \"2026-0017\", \"issuedOn\": \"2026-03-02\","
                    + " \"currency\": \"EUR\"}";
    private static final Map<MediaType, InvoiceFiles.Form> FORMS = forms();
    private static final Map<MediaType, InvoiceExport.Format> EXPORTS = exports();

    @Inject private Streamed streamed;
    @Inject private ClientRows rows;
    @Inject private Invoices invoices;
    @Inject private InvoiceFiles files;
    @Inject private UsageStatements statements;

    private static Map<MediaType, InvoiceFiles.Form> forms() {
        Map<MediaType, InvoiceFiles.Form> forms = new LinkedHashMap<>();
        forms.put(MediaType.APPLICATION_XML_TYPE, InvoiceFiles.Form.UBL);
        forms.put(MediaType.APPLICATION_JSON_TYPE, InvoiceFiles.Form.JSON);
        forms.put(MediaType.valueOf(CSV), InvoiceFiles.Form.CSV);
        return forms;
    }

    private static Map<MediaType, InvoiceExport.Format> exports() {
        Map<MediaType, InvoiceExport.Format> exports = new LinkedHashMap<>();
        exports.put(MediaType.APPLICATION_JSON_TYPE, InvoiceExport.Format.JSON);
        exports.put(MediaType.valueOf(CSV), InvoiceExport.Format.CSV);
        return exports;
    }

    @GET
    @Path("{id}/document")
    @Produces({UBL, MediaType.APPLICATION_JSON, CSV})
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "An issued invoice or credit note as a document",
            description = "UBL 2.1 as EN 16931 wants it, JSON or CSV.")
    @APIResponse(
            responseCode = "200",
            description = "The document",
            content = {
                @Content(mediaType = UBL),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.OBJECT),
                        example = DOCUMENT),
                @Content(mediaType = CSV)
            })
    public Response document(
            @PathParam("id") long id,
            @Parameter(description = "UBL, JSON or CSV; else as Accept says") @QueryParam("format")
                    @Nullable String format,
            @Context HttpHeaders headers) {
        Invoice invoice = known(id);
        InvoiceFiles.Form form = Asked.form(format, headers, FORMS);
        String name = invoice.number().orElse(Long.toString(id));
        String ending =
                form == InvoiceFiles.Form.UBL ? "xml" : form.name().toLowerCase(Locale.ROOT);
        return streamed.of(
                Asked.typeOf(form, FORMS), name + "." + ending, out -> files.write(id, form, out));
    }

    @GET
    @Path("{id}/statement")
    @Produces(CSV)
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "The sessions behind an issued invoice, and what each costs")
    public Response statement(@PathParam("id") long id) {
        Invoice invoice = known(id);
        return streamed.of(
                MediaType.valueOf(CSV),
                "statement-" + invoice.number().orElse(Long.toString(id)) + ".csv",
                out -> statements.write(id, out));
    }

    @GET
    @Path("export")
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "All documents that were issued on some days, as one file")
    @APIResponse(
            responseCode = "200",
            description = "Each as it is by itself",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class),
                        example = "[" + DOCUMENT + "]"),
                @Content(mediaType = CSV)
            })
    public Response export(
            @Parameter(description = "The first day", required = true) @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "The last day", required = true) @QueryParam("until")
                    @Nullable String until,
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("contract") @Nullable Long contract,
            @Parameter(description = "JSON or CSV; else as Accept says") @QueryParam("format")
                    @Nullable String format,
            @Context HttpHeaders headers) {
        LocalDate first = Asked.requiredDay("from", from);
        LocalDate last = Asked.requiredDay("until", until);
        Optional<Collection<Long>> contracts = rows.contracts(provider, contract);
        InvoiceExport.Format form = Asked.form(format, headers, EXPORTS);
        return streamed.of(
                Asked.typeOf(form, EXPORTS),
                "invoices." + form.name().toLowerCase(Locale.ROOT),
                out -> files.write(form, first, last, contracts, out));
    }

    private Invoice known(long id) {
        Invoice invoice =
                invoices.find(id)
                        .map(Invoices.Entry::invoice)
                        .orElseThrow(() -> ProblemException.unknown(KIND, id));
        rows.check(KIND, id, invoice.contractId());
        return invoice;
    }
}
