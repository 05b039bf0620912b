package org.portlease.web.api;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;

/**
 * Says where something is at this server: by its path alone, since a request's Host is what the
 * caller says.
 */
final class Here {

    private Here() {}

    static URI of(UriBuilder absolute) {
        URI uri = absolute.build();
        String query = uri.getRawQuery();
        return URI.create(uri.getRawPath() + (query == null ? "" : "?" + query));
    }
}
