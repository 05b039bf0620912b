package org.portlease.web.api;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets no page of another site change anything with the password that a browser has kept: neither
 * as the browser itself says (Sec-Fetch-Site, Origin), nor with a form, whose body is no JSON.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class OtherSites implements ContainerRequestFilter {

    private static final Set<String> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    @Context private ResourceInfo resource;

    /** For the container, which injects. */
    @SuppressWarnings("NullAway.Init")
    public OtherSites() {}

    @Override
    public void filter(ContainerRequestContext request) {
        if (SAFE.contains(request.getMethod())) {
            return;
        }
        boolean foreign =
                isForeign(
                        request.getHeaderString("Sec-Fetch-Site"),
                        request.getHeaderString("Origin"),
                        request.getUriInfo().getBaseUri());
        if (foreign) {
            throw new ProblemException(
                    Fault.FORBIDDEN, "a page of another site may change nothing here");
        }
        MediaType type = request.getMediaType();
        if (type != null && !takesABody() && !MediaType.APPLICATION_JSON_TYPE.isCompatible(type)) {
            throw new ProblemException(
                    Fault.UNSUPPORTED_MEDIA_TYPE,
                    "this needs no body, and takes none but application/json");
        }
    }

    /** Where it does, the container sees to the body's type. */
    private boolean takesABody() {
        return resource.getResourceMethod().isAnnotationPresent(Consumes.class)
                || resource.getResourceClass().isAnnotationPresent(Consumes.class);
    }

    static boolean isForeign(@Nullable String site, @Nullable String origin, URI own) {
        return (site != null && FOREIGN.contains(site))
                || (origin != null && !authority(origin).equals(authority(own)));
    }

    private static Optional<String> authority(String origin) {
        try {
            return authority(URI.create(origin));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Of https, whose port may be left out; empty for what has none, "null" say. */
    private static Optional<String> authority(URI uri) {
        return Optional.ofNullable(uri.getHost())
                .map(
                        host ->
                                host.toLowerCase(Locale.ROOT)
                                        + ":"
                                        + (uri.getPort() < 0 ? 443 : uri.getPort()));
    }
}
