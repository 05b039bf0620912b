package org.portlease.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.portlease.session.Occupancy;

/** Which ports in use have changed since the last look. One thread's. */
final class PortWatch {

    private Map<Object, FeedEvent> known = new HashMap<>();

    /** Those that have changed. */
    List<FeedEvent> look(
            Collection<Occupancy.OfProvider> providers, Collection<Occupancy.OfPop> pops) {
        Map<Object, FeedEvent> found = new HashMap<>();
        List<FeedEvent> news = new ArrayList<>();
        Stream.concat(providers.stream().map(PortWatch::event), pops.stream().map(PortWatch::event))
                .forEach(
                        event -> {
                            found.put(event.data(), event);
                            if (!known.containsKey(event.data())) {
                                news.add(event);
                            }
                        });
        known = found;
        return news;
    }

    /** All of them, for one who has just come. */
    Collection<FeedEvent> all() {
        return known.values();
    }

    private static FeedEvent event(Occupancy.OfProvider row) {
        return new FeedEvent(
                FeedEvent.CAPACITY_PROVIDER,
                null,
                row.provider(),
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
