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
import java.util.HashMap;
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
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.Subscriber;
import org.portlease.provisioning.Subscribers;
import org.portlease.web.api.Imports;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Many own subscribers at once. */
@Path("subscribers/import")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Own subscribers")
public class SubscriberImport {

    private static final String ONE_WAY = PasswordScheme.PBKDF2.name();
    private static final int MOST_PASSWORD = 128;

    @Inject private Imports imports;
    @Inject private Subscribers subscribers;

    @POST
    @Consumes(Bulk.CSV)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Imports own subscribers, all or none",
            description = Bulk.HOW + Bulk.BY_IDENTIFIER)
    @RequestBody(content = @Content(mediaType = Bulk.CSV, example = Bulk.SUBSCRIBERS))
    public Imports.Result csv(
            InputStream body, @QueryParam("mode") @DefaultValue(Bulk.CREATE) String mode) {
        return imports.ofCsv(body, mode, SubscriberForm.class, new Target());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Imports own subscribers, all or none",
            description = Bulk.HOW + Bulk.BY_IDENTIFIER)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = SubscriberForm.class)))
    public Imports.Result json(
            InputStream body, @QueryParam("mode") @DefaultValue(Bulk.CREATE) String mode) {
        return imports.ofJson(body, mode, SubscriberForm.class, new Target());
    }

    private final class Target
            implements Imports.Target<SubscriberForm, SubscriberView, Subscriber> {

        private final Map<String, byte[]> digests = new HashMap<>();

        /** Each digest takes milliseconds: others' changes should not wait for all of them. */
        @Override
        public void prepare(List<? extends JsonNode> rows) {
            for (JsonNode row : rows) {
                boolean digested =
                        Bulk.text(row, "passwordScheme").filter(ONE_WAY::equals).isPresent();
                Optional<String> password =
                        Bulk.text(row, "password").filter(text -> text.length() <= MOST_PASSWORD);
                if (digested && password.isPresent() && !password.get().isEmpty()) {
                    key(row).ifPresent(key -> digests.put(key, digest(password.get())));
                }
            }
        }

        private byte[] digest(String password) {
            return ProblemException.checked(
                    "password", () -> subscribers.kept(PasswordScheme.PBKDF2, password));
        }

        @Override
        public String kind() {
            return SubscribersResource.KIND;
        }

        @Override
        public Set<String> lookedAt() {
            return Set.of(SubscribersResource.KIND);
        }

        @Override
        public String keyField() {
            return "identifier";
        }

        @Override
        public Optional<String> key(JsonNode fields) {
            return Bulk.text(fields, "identifier").map(Subscriber::lookUpForm);
        }

        @Override
        public Map<String, SubscriberView> existing(Collection<String> keys) {
            return subscribers.identified(keys).stream()
                    .map(SubscriberView::of)
                    .collect(Collectors.toMap(SubscriberView::identifier, Function.identity()));
        }

        @Override
        public Object id(SubscriberView view) {
            return view.id();
        }

        @Override
        public Subscriber make(SubscriberForm form) {
            String password = form.password();
            if (password == null) {
                throw ProblemException.of("password", "must not be null");
            }
            return subscribers.make(form.plan(), kept(form, password));
        }

        @Override
        public void write(List<Subscriber> made) {
            subscribers.add(made);
        }

        @Override
        public Imports.Changed<SubscriberView> change(SubscriberView view, SubscriberForm form) {
            Subscriber subscriber = subscribers.find(view.id()).orElseThrow();
            String password = form.password();
            boolean other =
                    password != null
                            && !subscribers.hasPassword(subscriber, form.scheme(), password);
            Subscriber changed =
                    subscribers.change(
                            subscriber,
                            form.plan(),
                            Optional.ofNullable(other ? password : null)
                                    .map(text -> kept(form, text)));
            return new Imports.Changed<>(SubscriberView.of(changed), other);
        }

        private byte[] kept(SubscriberForm form, String password) {
            byte[] digest = digests.get(Subscriber.lookUpForm(form.identifier()));
            return digest != null && form.scheme() == PasswordScheme.PBKDF2
                    ? digest
                    : ProblemException.checked(
                            "password", () -> subscribers.kept(form.scheme(), password));
        }
    }
}
