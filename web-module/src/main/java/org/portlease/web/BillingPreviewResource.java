package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.portlease.billing.Invoicing;
import org.portlease.web.api.Fault;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** What a contract's running period would come to. */
@Path("contracts/{contract}/billing-preview")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Billing periods")
public class BillingPreviewResource {

    @Inject private ClientRows rows;
    @Inject private Invoicing invoicing;

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "What the running period would come to if it ended now",
            description =
                    "Computed from the sessions, each time: it takes as long as they are many.")
    public DraftView preview(@PathParam("contract") long contract) {
        rows.contract(contract);
        return invoicing
                .preview(contract)
                .map(DraftView::of)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Fault.CONFLICT,
                                        "billing has not met the contract "
                                                + contract
                                                + " yet: within a minute of its start it will"));
    }
}
