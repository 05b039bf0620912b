package org.portlease.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.Clients;
import org.portlease.contract.Contract;
import org.portlease.web.api.Call;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Visibility;

/** Whose rows of billing are asked for, and may be seen by who asks. */
@RequestScoped
public class ClientRows {

    private static final int LONGEST_NAME = 64;

    @Inject private Visibility visibility;
    @Inject private Clients clients;
    @Inject private References references;
    @Inject private Call call;

    /**
     * The contracts whose rows are to be listed; empty for all there are.
     *
     * @param provider the name of whose; null for all that may be seen
     * @param contract which one; null for all of the provider's
     */
    public Optional<Collection<Long>> contracts(
            @Nullable String provider, @Nullable Long contract) {
        Optional<Set<Long>> wanted =
                references
                        .providerFilter(provider)
                        .map(id -> new HashSet<>(clients.contractsOf(id)));
        if (contract != null) {
            wanted =
                    Optional.of(
                            wanted.filter(ids -> !ids.contains(contract)).isPresent()
                                    ? Set.of()
                                    : Set.of(contract));
        }
        Optional<Long> own = visibility.provider();
        if (own.isPresent()) {
            Set<Long> visible = new TreeSet<>(clients.contractsOf(own.get()));
            wanted.ifPresent(visible::retainAll);
            return Optional.of(visible);
        }
        return wanted.map(ids -> ids);
    }

    /**
     * The provider whose rows are to be listed; empty for all.
     *
     * @param name of one; null for all that may be seen
     */
    public Optional<Long> provider(@Nullable String name) {
        return references.visible(references.providerFilter(name), visibility.provider());
    }

    /**
     * @throws ProblemException with 404, where there is none, or it is not the caller's to see
     */
    public Contract contract(long id) {
        return clients.contract(id)
                .filter(contract -> visibility.includes(contract.providerId()))
                .orElseThrow(() -> ProblemException.unknown("contract", id));
    }

    /**
     * @throws ProblemException with 404, where what that contract has is not the caller's to see
     */
    public void check(String kind, Object id, long contract) {
        boolean visible =
                clients.contract(contract)
                        .filter(known -> visibility.includes(known.providerId()))
                        .isPresent();
        if (!visible) {
            throw ProblemException.unknown(kind, id);
        }
    }

    /** Whether the caller may see the rows of every provider, and the master's own. */
    public boolean seeAll() {
        return visibility.provider().isEmpty();
    }

    /** Whom the books name as the one who did it. */
    public String who() {
        String actor = call.actor();
        return actor.substring(0, Math.min(LONGEST_NAME, actor.length()));
    }
}
