package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.RuleKind;
import org.portlease.provisioning.Rules;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Forms;
import org.portlease.web.api.Pages;
import org.portlease.web.api.Patch;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Rules that tell whose a request is. In which order kinds are asked is a setting. */
@Path("identification-rules")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Identification rules")
public class IdentificationRulesResource {

    static final String KIND = "identification-rule";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private Forms forms;
    @Inject private Rules rules;
    @Inject private References references;

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Rules, by id or sorted by pattern")
    public List<IdentificationRuleView> list(
            @BeanParam Pages pages,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("pattern") @Nullable String pattern,
            @QueryParam("nas") @Nullable String nas,
            @QueryParam("provider") @Nullable String provider) {
        Rules.Wanted wanted =
                new Rules.Wanted(
                        Choices.one(RuleKind.class, "kind", kind),
                        Optional.ofNullable(pattern),
                        references.nasFilter(nas),
                        references.contractFilter(provider));
        return Pages.shown(call, rules.page(pages.request(), wanted), this::view);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "A rule")
    public IdentificationRuleView get(@PathParam("id") long id) {
        return view(known(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Creates a rule")
    public IdentificationRuleView create(IdentificationRuleForm form, @Context UriInfo at) {
        return changes.create(
                Of.CONFIGURATION,
                KIND,
                at,
                () -> view(rules.create(form.plan(references))),
                IdentificationRuleView::id);
    }

    @PATCH
    @Path("{id}")
    @Consumes(Patch.JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Changes a rule", description = "Open sessions stay whose they are.")
    public IdentificationRuleView change(
            @PathParam("id") long id,
            @Schema(implementation = IdentificationRuleForm.class) Patch patch) {
        return changes.change(
                Of.CONFIGURATION,
                KIND,
                id,
                () -> view(known(id)),
                view ->
                        rules.change(
                                id,
                                forms.patched(view, patch, IdentificationRuleForm.class)
                                        .plan(references)));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Removes a rule", description = "Open sessions stay whose they are.")
    public void remove(@PathParam("id") long id) {
        changes.remove(Of.CONFIGURATION, KIND, id, () -> view(known(id)), view -> rules.remove(id));
    }

    private IdentificationRuleView view(IdentificationRule rule) {
        return IdentificationRuleView.of(rule, references.names());
    }

    private IdentificationRule known(long id) {
        return rules.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }
}
