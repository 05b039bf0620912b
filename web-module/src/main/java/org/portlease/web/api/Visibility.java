package org.portlease.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;
import org.portlease.provisioning.Principals;

/** Whose rows the caller may see: everybody's, or one client provider's. */
@RequestScoped
public class Visibility {

    @Inject private HttpServletRequest request;
    @Inject private Call call;
    @Inject private Principals principals;
    private boolean asked;
    private Optional<Long> known = Optional.empty();

    /**
     * The client provider that the caller speaks for, and whose rows alone it sees; empty for one
     * who sees all.
     *
     * @throws ProblemException where it has no role but "provider" and is bound to none
     */
    public Optional<Long> provider() {
        if (!asked) {
            known = find();
            asked = true;
        }
        return known;
    }

    private Optional<Long> find() {
        boolean seesAll =
                Stream.of(Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR)
                        .anyMatch(request::isUserInRole);
        if (seesAll) {
            return Optional.empty();
        }
        return Optional.of(
                principals
                        .providerOf(call.actor())
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Fault.FORBIDDEN,
                                                "'"
                                                        + call.actor()
                                                        + "' is bound to no provider; an operator"
                                                        + " must do that first")));
    }

    /** Whether the caller may see that provider's rows. */
    public boolean includes(long providerId) {
        return provider().map(own -> own == providerId).orElse(true);
    }

    /**
     * @throws ProblemException with 404, as if it were not there, where it is not the caller's to
     *     see
     */
    public void check(String kind, Object id, long providerId) {
        if (!includes(providerId)) {
            throw ProblemException.unknown(kind, id);
        }
    }
}
