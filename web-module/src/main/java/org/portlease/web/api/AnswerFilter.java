package org.portlease.web.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

/**
 * Says beside the body what belongs to it: the version of what is shown, where something new is,
 * and where a list goes on.
 */
@Provider
public class AnswerFilter implements ContainerResponseFilter {

    static final String REQUEST_ID = "Portlease-Request-Id";
    static final String AFTER = "after";

    @Inject private Call call;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(REQUEST_ID, call.requestId());
        boolean fine = response.getStatusInfo().getFamily() == Status.Family.SUCCESSFUL;
        if (!fine) {
            return;
        }
        if (call.isDryRun()) {
            response.getHeaders().putSingle("Portlease-Dry-Run", "true");
        }
        call.location()
                .ifPresent(
                        where -> {
                            response.setStatusInfo(Status.CREATED);
                            response.getHeaders().putSingle(HttpHeaders.LOCATION, where.toString());
                        });
        call.next()
                .ifPresent(
                        cursor ->
                                response.getHeaders()
                                        .putSingle(
                                                HttpHeaders.LINK,
                                                "<" + next(request, cursor) + ">; rel=\"next\""));
        if (response.getEntity() instanceof Record view) {
            tag(request, response, Json.etag(view));
        }
    }

    private static String next(ContainerRequestContext request, String cursor) {
        return Here.of(request.getUriInfo().getRequestUriBuilder().replaceQueryParam(AFTER, cursor))
                .toString();
    }

    private static void tag(
            ContainerRequestContext request, ContainerResponseContext response, String etag) {
        response.getHeaders().putSingle(HttpHeaders.ETAG, etag);
        String said = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        boolean read =
                request.getMethod().equals(HttpMethod.GET)
                        || request.getMethod().equals(HttpMethod.HEAD);
        if (read && said != null && Tags.weak(said, etag)) {
            response.setEntity(null);
            response.setStatusInfo(Status.NOT_MODIFIED);
        }
    }
}
