package org.portlease.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.event.EventHistory;
import org.portlease.event.EventType;
import org.portlease.provisioning.Names;
import org.portlease.web.api.Call;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** What was told to webhooks, and whether they have it. */
@Path("events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
public class EventsResource {

    @Inject private Call call;
    @Inject private ClientRows rows;
    @Inject private EventHistory history;
    @Inject private References references;

    /** As it is shown. */
    @Schema(name = "Event")
    public record View(
            @Schema(examples = "019d9095-5900-7a31-9c52-6f1d20c3b4e5") UUID id,
            @Schema(examples = "invoice.issued") String type,
            @Schema(examples = "North") String provider,
            @Schema(examples = "17", description = "Its place among its provider's events")
                    long sequence,
            @Schema(examples = "2026-04-15T10:00:00Z") Instant at,
            @Schema(type = SchemaType.OBJECT, description = "The body that each webhook gets")
                    @JsonRawValue
                    String body,
            @Schema(description = "Those that have asked for it") List<Receiver> webhooks) {

        static View of(EventHistory.Told told, Names names) {
            return new View(
                    told.id(),
                    told.type().wireName(),
                    names.ofProvider(told.providerId()),
                    told.sequence(),
                    told.at(),
                    told.payload(),
                    told.receivers().stream()
                            .map(to -> new Receiver(to.webhookId(), to.delivered()))
                            .toList());
        }
    }

    /** A webhook that an event is for. */
    @Schema(name = "EventReceiver")
    public record Receiver(
            @Schema(examples = "1") long webhook,
            @Schema(examples = "true", description = "Else it waits") boolean delivered) {}

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "Events of the last 90 days, in the order of their times (sort: id, -id)")
    public List<View> list(
            @BeanParam Pages pages,
            @QueryParam("provider") @Nullable String provider,
            @Parameter(description = "invoice.issued and the like") @QueryParam("type")
                    @Nullable String type,
            @Parameter(description = "Then or later: 2026-01-01T00:00:00Z") @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "Before then") @QueryParam("until") @Nullable String until) {
        Optional<EventType> wanted =
                Optional.ofNullable(type)
                        .map(name -> ProblemException.checked("type", () -> EventType.named(name)));
        return Pages.shown(
                call,
                history.page(
                        pages.request(),
                        rows.provider(provider),
                        wanted,
                        Asked.instant("from", from),
                        Asked.instant("until", until),
                        rows.provider(null)),
                told -> View.of(told, references.names()));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "An event")
    public View get(@PathParam("id") UUID id) {
        Optional<Long> own = rows.provider(null);
        return history.find(id, own)
                .filter(told -> own.isEmpty() || own.get() == told.providerId())
                .map(told -> View.of(told, references.names()))
                .orElseThrow(() -> ProblemException.unknown("event", id));
    }
}
