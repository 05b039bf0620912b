package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.provisioning.Contracts;
import org.portlease.provisioning.Names;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Virtual subscribers, one a contract: who stands for all its subscribers before the Master. */
@Path("virtual-subscribers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Virtual subscribers")
public class VirtualSubscribersResource {

    private static final String KIND = "virtual-subscriber";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private Contracts contracts;
    @Inject private References references;

    /** As it is shown. */
    @Schema(name = "VirtualSubscriber")
    public record View(
            @Schema(examples = "3", description = "Its contract's id") long contract,
            @Schema(examples = "North") String provider,
            @Schema(examples = "virtual-north@msp.example") String identifier) {

        static View of(Contracts.Entry entry, Names names) {
            return new View(
                    entry.contract().id(),
                    names.ofProvider(entry.contract().providerId()),
                    entry.contract().virtualSubscriber().identifier());
        }
    }

    /** A new password, and why. */
    @Schema(name = "VirtualPasswordForm")
    public record Password(
            @Schema(
                            examples = "a long random text",
                            writeOnly = true,
                            description = "At most 128 octets")
                    @NotNull
                    @Size(min = 1, max = 128)
                    String password,
            @Schema(examples = "rotated", description = "For the audit trail")
                    @Nullable
                    @Size(min = 1, max = 500)
                    String reason) {

        @Override
        public String toString() {
            return "Password[]";
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Virtual subscribers, by contract or sorted by virtualIdentifier")
    public List<View> list(
            @BeanParam Pages pages, @QueryParam("provider") @Nullable String provider) {
        Contracts.Wanted wanted =
                new Contracts.Wanted(references.providerFilter(provider), Optional.empty());
        return Pages.shown(call, contracts.page(pages.request(), wanted), this::view);
    }

    @GET
    @Path("{contract}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "A contract's virtual subscriber")
    public View get(@PathParam("contract") long contract) {
        return view(known(contract));
    }

    @POST
    @Path("{contract}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Sets a virtual subscriber's password",
            description = "An existing Master RADIUS server must know it as well.")
    public View setPassword(@PathParam("contract") long contract, Password form) {
        return changes.act(
                Of.CONFIGURATION,
                "set-password",
                KIND,
                contract,
                form.reason(),
                () -> get(contract),
                view ->
                        ProblemException.checked(
                                "password",
                                () -> {
                                    contracts.changePassword(contract, form.password());
                                    return view;
                                }));
    }

    private View view(Contracts.Entry entry) {
        return View.of(entry, references.names());
    }

    private Contracts.Entry known(long contract) {
        return contracts.find(contract).orElseThrow(() -> ProblemException.unknown(KIND, contract));
    }
}
