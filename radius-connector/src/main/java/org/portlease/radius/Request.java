package org.portlease.radius;

import java.net.InetSocketAddress;
import org.portlease.radius.packet.Packet;

/**
 * A verified request, and who sent it.
 *
 * @param peer the peer by its source address; of a CoA- or Disconnect-Request a home server, with
 *     its id ({@link Peers#authorizers})
 * @param source where the datagram came from
 * @param packet the request, decoded; read only
 * @param looped whether it carries a Proxy-State that this installation made: it has been here
 */
public record Request(Peer peer, InetSocketAddress source, Packet packet, boolean looped) {}
