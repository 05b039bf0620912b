package org.portlease.radius.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.Event;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Peer;
import org.portlease.radius.Request;
import org.portlease.radius.packet.BadPacketException;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/**
 * What happens to a datagram behind its door: whose it is, whether its code belongs here, whether
 * it is sound and signed; only then whether it is a duplicate; and if not, it queues up for a
 * decision. For the door's one thread.
 */
final class Reception {

    private final Service service;
    private final Directory directory;
    private final DuplicateCache duplicates;
    private final EventQueue queue;
    private final EventIds ids;
    private final Clock clock;
    private final Drops drops;
    private final BooleanSupplier serving;
    private final LongAdder received;
    private final LongAdder resent;
    private final LongAdder undecided;
    private final LongAdder statusAnswered;
    private final Legs legs;

    Reception(Service service, Shared shared, DuplicateCache duplicates, BooleanSupplier serving) {
        this.service = service;
        this.directory = shared.directory();
        this.duplicates = duplicates;
        this.queue = shared.queue();
        this.ids = shared.ids();
        this.clock = shared.clock();
        this.drops = shared.drops();
        this.serving = serving;
        Counters counters = shared.counters();
        received = counters.adder("received." + service.label());
        resent = counters.adder("duplicates.resent");
        undecided = counters.adder("duplicates.undecided");
        statusAnswered = counters.adder("status-server.answered");
        legs = Legs.of(service, counters);
    }

    void accept(Door door, byte[] datagram, int length, InetSocketAddress source) {
        received.increment();
        try {
            Directory.Entries known = directory.current();
            Peer peer = known.askersOf(service).find(source.getAddress());
            if (peer == null) {
                drops.drop("unknown-peer", source);
            } else if (length < Door.SHORTEST_PACKET) {
                drops.drop("truncated", source);
            } else if (service.takes(PacketCodec.code(datagram))) {
                request(door, datagram, length, source, peer, known.mark());
            } else if (PacketCodec.code(datagram) == Code.STATUS_SERVER.number()
                    && service.statusReply().isPresent()) {
                status(door, datagram, length, source, peer);
            } else {
                drops.drop("code-not-allowed", source);
            }
        } catch (BadPacketException e) {
            drops.drop(Counters.label(e.reason()), source);
        } catch (IOException e) {
            drops.drop("reply-not-sent", source);
        } catch (RuntimeException e) {
            // whatever one datagram does to us, the next one is received
            drops.drop("fault-" + e.getClass().getSimpleName(), source);
        }
    }

    private void request(
            Door door,
            byte[] datagram,
            int length,
            InetSocketAddress source,
            Peer peer,
            LoopMark mark)
            throws BadPacketException, IOException {
        long now = System.nanoTime();
        Packet packet =
                PacketCodec.decodeRequest(
                        datagram, length, peer.secret(), peer.messageAuthenticator());
        byte[] authenticator = PacketCodec.authenticator(datagram);
        DuplicateCache.Key key = new DuplicateCache.Key(source, PacketCodec.identifier(datagram));
        DuplicateCache.@Nullable Entry repeated = duplicates.repeated(key, authenticator);
        if (repeated != null) {
            resend(door, repeated, source);
            return;
        }
        Request request = new Request(peer, source, packet, mark.isIn(packet));
        Exchange exchange = new Exchange(door, duplicates, key, authenticator, request, now, legs);
        duplicates.begin(exchange);
        var event = new Event.RequestArrived(ids.next(), clock.instant(), request);
        if (!queue.offer(new Pending.OfPeer(event, exchange, now), LoadKind.of(packet))) {
            exchange.abandon("shed");
        }
    }

    private void resend(Door door, DuplicateCache.Entry repeated, InetSocketAddress source)
            throws IOException {
        if (repeated instanceof DuplicateCache.Answered answered) {
            door.send(answered.reply(), source);
            resent.increment();
        } else {
            undecided.increment();
        }
    }

    /**
     * RFC 5997: answered by itself, always signed, and with silence by a server that cannot work.
     */
    private void status(Door door, byte[] datagram, int length, InetSocketAddress source, Peer peer)
            throws BadPacketException, IOException {
        Packet packet =
                PacketCodec.decodeRequest(
                        datagram, length, peer.secret(), MessageAuthenticatorPolicy.REQUIRED);
        if (!serving.getAsBoolean()) {
            drops.drop("status-server-while-not-serving", source);
            return;
        }
        byte[] reply =
                PacketCodec.encodeReply(
                        Packet.of(service.statusReply().orElseThrow()),
                        packet,
                        PacketCodec.identifier(datagram),
                        PacketCodec.authenticator(datagram),
                        peer.secret());
        door.send(reply, source);
        statusAnswered.increment();
    }
}
