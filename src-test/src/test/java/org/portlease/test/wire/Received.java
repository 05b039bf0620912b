package org.portlease.test.wire;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A request that reached a home server, or a NAS that takes Disconnect-Requests.
 *
 * @param retransmission whether the same octets came from the same port before
 */
public record Received(
        WirePacket packet,
        InetSocketAddress source,
        String secret,
        boolean retransmission,
        long nanoTime) {

    public boolean isAccess() {
        return packet.code() == Wire.ACCESS_REQUEST;
    }

    public boolean isAccounting() {
        return packet.code() == Wire.ACCOUNTING_REQUEST;
    }

    public String user() {
        return packet.text(Wire.USER_NAME);
    }

    /** The User-Password in clear, or "" without one. */
    public String password() {
        return packet.first(Wire.USER_PASSWORD)
                .map(
                        hidden ->
                                new String(
                                        Digests.revealPassword(
                                                hidden.value(),
                                                packet.authenticator(),
                                                secret.getBytes(StandardCharsets.UTF_8)),
                                        StandardCharsets.UTF_8))
                .orElse("");
    }

    @Override
    public String toString() {
        return (retransmission ? "again " : "") + packet;
    }
}
