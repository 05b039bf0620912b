package org.portlease.web.api;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portlease.json.Plain;

/** Takes down who calls, and bounds what may be sent, before anything else looks at a request. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class CallFilter implements ContainerRequestFilter {

    static final String REASON = "Portlease-Reason";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String DRY_RUN = "dryRun";

    /** A bulk import may be as long. */
    static final long MOST_IMPORT = 32L << 20;

    /** A client's own records may be as long: of some ten million sessions. */
    static final long MOST_RECORDS = 1L << 30;

    /** Any other body. */
    static final long MOST_BODY = 1L << 20;

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final int MOST_REASON = 500;
    private static final String IMPORTS = "/import";
    private static final String RECORDS = "/reconciliations";

    @Inject private Call call;
    @Context @Nullable HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        call.begin(said(request), idempotent(request) ? digesting(request) : null);
        bound(request);
    }

    private Call.Said said(ContainerRequestContext request) {
        Principal principal = request.getSecurityContext().getUserPrincipal();
        return new Call.Said(
                principal == null ? "nobody" : principal.getName(),
                servletRequest == null ? "" : servletRequest.getRemoteAddr(),
                reason(request),
                Optional.ofNullable(request.getHeaderString(HttpHeaders.IF_MATCH)),
                key(request),
                "true".equals(request.getUriInfo().getQueryParameters().getFirst(DRY_RUN)));
    }

    private static Optional<String> reason(ContainerRequestContext request) {
        Optional<String> reason =
                Optional.ofNullable(request.getHeaderString(REASON))
                        .map(CallFilter::decoded)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty());
        if (reason.isPresent() && reason.get().length() > MOST_REASON) {
            throw ProblemException.of(REASON, "must have at most " + MOST_REASON + " characters");
        }
        reason.flatMap(Plain::fault)
                .ifPresent(
                        fault -> {
                            throw ProblemException.of(REASON, fault);
                        });
        return reason;
    }

    /** The container makes a character of each octet; callers send UTF-8. */
    static String decoded(String header) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ProblemException.of(REASON, "expected UTF-8");
        }
    }

    private static Optional<String> key(ContainerRequestContext request) {
        Optional<String> key = Optional.ofNullable(request.getHeaderString(IDEMPOTENCY_KEY));
        if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
            throw ProblemException.of(
                    IDEMPOTENCY_KEY, "expected 1 to 128 printable characters of ASCII");
        }
        return key;
    }

    private static boolean idempotent(ContainerRequestContext request) {
        return request.getMethod().equals(HttpMethod.POST)
                && request.getHeaderString(IDEMPOTENCY_KEY) != null;
    }

    /** The digest is complete when the body has been read. */
    private static MessageDigest digesting(ContainerRequestContext request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String what = request.getMethod() + " " + request.getUriInfo().getRequestUri();
            digest.update(what.getBytes(StandardCharsets.UTF_8));
            request.setEntityStream(new DigestInputStream(request.getEntityStream(), digest));
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 does not work here", e);
        }
    }

    private static void bound(ContainerRequestContext request) {
        long most = most(request.getUriInfo().getPath());
        if (request.getLength() > most) {
            throw BoundedStream.tooLarge(most);
        }
        request.setEntityStream(new BoundedStream(request.getEntityStream(), most));
    }

    private static long most(String path) {
        if (path.endsWith(RECORDS)) {
            return MOST_RECORDS;
        }
        return path.endsWith(IMPORTS) ? MOST_IMPORT : MOST_BODY;
    }
}
