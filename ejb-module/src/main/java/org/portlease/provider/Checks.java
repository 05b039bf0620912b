package org.portlease.provider;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** What the configuration asks of its values: each answer is a sentence for the operator. */
public final class Checks {

    private static final int MOST_NAME = 64;

    private Checks() {}

    static String name(String what, String name) {
        return text(what, name, MOST_NAME);
    }

    public static String text(String what, String text, int most) {
        if (text.isBlank() || text.length() > most) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + most + " characters, but has " + text.length());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must have no control characters");
        }
        return text;
    }

    /** The form in which sources are compared: octets of the first address, and the prefix. */
    static String networkForm(String network) {
        String text = network(network);
        int slash = text.indexOf('/');
        byte[] octets = parse(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? octets.length * 8 : Integer.parseInt(text.substring(slash + 1));
        for (int i = 0; i < octets.length; i++) {
            int kept = Math.min(8, Math.max(0, bits - i * 8));
            octets[i] &= (byte) (0xFF << (8 - kept));
        }
        return HexFormat.of().formatHex(octets) + "/" + bits;
    }

    /**
     * @param least the least of the values that are right, as {@code most} is the greatest
     */
    public static int between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " must be " + least + " to " + most + ", but was " + value);
        }
        return value;
    }

    /** A time in whole seconds. */
    public static Duration seconds(String what, Duration value, int least, int most) {
        between(
                what + " in seconds",
                (int) Math.max(-1, Math.min(Integer.MAX_VALUE, value.toSeconds())),
                least,
                most);
        return value.truncatedTo(ChronoUnit.SECONDS);
    }

    public static byte[] ciphertext(byte[] ciphertext) {
        if (ciphertext.length == 0) {
            throw new IllegalArgumentException("a secret must be encrypted, but was empty");
        }
        return ciphertext.clone();
    }

    /** An address as digits: names are not resolved. */
    static String address(String text) {
        parse(text);
        return text;
    }

    /** An address that one host may have: no network's, no group's, nobody's. */
    static String host(String text) {
        InetAddress address = parse(text);
        int first = address.getAddress()[0] & 0xFF;
        boolean reserved = address instanceof Inet4Address && (first == 0 || first >= 240);
        if (reserved || address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new IllegalArgumentException(
                    "expected the IP address of a host, but '" + text + "' is none's");
        }
        return text;
    }

    /** An address or a network in CIDR notation, as digits. */
    static String network(String text) {
        int slash = text.indexOf('/');
        InetAddress address = parse(slash < 0 ? text : text.substring(0, slash));
        if (slash >= 0) {
            int bits = address.getAddress().length * 8;
            String prefix = text.substring(slash + 1);
            if (!prefix.matches("[0-9]{1,3}") || Integer.parseInt(prefix) > bits) {
                throw new IllegalArgumentException(
                        "a network's prefix must be 0 to " + bits + ", but was '" + prefix + "'");
            }
        }
        return text;
    }

    private static InetAddress parse(String text) {
        boolean digits = text.matches("[0-9]+(\\.[0-9]+){3}") || text.matches("[0-9a-fA-F:.]*:.*");
        if (digits) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(
                        "expected an IP address, but got '" + text + "'", e);
            }
        }
        throw new IllegalArgumentException("expected an IP address, but got '" + text + "'");
    }
}
