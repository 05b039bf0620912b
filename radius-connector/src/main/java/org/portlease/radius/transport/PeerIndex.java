package org.portlease.radius.transport;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.Network;
import org.portlease.radius.Peer;

/**
 * Finds the peer of a source address, the exact address first, then the longest prefix; or of an
 * id. Immutable: new peers are a new index.
 */
final class PeerIndex {

    private final Map<Long, Peer> byId = new HashMap<>();
    private final Map<InetAddress, Peer> byAddress = new HashMap<>();
    private final Map<Network, Peer> byNetwork = new HashMap<>();
    private final List<Integer> prefixes;

    PeerIndex(List<Peer> peers) {
        for (Peer peer : peers) {
            byId.putIfAbsent(peer.id(), peer);
            Network network = peer.network();
            if (network.prefix() == bits(network.address())) {
                byAddress.putIfAbsent(network.address(), peer);
            } else {
                byNetwork.putIfAbsent(network, peer);
            }
        }
        prefixes =
                byNetwork.keySet().stream()
                        .map(Network::prefix)
                        .distinct()
                        .sorted(Comparator.reverseOrder())
                        .toList();
    }

    @Nullable Peer find(InetAddress source) {
        Peer exact = byAddress.get(source);
        if (exact != null) {
            return exact;
        }
        for (int prefix : prefixes) {
            Peer peer = prefix <= bits(source) ? byNetwork.get(new Network(source, prefix)) : null;
            if (peer != null) {
                return peer;
            }
        }
        return null;
    }

    Optional<Peer> byId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * 8;
    }
}
