package org.portlease.radius.transport;

import java.util.List;
import org.portlease.radius.ForwardContext;
import org.portlease.radius.HomeServer;
import org.portlease.radius.packet.Packet;

/**
 * One question to a group of home servers: it asks them one after the other until one answers or
 * the time budget of the NAS's request ends. Only one thread at a time works at it.
 */
final class Inquiry {

    private final Exchange exchange;
    private final ForwardContext context;
    private final Packet packet;
    private final Service service;
    private final LoopMark mark;
    private final List<HomeServer> servers;
    private int asked;

    Inquiry(
            Exchange exchange,
            ForwardContext context,
            Packet packet,
            LoopMark mark,
            List<HomeServer> servers) {
        this.exchange = exchange;
        this.context = context;
        this.packet = packet;
        this.service = Service.of(packet.code());
        this.mark = mark;
        this.servers = servers;
    }

    Exchange exchange() {
        return exchange;
    }

    ForwardContext context() {
        return context;
    }

    Packet packet() {
        return packet;
    }

    Service service() {
        return service;
    }

    LoopMark mark() {
        return mark;
    }

    boolean hasNextServer() {
        return asked < servers.size();
    }

    HomeServer nextServer() {
        return servers.get(asked++);
    }
}
