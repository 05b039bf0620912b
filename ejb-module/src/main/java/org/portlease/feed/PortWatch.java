package org.portlease.feed;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portlease.session.Occupancy;

/** Which ports in use have changed since the last look. One thread's. */
final class PortWatch {

    private Set<FeedEvent> known = Set.of();

    /** Those that have changed. */
    List<FeedEvent> look(
            Collection<Occupancy.OfProvider> providers,
            Collection<Occupancy.OfPop> pops,
            Owners owners) {
        Set<FeedEvent> found =
                Stream.concat(
                                providers.stream().map(row -> event(row, owners)),
                                pops.stream().map(PortWatch::event))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        List<FeedEvent> news = found.stream().filter(event -> !known.contains(event)).toList();
        known = found;
        return news;
    }

    /** All of them, for one who has just come. */
    Collection<FeedEvent> all() {
        return known;
    }

    private static FeedEvent event(Occupancy.OfProvider row, Owners owners) {
        Owner owner = owners.named(row.provider());
        return new FeedEvent(
                FeedEvent.CAPACITY_PROVIDER,
                null,
                owner == null ? null : owner.id(),
                new FeedEvent.ProviderPorts(
                        row.provider(),
                        row.contract(),
                        row.ports(),
                        row.inUse(),
                        row.burstInUse()));
    }

    private static FeedEvent event(Occupancy.OfPop row) {
        return new FeedEvent(
                FeedEvent.CAPACITY_POP,
                null,
                null,
                new FeedEvent.PopPorts(row.pop(), row.ports(), row.inUse(), row.clientsInUse()));
    }
}
