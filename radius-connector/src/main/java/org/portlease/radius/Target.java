package org.portlease.radius;

import java.net.InetSocketAddress;
import java.util.OptionalLong;

/** Whom a request is sent to. */
public sealed interface Target {

    /**
     * The home servers of a group, in order of priority.
     *
     * @param group {@link HomeServer#group()}
     * @param preferred the home server to ask first, where a conversation is under way with it
     */
    record HomeServers(long group, OptionalLong preferred) implements Target {

        public HomeServers(long group) {
            this(group, OptionalLong.empty());
        }
    }

    /**
     * A NAS, as the server of dynamic authorization (RFC 5176): for a Disconnect-Request or a
     * CoA-Request, under the peer's secret.
     *
     * @param peer {@link Peer#id()}
     * @param address where that NAS of the peer's takes them
     */
    record Nas(long peer, InetSocketAddress address) implements Target {}
}
