package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.Clients;
import org.portlease.event.EventType;
import org.portlease.event.Webhook;
import org.portlease.event.WebhookProbe;
import org.portlease.event.WebhookReach;
import org.portlease.event.Webhooks;
import org.portlease.provider.Provider;
import org.portlease.provisioning.Names;
import org.portlease.provisioning.RefusedException;
import org.portlease.secret.KeyRing;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Fault;
import org.portlease.web.api.Forms;
import org.portlease.web.api.LateAnswers;
import org.portlease.web.api.LateAnswers.Answer;
import org.portlease.web.api.Pages;
import org.portlease.web.api.Patch;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Where events are sent. */
@Path("webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class WebhooksResource {

    private static final String KIND = "webhook";
    private static final UUID NONE = new UUID(0, 0);

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private LateAnswers late;
    @Inject private Forms forms;
    @Inject private ClientRows rows;
    @Inject private Clients clients;
    @Inject private Clock clock;
    @Inject private References references;
    @Inject private KeyRing keys;
    @Inject private Webhooks webhooks;
    @Inject private WebhookProbe probe;
    @Inject private WebhookReach reach;

    /** What is said of a new one. */
    @Schema(name = "WebhookForm")
    public record Form(
            @Schema(examples = "https://north.example/portlease") @NotBlank @Size(max = 1024)
                    String url,
            @Schema(
                            examples = "5f0c1e2b7a9d4c86b3e1f0a2d4c6e8f1",
                            description = "What signs the events; never shown again",
                            writeOnly = true)
                    @NotBlank
                    @Size(min = 16, max = 256)
                    String secret,
            @Schema(examples = "North", description = "Whose events; absent for every provider's")
                    @Nullable
                    @Size(min = 1, max = 64)
                    String provider,
            @Schema(description = "Of which types; absent or empty for all of them")
                    @Nullable
                    @Size(max = 50)
                    List<@NotNull String> types) {

        @Override
        public String toString() {
            return "WebhookForm[***]";
        }
    }

    /** What can be said anew. */
    @Schema(name = "WebhookChanges")
    public record ChangeForm(
            @Schema(description = "Of which types; empty for all of them") @Nullable @Size(max = 50)
                    List<@NotNull String> types,
            @Schema(examples = "true", description = "false: nothing is sent until it is true")
                    @NotNull
                    Boolean active,
            @Schema(
                            examples = "5f0c1e2b7a9d4c86b3e1f0a2d4c6e8f1",
                            description = "Signs what is sent from now on",
                            writeOnly = true)
                    @Nullable
                    @Size(min = 16, max = 256)
                    String secret) {

        @Override
        public String toString() {
            return "WebhookChanges[***]";
        }
    }

    /** As it is shown. */
    @Schema(name = "Webhook")
    public record View(
            @Schema(examples = "1") long id,
            @Schema(
                            examples = "https://north.example/portlease",
                            description = "Without its query, which may hold a token")
                    String url,
            @Schema(examples = "North", description = "Whose events; absent for every provider's")
                    @Nullable String provider,
            @Schema(description = "Of which types; empty for all of them") List<String> types,
            @Schema(examples = "true") boolean active) {

        static View of(Webhook webhook, Names names) {
            int query = webhook.url().indexOf('?');
            return new View(
                    webhook.id(),
                    query < 0 ? webhook.url() : webhook.url().substring(0, query) + "?…",
                    webhook.providerId().isPresent()
                            ? names.ofProvider(webhook.providerId().getAsLong())
                            : null,
                    webhook.chosen().stream().map(EventType::wireName).toList(),
                    webhook.isActive());
        }
    }

    /** How delivery of a provider's events goes. */
    @Schema(name = "WebhookDelivery")
    public record DeliveryView(
            @Schema(examples = "North") String provider,
            @Schema(examples = "0", description = "Events that it has not got, of all types")
                    long waiting,
            @Schema(examples = "0", description = "In a row") int failures,
            @Schema(examples = "2026-02-01T00:00:05Z") Instant nextTryAt,
            @Schema(examples = "204", description = "Of HTTP, where there was an answer")
                    @Nullable Integer lastStatus,
            @Schema(examples = "no connection in time", description = "Where there was none")
                    @Nullable String lastFault,
            @Schema(examples = "2026-02-01T00:00:04Z", description = "When it last accepted one")
                    @Nullable Instant deliveredAt) {

        static DeliveryView of(Webhooks.Delivery delivery, Names names) {
            return new DeliveryView(
                    names.ofProvider(delivery.providerId()),
                    delivery.waiting(),
                    delivery.failures(),
                    delivery.nextTryAt(),
                    delivery.lastStatus(),
                    delivery.lastFault(),
                    delivery.deliveredAt());
        }
    }

    /** What came of a test. */
    @Schema(name = "WebhookTest")
    public record Tried(
            @Schema(examples = "019d9095-5900-7a31-9c52-6f1d20c3b4e5") UUID event,
            @Schema(examples = "true", description = "Whether it would have had an event")
                    boolean accepted,
            @Schema(examples = "204", description = "Of HTTP, where there was an answer")
                    @Nullable Integer status,
            @Schema(examples = "no connection in time", description = "Where there was none")
                    @Nullable String fault) {

        static Tried of(WebhookProbe.Tried tried) {
            return new Tried(tried.event(), tried.accepted(), tried.status(), tried.fault());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "Webhooks, by id")
    public List<View> list(
            @BeanParam Pages pages, @QueryParam("provider") @Nullable String provider) {
        return Pages.shown(
                call, webhooks.page(pages.request(), rows.provider(provider)), this::view);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "A webhook")
    public View get(@PathParam("id") long id) {
        return view(known(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Creates a webhook",
            description = "It begins with the next event of each of its providers.")
    public View create(Form form, @Context UriInfo at) {
        List<EventType> types = types(form.types());
        byte[] secret = keys.encrypt(form.secret().getBytes(StandardCharsets.UTF_8));
        reached(form.url());
        return changes.create(
                Of.RECORDS, KIND, at, () -> view(register(form, types, secret)), View::id);
    }

    /** Looks a name up, and so comes before the lock. */
    private void reached(String url) {
        ProblemException.checked(
                "url",
                () -> {
                    reach.check(url);
                    return url;
                });
    }

    private Webhook register(Form form, List<EventType> types, byte[] secret) {
        Provider provider =
                form.provider() == null
                        ? null
                        : provider(references.provider("provider", form.provider()));
        Webhook webhook =
                ProblemException.checked(
                        "url", () -> Webhook.of(form.url(), secret, provider, types));
        OptionalLong of = provider == null ? OptionalLong.empty() : OptionalLong.of(provider.id());
        if (webhooks.isKnown(form.url(), of)) {
            throw new RefusedException("there is a webhook at that URL for the same events");
        }
        return webhooks.register(webhook, clock.instant());
    }

    private Provider provider(long id) {
        return clients.provider(id)
                .orElseThrow(() -> ProblemException.of("provider", "there is no provider " + id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(Patch.JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Changes types or secret of a webhook, or whether it is active",
            description = "One that was not active goes on where it stopped.")
    public View change(
            @PathParam("id") long id, @Schema(implementation = ChangeForm.class) Patch patch) {
        return changes.change(
                Of.RECORDS,
                KIND,
                id,
                () -> view(known(id)),
                view -> {
                    ChangeForm form = forms.patched(view, patch, ChangeForm.class);
                    webhooks.change(
                            id,
                            form.active(),
                            types(form.types()),
                            form.secret() == null
                                    ? null
                                    : keys.encrypt(form.secret().getBytes(StandardCharsets.UTF_8)));
                });
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Removes a webhook: it gets nothing any more")
    public void remove(@PathParam("id") long id) {
        changes.remove(Of.RECORDS, KIND, id, () -> view(known(id)), view -> webhooks.remove(id));
    }

    @GET
    @Path("{id}/deliveries")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "How delivery to a webhook goes, by provider")
    public List<DeliveryView> deliveries(@PathParam("id") long id) {
        known(id);
        return webhooks.deliveries(id).stream()
                .map(delivery -> DeliveryView.of(delivery, references.names()))
                .toList();
    }

    @POST
    @Path("{id}/retry")
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Tries what a webhook did not accept again now")
    public View retry(@PathParam("id") long id) {
        return changes.act(
                Of.RECORDS,
                "retry",
                KIND,
                id,
                null,
                () -> view(known(id)),
                view -> webhooks.retry(id, clock.instant()));
    }

    @POST
    @Path("{id}/test")
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Sends a webhook.test to a webhook, once, and says what came of it",
            description = "It is in no sequence. A dry run sends nothing.")
    public Tried test(@PathParam("id") long id) throws InterruptedException {
        changes.act(Of.RECORDS, "test", KIND, id, null, () -> view(known(id)), view -> {});
        if (call.isDryRun()) {
            return new Tried(NONE, false, null, "a dry run sends nothing");
        }
        Webhook webhook = known(id);
        String provider =
                webhook.providerId().isPresent()
                        ? provider(webhook.providerId().getAsLong()).name()
                        : "";
        Tried meanwhile = new Tried(NONE, false, null, "what came of it is not known yet");
        return late.after(
                        Answer.ok(meanwhile),
                        () -> Answer.ok(Tried.of(probe.send(webhook, provider, clock.instant()))))
                .view();
    }

    private static List<EventType> types(@Nullable List<String> names) {
        List<EventType> types = new ArrayList<>();
        for (int i = 0; names != null && i < names.size(); i++) {
            String name = names.get(i);
            types.add(ProblemException.checked("types[" + i + "]", () -> EventType.named(name)));
        }
        return types;
    }

    private Webhook known(long id) {
        Webhook webhook = webhooks.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
        boolean visible =
                rows.seeAll()
                        || (webhook.providerId().isPresent()
                                && rows.provider(null)
                                        .filter(own -> own == webhook.providerId().getAsLong())
                                        .isPresent());
        if (!visible) {
            throw new ProblemException(Fault.NOT_FOUND, "there is no " + KIND + " " + id);
        }
        return webhook;
    }

    private View view(Webhook webhook) {
        return View.of(webhook, references.names());
    }
}
