package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Peer;
import org.portlease.radius.Secret;

class PeerIndexTest {

    private static Peer peer(long id, String network) {
        return new Peer(
                id,
                Network.parse(network),
                Secret.of("s"),
                MessageAuthenticatorPolicy.OPTIONAL,
                false,
                Duration.ofSeconds(8));
    }

    private final PeerIndex index =
            new PeerIndex(
                    List.of(
                            peer(1, "10.0.0.0/8"),
                            peer(2, "10.1.0.0/16"),
                            peer(3, "10.1.2.3"),
                            peer(4, "2001:db8::/32"),
                            peer(5, "2001:db8::7")));

    private long find(String address) throws UnknownHostException {
        Peer found = index.find(InetAddress.getByName(address));
        return found == null ? 0 : found.id();
    }

    @Test
    void takesTheAddressBeforeTheLongestPrefixBeforeAShorterOne() throws Exception {
        assertThat(find("10.1.2.3")).isEqualTo(3);
        assertThat(find("10.1.2.4")).isEqualTo(2);
        assertThat(find("10.2.0.1")).isEqualTo(1);
    }

    @Test
    void keepsTheFamiliesApart() throws Exception {
        assertThat(find("2001:db8::7")).isEqualTo(5);
        assertThat(find("2001:db8::8")).isEqualTo(4);
        assertThat(find("2001:db9::8")).isZero();
    }

    @Test
    void knowsNobodyElse() throws Exception {
        assertThat(find("11.0.0.1")).isZero();
    }
}
