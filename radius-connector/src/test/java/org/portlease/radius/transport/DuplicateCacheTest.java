package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Peer;
import org.portlease.radius.Request;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

class DuplicateCacheTest {

    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final InetSocketAddress NAS =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
    private static final DuplicateCache.Key KEY = new DuplicateCache.Key(NAS, 7);
    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};

    private final DuplicateCache cache = new DuplicateCache(KEPT);

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @BeforeEach
    void openDoor() throws Exception {
        door = Door.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 65_536);
    }

    @AfterEach
    void closeDoor() throws Exception {
        door.close();
    }

    private Exchange begin(byte[] authenticator) {
        Peer peer =
                new Peer(
                        1,
                        Network.parse("127.0.0.1"),
                        Secret.of("s"),
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        Duration.ofSeconds(8));
        Request request = new Request(peer, NAS, Packet.of(Code.ACCESS_REQUEST), false);
        Exchange exchange =
                new Exchange(
                        door,
                        cache,
                        KEY,
                        authenticator,
                        request,
                        System.nanoTime(),
                        Legs.of(Service.AUTHENTICATION, new Counters()));
        cache.begin(exchange);
        return exchange;
    }

    @Test
    void forgetsAReplyWhenItIsOldAndNotBefore() {
        cache.keep(begin(FIRST), new byte[] {9});
        DuplicateCache.Answered answered =
                (DuplicateCache.Answered) Objects.requireNonNull(cache.repeated(KEY, FIRST));

        cache.sweep(answered.at() + KEPT.toNanos() - 1);
        assertThat(cache.repeated(KEY, FIRST)).isSameAs(answered);
        cache.sweep(answered.at() + KEPT.toNanos());
        assertThat(cache.repeated(KEY, FIRST)).isNull();
        assertThat(cache.size()).isZero();
    }

    @Test
    void neverForgetsWhatIsBeingDecided() {
        Exchange exchange = begin(FIRST);
        cache.sweep(System.nanoTime() + KEPT.multipliedBy(100).toNanos());

        assertThat(cache.repeated(KEY, FIRST)).isSameAs(exchange);
    }

    @Test
    void letsANewerRequestStandWhenTheOlderOneIsFinished() {
        Exchange older = begin(FIRST);
        Exchange newer = begin(SECOND);

        cache.keep(older, new byte[] {9});
        cache.abandon(older);

        assertThat(cache.repeated(KEY, FIRST)).isNull();
        assertThat(cache.repeated(KEY, SECOND)).isSameAs(newer);
    }
}
