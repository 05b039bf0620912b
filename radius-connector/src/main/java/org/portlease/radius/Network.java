package org.portlease.radius;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address or a network in CIDR notation (RFC 4632 section 3.1, RFC 4291 section 2.3).
 *
 * @param address its first address
 * @param prefix how many leading bits count
 */
public record Network(InetAddress address, int prefix) {

    public Network {
        int bits = address.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "a prefix of "
                            + address.getHostAddress()
                            + " must be 0 to "
                            + bits
                            + ", but was "
                            + prefix);
        }
        address = masked(address, prefix);
    }

    /**
     * @param text an address ("192.0.2.7"), or a network ("192.0.2.0/24", "2001:db8::/32")
     * @throws IllegalArgumentException where it is neither; names are not resolved
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        if (host.isEmpty() || !(host.indexOf(':') >= 0 || Character.isDigit(host.charAt(0)))) {
            throw new IllegalArgumentException(
                    "expected an address or a network, but got '" + text + "'");
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            int prefix =
                    slash < 0
                            ? address.getAddress().length * 8
                            : Integer.parseInt(text.substring(slash + 1));
            return new Network(address, prefix);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "expected an address or a network, but got '" + text + "'", e);
        }
    }

    public boolean contains(InetAddress candidate) {
        return candidate.getAddress().length == address.getAddress().length
                && masked(candidate, prefix).equals(address);
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        byte[] octets = address.getAddress();
        for (int i = 0; i < octets.length; i++) {
            int kept = Math.min(8, Math.max(0, prefix - i * 8));
            octets[i] &= (byte) (0xFF << (8 - kept));
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
