package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.Nas;
import org.portlease.secret.KeyRing;
import org.portlease.trace.RequestTrace;
import org.portlease.trace.TraceBook;
import org.portlease.trace.TraceFilter;
import org.portlease.trace.TraceLeg;
import org.portlease.trace.TraceOrder;
import org.portlease.trace.TraceWatch;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Fault;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Follows single Access-Requests through all their legs. What is shown of them is masked. */
@Path("traces")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Request traces")
public class TracesResource {

    private static final String KIND = "trace";
    private static final int USUAL_REQUESTS = 1;
    private static final int USUAL_MINUTES = 10;

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private TraceBook book;
    @Inject private KeyRing keys;
    @Inject private Clock clock;
    @EJB private DirectoryCache directories;
    @EJB private TraceWatch watch;

    /** Which requests are to be followed: what is said must all hold; one at least is said. */
    @Schema(name = "TraceForm")
    public record Form(
            @Schema(examples = "Berlin NAS", description = "The name of the NAS they come from")
                    @Nullable
                    @Size(min = 1, max = 64)
                    String nas,
            @Schema(
                            examples = "bob@north.example",
                            description = "Their User-Name; kept as a keyed hash, and never shown")
                    @Nullable
                    @Size(min = 1, max = 253)
                    String userName,
            @Schema(
                            examples = "+49 30 5555 0100",
                            description =
                                    "Their Calling-Station-Id, with any separators; kept as a keyed"
                                            + " hash, and never shown")
                    @Nullable
                    @Size(min = 1, max = 253)
                    String callingStation,
            @Schema(examples = "1", defaultValue = "1", description = "How many are followed")
                    @Nullable
                    @Min(1)
                    @Max(TraceOrder.MOST_REQUESTS)
                    Integer requests,
            @Schema(examples = "10", defaultValue = "10", description = "For how long")
                    @Nullable
                    @Min(1)
                    @Max(60)
                    Integer minutes,
            @Schema(examples = "a subscriber complains", description = "Why, for the audit trail")
                    @NotBlank
                    @Size(max = 200)
                    String reason) {}

    /**
     * An order to follow requests, without whom it names.
     *
     * @param byUserName whether a User-Name is asked for
     * @param armed whether it still waits for requests
     */
    @Schema(name = "Trace")
    public record View(
            UUID id,
            @Schema(examples = "Berlin NAS") @Nullable String nas,
            @Schema(examples = "true") boolean byUserName,
            @Schema(examples = "false") boolean byCallingStation,
            @Schema(examples = "1") int requests,
            @Schema(examples = "0") int followed,
            @Schema(examples = "true") boolean armed,
            Instant armedAt,
            Instant expiresAt,
            @Schema(examples = "admin") String armedBy,
            @Schema(examples = "a subscriber complains") String reason) {}

    /**
     * A request that was followed.
     *
     * @param outcome the reply's code, or why there was none
     */
    @Schema(name = "TracedRequest")
    public record Traced(
            UUID id,
            @Schema(examples = "portlease") String node,
            Instant beganAt,
            Instant expiresAt,
            @Schema(examples = "ACCESS_ACCEPT") String outcome,
            List<Leg> legs) {}

    /**
     * One thing that happened to it.
     *
     * @param at in microseconds
     * @param facts masked: no name, no credential
     */
    @Schema(name = "TracedLeg")
    public record Leg(
            @Schema(examples = "received") String leg, Instant at, Map<String, String> facts) {}

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "Orders to follow requests, the newest first or sorted by armedAt or id",
            description = "None is older than two hours.")
    public List<View> list(@BeanParam Pages pages) {
        Instant now = clock.instant();
        return Pages.shown(call, book.orders(pages.request()), order -> view(order, now));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(summary = "An order to follow requests")
    public View get(@PathParam("id") UUID id) {
        return view(known(id), clock.instant());
    }

    @GET
    @Path("{id}/requests")
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(
            summary = "What was followed, with all its legs, for an hour",
            description =
                    "A request is here about a second after its end. They are not paged: an order"
                            + " follows 100 at most.")
    public List<Traced> requests(@PathParam("id") UUID id) {
        known(id);
        return book.traces(id, clock.instant()).stream().map(TracesResource::traced).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Follows the next Access-Requests that meet it, on every node",
            description = "On this node at once, on the others within a second.")
    public View arm(Form form, @Context UriInfo at) {
        TraceFilter filter = filter(form);
        View armed = changes.create(Of.RECORDS, KIND, at, () -> armed(form, filter), View::id);
        watch.look();
        return armed;
    }

    private View armed(Form form, TraceFilter filter) {
        Instant now = clock.instant();
        TraceOrder order =
                TraceOrder.arm(
                        filter,
                        form.requests() == null ? USUAL_REQUESTS : form.requests(),
                        Duration.ofMinutes(form.minutes() == null ? USUAL_MINUTES : form.minutes()),
                        call.actor(),
                        form.reason(),
                        now);
        try {
            book.arm(order);
        } catch (TraceBook.TooManyException e) {
            throw new ProblemException(Fault.CONFLICT, String.valueOf(e.getMessage()));
        }
        return view(order, now);
    }

    private TraceFilter filter(Form form) {
        Long nas =
                form.nas() == null
                        ? null
                        : directories.current().nases().stream()
                                .filter(each -> each.name().equals(form.nas()))
                                .map(Nas::id)
                                .findAny()
                                .orElseThrow(
                                        () ->
                                                ProblemException.of(
                                                        "nas",
                                                        "there is no NAS '" + form.nas() + "'"));
        return ProblemException.checked(
                "userName",
                () -> TraceFilter.of(keys, nas, form.userName(), form.callingStation()));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Follows no more requests",
            description = "What was followed may be read until it expires.")
    public void disarm(@PathParam("id") UUID id) {
        changes.remove(
                Of.RECORDS,
                KIND,
                id,
                () -> view(known(id), clock.instant()),
                view -> book.disarm(id, clock.instant()));
        watch.look();
    }

    private TraceOrder known(UUID id) {
        return book.order(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }

    private View view(TraceOrder order, Instant now) {
        Long nas = order.filter().nasId();
        return new View(
                order.id(),
                nas == null
                        ? null
                        : directories.current().nasName(nas).orElse("(a NAS that is gone)"),
                order.filter().name() != null,
                order.filter().station() != null,
                order.most(),
                order.taken(),
                order.isArmed(now),
                order.armedAt(),
                order.expiresAt(),
                order.armedBy(),
                order.reason());
    }

    private static Traced traced(RequestTrace trace) {
        return new Traced(
                trace.id(),
                trace.node(),
                trace.beganAt(),
                trace.expiresAt(),
                trace.outcome(),
                trace.legs().stream().map(TracesResource::leg).toList());
    }

    private static Leg leg(TraceLeg leg) {
        return new Leg(leg.leg(), leg.at(), leg.facts());
    }
}
