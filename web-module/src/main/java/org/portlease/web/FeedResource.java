package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.feed.Feed;
import org.portlease.feed.Listener;
import org.portlease.web.api.Call;
import org.portlease.web.api.Fault;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;
import org.portlease.web.api.Visibility;

/** What happens, as it happens. */
@Path("feed")
@Tag(name = "Feed")
public class FeedResource {

    @Inject private Feed feed;
    @Inject private Visibility visibility;
    @Inject private Call call;
    @Inject private Clock clock;

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "Sessions, ports in use and alarms as server-sent events",
            description =
                    "First how things are: capacity.provider, capacity.pop and each alarm that"
                            + " lasts; then session.started and session.ended of all nodes,"
                            + " capacity.* when it changes, at most once a second each, and alarm"
                            + " when one comes or goes. A stream that broke goes on with"
                            + " Last-Event-ID; an event may then come twice. gap says that"
                            + " something is missing. Who reads too slowly is cut off, and each stream"
                            + " ends after fifteen minutes. A provider's principal is told what is"
                            + " its own, as long as it speaks for the provider.")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations
                                                            .enums.SchemaType.STRING,
                                            examples =
                                                    "event: session.started\nid: 42\ndata:"
                                                            + " {\"provider\":\"North\"}\n\n")))
    public void listen(
            @Parameter(description = "The id of the last event of an earlier stream")
                    @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
                    @Nullable String last,
            @Context SseEventSink sink,
            @Context Sse sse) {
        Listener listener = new Listener(call.actor(), visibility.provider());
        feed.subscribe(new EventStream(sink, sse), listener, number(last), clock.instant())
                .ifPresent(
                        refusal -> {
                            throw refused(refusal);
                        });
    }

    private static ProblemException refused(Feed.Refusal refusal) {
        return switch (refusal) {
            case NODE_FULL ->
                    new ProblemException(
                            Fault.UNAVAILABLE,
                            Feed.MOST_LISTENERS
                                    + " streams are open on this node: try another, or later");
            case SHARE_USED_UP ->
                    new ProblemException(
                            Fault.TOO_MANY,
                            "a user may have "
                                    + Feed.MOST_OF_USER
                                    + " streams on a node, all users of one provider "
                                    + Feed.MOST_OF_PROVIDER);
        };
    }

    private static OptionalLong number(@Nullable String last) {
        try {
            return last == null || last.isBlank()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(last.strip()));
        } catch (NumberFormatException e) {
            throw ProblemException.of(
                    HttpHeaders.LAST_EVENT_ID_HEADER, "expected the id of an event of this feed");
        }
    }
}
