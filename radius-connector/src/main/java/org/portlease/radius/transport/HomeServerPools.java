package org.portlease.radius.transport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
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
     * The servers of a group as they are to be asked: the preferred one, those that answer, the
     * suspect, the dead. Empty where there is no such group.
     *
     * @param destination called once for each server of the group
     */
    List<Destination> inOrder(
            long group, OptionalLong preferred, Function<HomeServer, Destination> destination) {
        List<HomeServer> servers = groups.getOrDefault(group, List.of());
        if (servers.size() == 1) {
            return List.of(destination.apply(servers.get(0)));
        }
        List<Destination> ordered = new ArrayList<>(servers.size());
        for (HomeServer server : servers) {
            ordered.add(destination.apply(server));
        }
        ordered.sort(
                Comparator.comparing(
                                (Destination each) ->
                                        preferred.isEmpty() || preferred.getAsLong() != each.id())
                        .thenComparing(Destination::standing));
        return ordered;
    }
}
