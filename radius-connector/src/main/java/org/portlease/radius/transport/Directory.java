package org.portlease.radius.transport;

import org.portlease.radius.Peers;

/**
 * Everyone we talk to, looked up fast. New peers replace the whole; who is at work with the old
 * entries finishes with them.
 */
final class Directory {

    /**
     * @param version of the configuration
     * @param peers who may ask for access and report accounting
     * @param authorizers who may ask for dynamic authorization
     * @param mark our Proxy-State under the installation's key
     * @param draining whether nobody new is let in here
     */
    record Entries(
            long version,
            PeerIndex peers,
            PeerIndex authorizers,
            HomeServerPools pools,
            LoopMark mark,
            boolean draining) {

        static Entries of(Peers peers) {
            return new Entries(
                    peers.version(),
                    new PeerIndex(peers.peers()),
                    new PeerIndex(peers.authorizers()),
                    new HomeServerPools(peers.homeServers()),
                    new LoopMark(peers.proxyStateKey()),
                    peers.draining());
        }

        /** Who may ask for a service. */
        PeerIndex askersOf(Service service) {
            return switch (service) {
                case AUTHENTICATION, ACCOUNTING -> peers;
                case DYNAMIC_AUTHORIZATION -> authorizers;
            };
        }
    }

    private volatile Entries current;

    Directory(Peers peers) {
        current = Entries.of(peers);
    }

    Entries current() {
        return current;
    }

    void replace(Peers peers) {
        current = Entries.of(peers);
    }
}
