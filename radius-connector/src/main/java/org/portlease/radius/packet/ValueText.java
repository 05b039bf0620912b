package org.portlease.radius.packet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tinyradius.dictionary.AttributeType;

/** An attribute's value as people write it, by its type in the dictionary. */
final class ValueText {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final long MOST_NUMBER = 0xFFFF_FFFFL;
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    // with a colon, and so never taken for a name to be looked up in the network
    private static final Pattern ADDRESS6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final Pattern PREFIX6 = Pattern.compile("(.+)/(\\d{1,3})");
    private static final String HEX = "0x";

    private ValueText() {}

    /**
     * @param type the dictionary's, with its names for values
     * @throws IllegalArgumentException with a sentence for the operator, where the text is no such
     *     value
     */
    static byte[] octets(RadiusDictionary.Shape shape, Optional<AttributeType> type, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expected a value, but it is empty");
        }
        return switch (shape) {
            case TEXT -> text.getBytes(StandardCharsets.UTF_8);
            case NUMBER -> number(type, text);
            case ADDRESS -> address(text);
            case ADDRESS6 -> address6(text);
            case PREFIX6 -> prefix6(text);
            case OCTETS, VENDOR ->
                    text.startsWith(HEX) ? hex(text) : text.getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] number(Optional<AttributeType> type, String text) {
        long number;
        if (NUMBER.matcher(text).matches()) {
            number = Long.parseLong(text);
        } else {
            number =
                    type.map(known -> known.getEnumeration(text))
                            .orElseThrow(() -> wrong("a number, or the name of one", text));
        }
        if (number > MOST_NUMBER) {
            throw wrong("a number of 32 bits", text);
        }
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) number).array();
    }

    private static byte[] address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw wrong("an IPv4 address", text);
        }
        int[] parts = Stream.of(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
        byte[] octets = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] > 255) {
                throw wrong("an IPv4 address", text);
            }
            octets[i] = (byte) parts[i];
        }
        return octets;
    }

    private static byte[] address6(String text) {
        if (ADDRESS6.matcher(text).matches()) {
            try {
                byte[] octets = InetAddress.getByName(text).getAddress();
                if (octets.length == 16) { // an IPv4 address in disguise has 4
                    return octets;
                }
            } catch (UnknownHostException e) {
                throw wrong("an IPv6 address", text);
            }
        }
        throw wrong("an IPv6 address", text);
    }

    /** A reserved octet, the prefix's length, and no more octets than it needs (RFC 3162). */
    private static byte[] prefix6(String text) {
        Matcher parts = PREFIX6.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 128) {
            throw wrong("an IPv6 prefix, 2001:db8::/32", text);
        }
        int bits = Integer.parseInt(parts.group(2));
        byte[] address = address6(parts.group(1));
        for (int bit = bits; bit < 128; bit++) {
            address[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        byte[] value = new byte[2 + (bits + 7) / 8];
        value[1] = (byte) bits;
        System.arraycopy(address, 0, value, 2, value.length - 2);
        return value;
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text.substring(HEX.length()));
        } catch (IllegalArgumentException e) {
            // what is hidden on the wire is not to be told in a message
            throw new IllegalArgumentException(
                    "expected an even number of hexadecimal digits behind 0x", e);
        }
    }

    private static IllegalArgumentException wrong(String expected, String text) {
        return new IllegalArgumentException("expected " + expected + ", but got '" + text + "'");
    }
}
