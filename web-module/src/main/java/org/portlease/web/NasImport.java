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
import org.portlease.provider.Nas;
import org.portlease.provisioning.Nases;
import org.portlease.web.api.Imports;
import org.portlease.web.api.Roles;

/** Many NASes at once. */
@Path("nases/import")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "NASes")
public class NasImport {

    @Inject private Imports imports;
    @Inject private Nases nases;
    @Inject private References references;

    @POST
    @Consumes(Bulk.CSV)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Imports NASes, all or none", description = Bulk.HOW + Bulk.BY_NAME)
    @RequestBody(content = @Content(mediaType = Bulk.CSV, example = Bulk.NASES))
    public Imports.Result csv(
            InputStream body, @QueryParam("mode") @DefaultValue(Bulk.CREATE) String mode) {
        return imports.ofCsv(body, mode, NasForm.class, new Target());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Imports NASes, all or none", description = Bulk.HOW + Bulk.BY_NAME)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = NasForm.class)))
    public Imports.Result json(
            InputStream body, @QueryParam("mode") @DefaultValue(Bulk.CREATE) String mode) {
        return imports.ofJson(body, mode, NasForm.class, new Target());
    }

    private final class Target implements Imports.Target<NasForm, NasView, Nas> {

        private Optional<Nases.Sources> sources = Optional.empty();

        private Nases.Sources sources() {
            Nases.Sources known = sources.orElseGet(nases::sources);
            sources = Optional.of(known);
            return known;
        }

        @Override
        public String kind() {
            return NasesResource.KIND;
        }

        @Override
        public Set<String> lookedAt() {
            return Set.of(NasesResource.KIND, PopsResource.KIND, ProvidersResource.KIND);
        }

        @Override
        public String keyField() {
            return "name";
        }

        @Override
        public Optional<String> key(JsonNode fields) {
            return Bulk.text(fields, "name");
        }

        @Override
        public Map<String, NasView> existing(Collection<String> keys) {
            return nases.named(keys).stream()
                    .map(this::view)
                    .collect(Collectors.toMap(NasView::name, Function.identity()));
        }

        @Override
        public Object id(NasView view) {
            return view.id();
        }

        @Override
        public Nas make(NasForm form) {
            return nases.make(form.plan(references), form.neededSecret(), sources());
        }

        @Override
        public void write(List<Nas> made) {
            nases.add(made);
        }

        @Override
        public Imports.Changed<NasView> change(NasView view, NasForm form) {
            Nas nas = nases.find(view.id()).orElseThrow();
            String secret = form.secret();
            boolean other = secret != null && !nases.shares(nas, secret);
            Nas changed =
                    nases.change(
                            nas,
                            form.plan(references),
                            Optional.ofNullable(other ? secret : null),
                            sources());
            return new Imports.Changed<>(view(changed), other);
        }

        private NasView view(Nas nas) {
            return NasView.of(nas, references.names());
        }
    }
}
