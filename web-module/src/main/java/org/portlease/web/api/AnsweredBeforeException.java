package org.portlease.web.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.portlease.audit.RememberedAnswer;

/** This request has been answered: it gets the same answer, and nothing is done again. */
class AnsweredBeforeException extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    AnsweredBeforeException(RememberedAnswer answer) {
        super(response(answer));
    }

    private static Response response(RememberedAnswer answer) {
        return Response.status(answer.status())
                .header("Idempotency-Replayed", "true")
                .header(HttpHeaders.LOCATION, answer.location().orElse(null))
                .header(HttpHeaders.ETAG, answer.etag().orElse(null))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer.body().orElse(null))
                .build();
    }
}
