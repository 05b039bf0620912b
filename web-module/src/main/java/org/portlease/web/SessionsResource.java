package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.listing.Cursor;
import org.portlease.listing.PageRequest;
import org.portlease.outbound.LiveSessions;
import org.portlease.outbound.SessionEnding;
import org.portlease.outbound.SessionFilter;
import org.portlease.provisioning.RefusedException;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Reason;
import org.portlease.web.api.Roles;
import org.portlease.web.api.Visibility;

/** Sessions that are under way, and their end. Never who connects. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
public class SessionsResource {

    private static final String KIND = "session";
    private static final String BY_OPERATOR = "OPERATOR";
    private static final int MOST_AT_ONCE = 1000;

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private Visibility visibility;
    @Inject private LiveSessions sessions;
    @Inject private SessionEnding ending;
    @Inject private Clock clock;

    /** As it is shown. */
    @Schema(name = "Session")
    public record View(
            @Schema(examples = "0198f7a2-5d3c-7000-8000-00000000002a") UUID id,
            @Schema(
                            examples = "ACTIVE",
                            enumeration = {"RESERVED", "GRANTED", "ACTIVE", "ENDED", "RELEASED"})
                    String state,
            @Schema(examples = "North", description = "None for the master's own subscriber's")
                    @Nullable String provider,
            @Schema(examples = "3") @Nullable Long contract,
            @Schema(examples = "Berlin") @Nullable String pop,
            @Schema(examples = "berlin-1") @Nullable String nas,
            @Schema(examples = "false") boolean own,
            @Schema(examples = "8d1f02c4", description = "As its NAS calls it")
                    @Nullable String acctSessionId,
            @Schema(examples = "2026-01-31T11:59:58Z") Instant reservedAt,
            @Schema(examples = "2026-01-31T12:00:00Z") @Nullable Instant startedAt,
            @Schema(
                            examples = "2026-01-31T12:10:00Z",
                            description = "When accounting last spoke of it")
                    @Nullable Instant lastSeenAt,
            @Schema(examples = "600", description = "As its NAS has counted so far") long seconds,
            @Schema(examples = "1048576") long inputOctets,
            @Schema(examples = "52428800") long outputOctets,
            @Schema(examples = "false", description = "Above its contract's ports, or share")
                    boolean burst,
            @Schema(examples = "false", description = "Hunted here from a busy POP of the client's")
                    boolean overflow,
            @Schema(examples = "false", description = "Reported without an admission") boolean late,
            @Nullable Instant endedAt,
            @Schema(examples = "STOP") @Nullable String endCause,
            @Nullable Disconnection disconnection) {

        static View of(LiveSessions.Found found) {
            return new View(
                    found.id(),
                    found.state(),
                    found.provider(),
                    found.contract(),
                    found.pop(),
                    found.nas(),
                    found.contract() == null,
                    found.acctSessionId(),
                    found.reservedAt(),
                    found.startedAt(),
                    found.lastSeenAt(),
                    found.seconds(),
                    found.inputOctets(),
                    found.outputOctets(),
                    found.burst(),
                    found.overflow(),
                    found.late(),
                    found.endedAt(),
                    found.endCause(),
                    Optional.ofNullable(found.disconnection()).map(Disconnection::of).orElse(null));
        }
    }

    /** The wish to end it, and what came of it. */
    @Schema(name = "SessionDisconnection")
    public record Disconnection(
            @Schema(examples = "OPERATOR") String cause,
            @Schema(examples = "2026-01-31T12:11:00Z") Instant askedAt,
            @Schema(examples = "1") int tries,
            @Schema(examples = "2026-01-31T12:11:01Z") @Nullable Instant answeredAt,
            @Schema(
                            examples = "ACK",
                            enumeration = {"ACK", "NAK", "SILENCE"})
                    @Nullable String answer,
            @Schema(examples = "503", description = "Of a NAK (RFC 5176 section 3.5)")
                    @Nullable Integer errorCause) {

        static Disconnection of(LiveSessions.Ending ending) {
            return new Disconnection(
                    ending.cause(),
                    ending.askedAt(),
                    ending.tries(),
                    ending.answeredAt(),
                    ending.answer(),
                    ending.errorCause());
        }
    }

    /** Whose sessions are to end, all of what is said; at least one thing must be. */
    @Schema(name = "DisconnectForm")
    public record Form(
            @Schema(examples = "maintenance of the line cards") @NotBlank @Size(max = 500)
                    String reason,
            @Schema(examples = "North") @Nullable @Size(max = 64) String provider,
            @Schema(examples = "3") @Nullable Long contract,
            @Schema(examples = "Berlin") @Nullable @Size(max = 64) String pop,
            @Schema(examples = "berlin-1") @Nullable @Size(max = 64) String nas,
            @Schema(examples = "2026-01-31T12:00:00Z") @Nullable Instant startedBefore,
            @Schema(
                            examples = "500",
                            defaultValue = "1000",
                            description = "How many sessions at most")
                    @Nullable
                    @Min(1)
                    @Max(MOST_AT_ONCE)
                    Integer limit) {}

    /** How many sessions' NASes are going to be asked. */
    @Schema(name = "Disconnected")
    public record Disconnected(
            @Schema(examples = "500") int asked,
            @Schema(
                            examples = "true",
                            description =
                                    "Whether more may be left: the same request asks for them")
                    boolean more) {}

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "Open sessions, by id, which rises with time",
            description = "A provider's principal sees those of its own contracts alone.")
    public List<View> list(@BeanParam Pages pages, @BeanParam SessionQuery query) {
        PageRequest request = pages.request();
        String order = "id";
        Optional<UUID> after = Rows.after(request, order).map(Cursor::uuid);
        List<LiveSessions.Found> found =
                sessions.open(
                        query.filter(sessions, visibility.provider()),
                        after.orElse(null),
                        request.limit() + 1);
        return Pages.shown(
                call, Rows.cut(found, request, order, each -> each.id().toString()), View::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "A session, open or over, with what came of a wish to end it")
    public View get(@PathParam("id") UUID id) {
        return known(id);
    }

    private View known(UUID id) {
        View view =
                sessions.find(id)
                        .map(View::of)
                        .orElseThrow(() -> ProblemException.unknown(KIND, id));
        Optional<Long> own = visibility.provider();
        if (own.isPresent() && !sessions.isOf(view.contract(), own.get())) {
            throw ProblemException.unknown(KIND, id);
        }
        return view;
    }

    @POST
    @Path("{id}/disconnect")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Asks its NAS to end a session",
            description =
                    "Its disconnection tells the answer, when there is one. Where the NAS has"
                            + " refused or kept silent, it is asked once more.")
    public View disconnect(@PathParam("id") UUID id, Reason why) {
        return changes.act(
                Of.RECORDS,
                "disconnect",
                KIND,
                id,
                why.reason(),
                () -> known(id),
                view -> ask(id, view));
    }

    private void ask(UUID id, View view) {
        switch (ending.ask(id, BY_OPERATOR, clock.instant())) {
            case YES, UNDER_WAY -> {
                // its answer is told with the session
            }
            case NOT_OPEN ->
                    throw new RefusedException("session " + id + " is over: " + view.state());
            case NOT_STARTED ->
                    throw new RefusedException(
                            "session " + id + " has not been granted yet: nothing is connected");
            case UNREACHABLE ->
                    throw new RefusedException(
                            "where the NAS of session " + id + " is to be asked is not known");
        }
    }

    @POST
    @Path("disconnect")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Asks NASes to end all sessions of a kind, so many at once",
            description =
                    "Sessions that somebody has been asked to end already are left alone. To keep"
                            + " others from coming in their place, drain the NAS or the provider.")
    public Disconnected disconnectAll(Form form) {
        int limit = form.limit() == null ? MOST_AT_ONCE : form.limit();
        SessionFilter which = which(form);
        return changes.doMany(
                Of.RECORDS,
                Set.of("sessions"),
                notes -> {
                    int asked = ending.askAll(which, BY_OPERATOR, limit, clock.instant());
                    Disconnected done = new Disconnected(asked, asked == limit);
                    notes.note("disconnect", "sessions", "of a kind", form, done, form.reason());
                    return done;
                });
    }

    private SessionFilter which(Form form) {
        boolean all =
                form.provider() == null
                        && form.contract() == null
                        && form.pop() == null
                        && form.nas() == null
                        && form.startedBefore() == null;
        if (all) {
            throw ProblemException.of(
                    "provider",
                    "expected at least one of provider, contract, pop, nas, startedBefore");
        }
        SessionFilter named =
                sessions.named(
                        Optional.ofNullable(form.provider()),
                        Optional.ofNullable(form.pop()),
                        Optional.ofNullable(form.nas()),
                        Optional.empty());
        SessionFilter started = named.started(null, form.startedBefore());
        return form.contract() == null ? started : started.ofContracts(List.of(form.contract()));
    }
}
