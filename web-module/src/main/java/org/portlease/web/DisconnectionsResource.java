package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.listing.Cursor;
import org.portlease.listing.PageRequest;
import org.portlease.outbound.Disconnection;
import org.portlease.outbound.DisconnectionHistory;
import org.portlease.web.api.Call;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Sessions that NASes were asked to end. */
@Path("disconnections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions")
public class DisconnectionsResource {

    private static final String ORDER = "-askedAt";
    private static final String BETWEEN = "/";

    @Inject private DisconnectionHistory disconnections;
    @Inject private Sight sight;
    @Inject private Call call;
    @Inject private Clock clock;

    /** A session that was to end. */
    @Schema(name = "Disconnection")
    public record View(
            @Schema(examples = "0198f7a2-5d3c-7000-8000-00000000002a", description = "The session")
                    UUID lease,
            @Schema(examples = "North") @Nullable String provider,
            @Schema(examples = "berlin-1") @Nullable String nas,
            @Schema(examples = "CONTRACT_SUSPENDED") String cause,
            @Schema(examples = "2026-01-31T12:11:00Z") Instant askedAt,
            @Schema(examples = "1") int tries,
            @Schema(examples = "2026-01-31T12:11:01Z") @Nullable Instant answeredAt,
            @Schema(examples = "ACK") Disconnection.@Nullable Answer answer,
            @Schema(examples = "503", description = "Of a NAK (RFC 5176 section 3.5)")
                    @Nullable Integer errorCause) {

        static View of(DisconnectionHistory.Asked row) {
            return new View(
                    row.lease(),
                    row.provider(),
                    row.nas(),
                    row.cause(),
                    row.askedAt(),
                    row.tries(),
                    row.answeredAt(),
                    row.answer(),
                    row.errorCause());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "Disconnect-Requests of ours and their answers, the newest first",
            description = "A provider's principal sees its own alone.")
    public List<View> disconnections(
            @BeanParam Pages pages,
            @Parameter(description = LookBack.DESCRIPTION) @QueryParam("hours") @DefaultValue("24")
                    int hours,
            @Parameter(description = "The name of a client provider") @QueryParam("provider")
                    @Nullable String provider) {
        PageRequest request = pages.request();
        List<DisconnectionHistory.Asked> found =
                disconnections.since(
                        LookBack.since(hours, clock.instant()),
                        sight.only(provider),
                        Rows.after(request, ORDER).map(DisconnectionsResource::place),
                        request.limit() + 1);
        return Pages.shown(
                call, Rows.cut(found, request, ORDER, DisconnectionsResource::key), View::of);
    }

    private static String key(DisconnectionHistory.Asked row) {
        return row.askedAt() + BETWEEN + row.id();
    }

    private static DisconnectionHistory.Place place(Cursor cursor) {
        String[] parts = cursor.id().split(BETWEEN, 2);
        try {
            return new DisconnectionHistory.Place(
                    Cursor.instant(parts[0]), UUID.fromString(parts[1]));
        } catch (RuntimeException e) {
            throw ProblemException.of("after", "expected what the page before said");
        }
    }
}
