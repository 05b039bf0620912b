package org.portlease.endpoint;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.portlease.contract.Directory;
import org.portlease.provider.HomeServer;

/**
 * Which home servers may send CoA- and Disconnect-Requests. A request is known by its source
 * address alone: where servers of several owners stand at one, it can't be told whose it is, and
 * none of them may.
 */
final class Authorizers {

    private final Directory directory;

    Authorizers(Directory directory) {
        this.directory = directory;
    }

    /** One for each address. */
    List<HomeServer> known() {
        return directory.homeServers().stream()
                .filter(HomeServer::authorizes)
                .collect(
                        Collectors.groupingBy(
                                HomeServer::address, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(Authorizers::areOfOneOwner)
                .map(servers -> servers.get(0))
                .toList();
    }

    private static boolean areOfOneOwner(Collection<HomeServer> servers) {
        boolean one = servers.stream().map(HomeServer::providerId).distinct().count() == 1;
        if (!one) {
            EndpointLog.LOG.ownersShareAddress(servers.iterator().next().address());
        }
        return one;
    }
}
