package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final long KEPT = Windows.KEPT.toNanos();

    private final InetSocketAddress nas =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 3799);
    private final Windows windows = new Windows();

    private void sweep(long now) {
        windows.sweep(now, attempt -> {});
    }

    @Test
    void forgetsWhoHasNotBeenAskedForAWhile() {
        Outstanding window = windows.at(nas, 0);
        window.giveBack(window.reserve());
        sweep(KEPT - 1);
        assertThat(windows.known(nas)).isSameAs(window);
        sweep(KEPT);

        assertThat(windows.known(nas)).isNull();
    }

    @Test
    void keepsWhoIsAskedAgain() {
        Outstanding window = windows.at(nas, 0);
        windows.at(nas, KEPT - 1);
        sweep(KEPT);

        assertThat(windows.known(nas)).isSameAs(window);
    }

    @Test
    void keepsWhoHasStillToAnswer() {
        Outstanding window = windows.at(nas, 0);
        int slot = window.reserve();
        sweep(2 * KEPT);
        assertThat(windows.known(nas)).isSameAs(window);
        assertThat(windows.inFlight()).isEqualTo(1);
        window.giveBack(slot);
        sweep(2 * KEPT);

        assertThat(windows.known(nas)).isNull();
    }
}
