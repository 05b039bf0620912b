package org.portlease.session;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.PopShare;
import org.portlease.provider.Pop;

/**
 * Whose ports a capacity row counts, by name: a provider's contract's, a point of presence's, or,
 * where both are named, a provider's share there.
 */
record CapacityOwner(@Nullable String provider, @Nullable String pop) {

    /** Those of the whole configuration, by the row's id. */
    static Map<Long, CapacityOwner> all(Directory directory) {
        Map<Long, CapacityOwner> owners = new HashMap<>();
        for (Contract contract : directory.contracts()) {
            String provider = directory.provider(contract.providerId()).name();
            owners.put(contract.capacityId(), new CapacityOwner(provider, null));
        }
        for (Pop pop : directory.pops()) {
            owners.put(pop.capacityId(), new CapacityOwner(null, pop.name()));
        }
        for (PopShare share : directory.shares()) {
            String provider = directory.providerName(share.contractId()).orElse(null);
            String pop = directory.pop(share.popId()).name();
            owners.put(share.capacityId(), new CapacityOwner(provider, pop));
        }
        return owners;
    }
}
