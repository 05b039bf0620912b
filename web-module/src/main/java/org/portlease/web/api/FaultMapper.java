package org.portlease.web.api;

import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;
import jakarta.persistence.QueryTimeoutException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.BillingBusyException;
import org.portlease.billing.BillingRefusedException;
import org.portlease.json.FieldException;
import org.portlease.listing.ListingException;
import org.portlease.provisioning.RefusedException;

/**
 * Tells every fault as a problem (RFC 9457). What the container wrapped is looked into; what nobody
 * foresaw is logged under the request's id, and told without its insides.
 */
@Provider
public class FaultMapper implements ExceptionMapper<Throwable> {

    private static final int RETRY_SECONDS = 1;

    /** SQLSTATEs of values that can't be stored begin with it. */
    private static final String DATA = "22";

    /** One of them is never a caller's. */
    private static final String DIVISION_BY_ZERO = "22012";

    /** What the container says of a parameter in the query that is of the wrong type. */
    private static final Pattern PARAMETER =
            Pattern.compile("QueryParam\\(\"([^\"]+)\"\\) value is '(.*)'");

    @Inject private Call call;

    @Override
    public Response toResponse(Throwable thrown) {
        List<Throwable> causes =
                Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(20).toList();
        return causes.stream()
                .flatMap(cause -> response(cause).stream())
                .findFirst()
                .orElseGet(() -> unforeseen(thrown));
    }

    private Optional<Response> response(Throwable fault) {
        if (fault instanceof ProblemException known) {
            return Optional.of(told(known.problem()));
        }
        if (fault instanceof AnsweredBeforeException answered) {
            return Optional.of(answered.getResponse());
        }
        if (fault instanceof WebApplicationException web) {
            return Optional.of(ofContainer(web));
        }
        if (fault instanceof FieldException field) {
            return Optional.of(told(ProblemException.of(field.path(), field.sentence()).problem()));
        }
        if (fault instanceof ListingException parameter) {
            return Optional.of(
                    told(
                            ProblemException.of(
                                            parameter.parameter(),
                                            String.valueOf(parameter.getMessage()))
                                    .problem()));
        }
        if (fault instanceof BillingBusyException) {
            return Optional.of(told(Fault.UNAVAILABLE, fault.getMessage() + ": try again"));
        }
        if (fault instanceof BillingRefusedException || fault instanceof RefusedException) {
            return Optional.of(told(Fault.CONFLICT, String.valueOf(fault.getMessage())));
        }
        return ofDatabase(fault);
    }

    static boolean isOfData(@Nullable String state) {
        return state != null && state.startsWith(DATA) && !state.equals(DIVISION_BY_ZERO);
    }

    private Optional<Response> ofDatabase(Throwable fault) {
        if (fault instanceof SQLException sql && isOfData(sql.getSQLState())) {
            ApiLog.LOG.valueNotStorable(call.requestId(), sql.getSQLState());
            return Optional.of(
                    told(
                            Fault.INVALID,
                            "a value can't be stored: a number or a time is out of range, or a text"
                                    + " has a character that none may have"));
        }
        if (fault instanceof ConstraintViolationException) {
            return Optional.of(
                    told(
                            Fault.CONFLICT,
                            "it contradicts what is there: something with that name exists, or"
                                    + " something still refers to it"));
        }
        boolean locked =
                fault instanceof LockTimeoutException
                        || fault instanceof PessimisticLockException
                        || fault instanceof QueryTimeoutException;
        if (locked) {
            return Optional.of(told(Fault.UNAVAILABLE, "another change takes long: try again"));
        }
        return Optional.empty();
    }

    private Response ofContainer(WebApplicationException fault) {
        int status = fault.getResponse().getStatus();
        if (status < 400) {
            return fault.getResponse();
        }
        Matcher parameter = PARAMETER.matcher(String.valueOf(fault.getMessage()));
        if (parameter.find()) {
            return told(
                    ProblemException.of(parameter.group(1), "can't be '" + parameter.group(2) + "'")
                            .problem());
        }
        Fault kind = Fault.of(status).orElse(status < 500 ? Fault.MALFORMED : Fault.INTERNAL);
        return Response.fromResponse(fault.getResponse())
                .status(kind.status())
                .type(Problem.JSON)
                .entity(Problem.of(kind, kind.usual()).in(call.requestId()))
                .build();
    }

    private Response told(Fault fault, String detail) {
        return told(Problem.of(fault, detail));
    }

    private Response told(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status())
                        .type(Problem.JSON)
                        .entity(problem.in(call.requestId()));
        if (problem.status() == Fault.UNAVAILABLE.status()
                || problem.status() == Fault.TOO_MANY.status()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.build();
    }

    private Response unforeseen(Throwable thrown) {
        boolean database =
                Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                        .anyMatch(PersistenceException.class::isInstance);
        ApiLog.LOG.requestFailed(
                thrown instanceof EJBException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown,
                call.requestId());
        return database
                ? told(Fault.UNAVAILABLE, "the database did not do it; the log says why")
                : told(Fault.INTERNAL, "the log says more under this request's id");
    }
}
