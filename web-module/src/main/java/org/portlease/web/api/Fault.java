package org.portlease.web.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of fault that callers can tell apart, each with its status of HTTP. */
public enum Fault {
    MALFORMED(400, "The request can't be read"),
    UNAUTHENTICATED(401, "Who are you?"),
    FORBIDDEN(403, "Your role does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This can't be done with it"),
    NOT_ACCEPTABLE(406, "It can't be had in this form"),
    TOO_SLOW(408, "The body comes too slowly"),
    CONFLICT(409, "It contradicts what is there"),
    GONE(410, "It is not there any more"),
    STALE(412, "Somebody changed it in between"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's type is not known here"),
    INVALID(422, "Fields are wrong"),
    PRECONDITION_REQUIRED(428, "Say which version you change"),
    TOO_MANY(429, "Too many at once"),
    INTERNAL(500, "Something broke here"),
    NOT_IMPLEMENTED(501, "This method is not known here"),
    UNAVAILABLE(503, "Not now");

    private final int status;
    private final String title;

    Fault(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** As it ends a problem's type. */
    String kind() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A sentence where nothing more is known than its kind. */
    String usual() {
        return switch (this) {
            case UNAUTHENTICATED ->
                    "expected the name and password, or the token, of a user, but none was valid";
            case FORBIDDEN -> "this user may not do that";
            case NOT_FOUND -> "there is nothing at this path";
            case METHOD_NOT_ALLOWED, NOT_IMPLEMENTED ->
                    "this path does not take the request's method";
            case NOT_ACCEPTABLE -> "what is here can't be had as the header Accept says";
            case UNSUPPORTED_MEDIA_TYPE -> "the header Content-Type says what is not taken here";
            case INTERNAL -> "the server's log says more";
            default -> "the server does not take this request";
        };
    }

    static Optional<Fault> of(int status) {
        return Arrays.stream(values()).filter(fault -> fault.status == status).findFirst();
    }
}
