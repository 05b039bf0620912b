package org.portlease.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.portlease.provider.IdentificationRule;
import org.portlease.provisioning.Rules;
import org.portlease.web.api.Imports;
import org.portlease.web.api.Roles;

/** Many rules at once. */
@Path("identification-rules/import")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Identification rules")
public class IdentificationRuleImport {

    @Inject private Imports imports;
    @Inject private Rules rules;
    @Inject private References references;

    @POST
    @Consumes(Bulk.CSV)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Imports rules, all or none", description = Bulk.HOW + Bulk.BY_QUESTION)
    @RequestBody(content = @Content(mediaType = Bulk.CSV, example = Bulk.RULES))
    public Imports.Result csv(
            InputStream body, @QueryParam("mode") @DefaultValue(Bulk.CREATE) String mode) {
        return imports.ofCsv(body, mode, IdentificationRuleForm.class, new Target());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Imports rules, all or none", description = Bulk.HOW + Bulk.BY_QUESTION)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = IdentificationRuleForm.class)))
    public Imports.Result json(
            InputStream body, @QueryParam("mode") @DefaultValue(Bulk.CREATE) String mode) {
        return imports.ofJson(body, mode, IdentificationRuleForm.class, new Target());
    }

    private final class Target
            implements Imports.Target<
                    IdentificationRuleForm, IdentificationRuleView, IdentificationRule> {

        @Override
        public String kind() {
            return IdentificationRulesResource.KIND;
        }

        @Override
        public Set<String> lookedAt() {
            return Set.of(
                    IdentificationRulesResource.KIND, NasesResource.KIND, ProvidersResource.KIND);
        }

        @Override
        public String keyField() {
            return "pattern";
        }

        @Override
        public Optional<String> key(JsonNode fields) {
            return Bulk.text(fields, "kind")
                    .map(
                            kind ->
                                    key(
                                            kind,
                                            Bulk.text(fields, "match").orElse("EXACT"),
                                            pattern(fields),
                                            Bulk.text(fields, "nas").orElse("")));
        }

        private static String pattern(JsonNode fields) {
            return Bulk.text(fields, "pattern").orElse("*");
        }

        private static String key(String... parts) {
            return String.join("\n", parts);
        }

        @Override
        public Map<String, IdentificationRuleView> existing(Collection<String> keys) {
            List<String> patterns = keys.stream().map(key -> key.split("\n", -1)[2]).toList();
            return rules.withPatterns(patterns).stream()
                    .map(this::view)
                    .collect(
                            Collectors.toMap(
                                    Target::key, Function.identity(), (first, second) -> first));
        }

        private static String key(IdentificationRuleView view) {
            String nas = view.nas();
            return key(
                    view.kind().name(),
                    view.match().name(),
                    view.pattern(),
                    nas == null ? "" : nas);
        }

        @Override
        public Object id(IdentificationRuleView view) {
            return view.id();
        }

        @Override
        public IdentificationRule make(IdentificationRuleForm form) {
            return rules.make(form.plan(references));
        }

        @Override
        public void write(List<IdentificationRule> made) {
            rules.add(made);
        }

        @Override
        public Imports.Changed<IdentificationRuleView> change(
                IdentificationRuleView view, IdentificationRuleForm form) {
            IdentificationRule rule = rules.find(view.id()).orElseThrow();
            return new Imports.Changed<>(view(rules.change(rule, form.plan(references))), false);
        }

        private IdentificationRuleView view(IdentificationRule rule) {
            return IdentificationRuleView.of(rule, references.names());
        }
    }
}
