package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutstandingTest {

    private final Outstanding outstanding =
            new Outstanding(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1812));

    @Test
    void givesEachIdentifierOfEachSocketOnceAndThenNoMore() {
        Set<Integer> slots = new HashSet<>();
        for (int i = 0; i < 256 * SourceSockets.MOST; i++) {
            assertThat(slots.add(outstanding.reserve())).isTrue();
        }

        assertThat(outstanding.reserve()).isEqualTo(Outstanding.NO_SLOT);
        assertThat(slots).allMatch(slot -> Outstanding.socketOf(slot) < SourceSockets.MOST);
        assertThat(outstanding.size()).isEqualTo(slots.size());
    }

    @Test
    void takesOneSocketAsLongAsItsIdentifiersLast() {
        for (int i = 0; i < 256; i++) {
            assertThat(Outstanding.socketOf(outstanding.reserve())).isZero();
        }
        assertThat(Outstanding.socketOf(outstanding.reserve())).isEqualTo(1);
    }

    @Test
    void takesAgainLastWhatWasFreedLast() {
        int first = outstanding.reserve();
        outstanding.giveBack(first);
        for (int i = 0; i < 255; i++) {
            assertThat(outstanding.reserve()).isNotEqualTo(first);
        }
        assertThat(outstanding.reserve()).isEqualTo(first);
    }
}
