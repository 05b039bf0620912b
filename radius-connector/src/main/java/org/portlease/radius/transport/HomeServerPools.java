package org.portlease.radius.transport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.portlease.radius.HomeServer;

/** The home servers by group, each group in the order of priority. Immutable. */
final class HomeServerPools {

    private final List<HomeServer> all;
    private final Map<Long, List<HomeServer>> groups;

    HomeServerPools(List<HomeServer> servers) {
        all = List.copyOf(servers);
        groups =
                servers.stream()
                        .sorted(
                                Comparator.comparingInt(HomeServer::priority)
                                        .thenComparingLong(HomeServer::id))
                        .collect(Collectors.groupingBy(HomeServer::group));
    }

    List<HomeServer> all() {
        return all;
    }

    /**
     * The servers of a group in the order to ask them: the preferred one, those that answer, those
     * that were silent lately. Empty where there is no such group.
     */
    List<HomeServer> inOrder(
            long group, OptionalLong preferred, Predicate<HomeServer> silentLately) {
        List<HomeServer> members = groups.getOrDefault(group, List.of());
        if (members.size() < 2) {
            return members;
        }
        List<HomeServer> order = new ArrayList<>(members);
        order.sort(
                Comparator.comparingInt(
                        server -> {
                            if (preferred.isPresent() && preferred.getAsLong() == server.id()) {
                                return 0;
                            }
                            return silentLately.test(server) ? 2 : 1;
                        }));
        return order;
    }
}
