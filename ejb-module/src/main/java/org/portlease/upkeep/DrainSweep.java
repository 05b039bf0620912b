package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.SessionEnding;
import org.portlease.outbound.SessionFilter;
import org.portlease.provider.Nas;
import org.portlease.provider.Provider;

/**
 * Disconnects the open sessions of NASes and client providers that are drained so, whatever node
 * they came through, and those that are reported late.
 */
@ApplicationScoped
public class DrainSweep {

    private static final int AT_ONCE = 500;

    @Inject private Rounds rounds;
    @Inject private DirectoryCache directories;
    @Inject private SessionEnding sessions;

    void sweep(Instant now) {
        Directory directory = directories.current();
        directory.nases().stream()
                .filter(Nas::drainDisconnects)
                .forEach(
                        nas ->
                                end(
                                        SessionFilter.ALL.atNases(List.of(nas.id())),
                                        RefusalReason.NAS_DRAINING,
                                        now));
        directory.providers().stream()
                .filter(Provider::drainDisconnects)
                .map(provider -> contracts(directory, provider))
                .filter(contracts -> !contracts.isEmpty())
                .forEach(
                        contracts ->
                                end(
                                        SessionFilter.ALL.ofContracts(contracts),
                                        RefusalReason.PROVIDER_DRAINING,
                                        now));
    }

    private static List<Long> contracts(Directory directory, Provider provider) {
        Collection<Contract> all = directory.contracts();
        return all.stream()
                .filter(contract -> contract.providerId() == provider.id())
                .map(Contract::id)
                .toList();
    }

    private void end(SessionFilter which, RefusalReason why, Instant now) {
        rounds.whileFull(AT_ONCE, () -> sessions.askAll(which, why.name(), AT_ONCE, now));
    }
}
