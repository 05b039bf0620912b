package org.portlease.radius;

import java.util.List;

/**
 * Everyone the connector talks to, at one version of the configuration.
 *
 * @param version rises with each change
 * @param authorizers who may send CoA- and Disconnect-Requests (RFC 5176): home servers, with their
 *     ids
 * @param proxyStateKey authenticates our own Proxy-State, the same on every node of an installation
 * @param draining whether nobody new is let in here: then a Status-Server for authentication gets
 *     no answer, so that NASes turn to another server
 */
public record Peers(
        long version,
        List<Peer> peers,
        List<HomeServer> homeServers,
        List<Peer> authorizers,
        Secret proxyStateKey,
        boolean draining) {

    /** Of a server that lets anybody in. */
    public Peers(
            long version,
            List<Peer> peers,
            List<HomeServer> homeServers,
            List<Peer> authorizers,
            Secret proxyStateKey) {
        this(version, peers, homeServers, authorizers, proxyStateKey, false);
    }

    public Peers {
        peers = List.copyOf(peers);
        homeServers = List.copyOf(homeServers);
        authorizers = List.copyOf(authorizers);
    }
}
