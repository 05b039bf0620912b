package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Outcome;
import org.portlease.radius.Peer;
import org.portlease.radius.Peers;
import org.portlease.radius.Request;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

class RepliesTest {

    private static final Outcome.Reply LATER =
            new Outcome.Reply(Packet.of(Code.ACCESS_REJECT), Duration.ofMinutes(1));

    private final Counters counters = new Counters();
    private final DuplicateCache cache = new DuplicateCache(Duration.ofSeconds(10));

    private Shared shared() {
        Occasional occasional = new Occasional();
        return new Shared(
                new Directory(new Peers(1, List.of(), List.of(), List.of(), Secret.of("key"))),
                new EventQueue(16, counters, occasional),
                new EventIds(Clock.systemUTC()),
                Clock.systemUTC(),
                counters,
                new Drops(counters, occasional),
                occasional);
    }

    private Exchange exchange(Door door, DatagramSocket nas, int identifier) {
        Peer peer =
                new Peer(
                        1,
                        Network.parse("127.0.0.1"),
                        Secret.of("s"),
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        Duration.ofSeconds(8));
        InetSocketAddress source = (InetSocketAddress) nas.getLocalSocketAddress();
        Request request = new Request(peer, source, Packet.of(Code.ACCESS_REQUEST), false);
        DuplicateCache.Key key = new DuplicateCache.Key(source, identifier);
        Exchange exchange =
                new Exchange(
                        door,
                        cache,
                        key,
                        new byte[16],
                        request,
                        System.nanoTime(),
                        Legs.of(Service.AUTHENTICATION, new Counters()));
        cache.begin(exchange);
        return exchange;
    }

    @Test
    void doNotWaitWhereTooManyDoAlready() throws Exception {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Door door = Door.open(free, 65_536);
                DatagramSocket nas = new DatagramSocket(free)) {
            Replies replies = new Replies(shared(), 2);
            for (int identifier = 0; identifier < 3; identifier++) {
                replies.reply(exchange(door, nas, identifier), LATER);
            }

            assertThat(replies.waiting()).isEqualTo(2);
            assertThat(counters.values())
                    .containsEntry("replies.too-many-to-delay", 1L)
                    .containsEntry("replied.access-reject", 1L);
        }
    }
}
