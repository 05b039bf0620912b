package org.portlease.test.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A packet that came in: its octets, and what they say (RFC 2865 section 3). */
public final class WirePacket {

    private static final int HEADER = 20;

    private final byte[] octets;
    private final List<WireAttribute> attributes;

    private WirePacket(byte[] octets, List<WireAttribute> attributes) {
        this.octets = octets;
        this.attributes = List.copyOf(attributes);
    }

    /**
     * @throws AssertionError where the octets are no RADIUS packet
     */
    public static WirePacket parse(byte[] datagram) {
        require(datagram.length >= HEADER, "a header needs 20 octets");
        int length = ByteBuffer.wrap(datagram).getShort(2) & 0xFFFF;
        require(length == datagram.length, "Length " + length + " in " + datagram.length);
        List<WireAttribute> attributes = new ArrayList<>();
        for (int at = HEADER; at < length; at += datagram[at + 1] & 0xFF) {
            require(at + 1 < length, "an attribute's length is missing");
            int size = datagram[at + 1] & 0xFF;
            require(size >= 2 && at + size <= length, "attribute length " + size + " at " + at);
            attributes.add(
                    WireAttribute.of(
                            datagram[at] & 0xFF, Arrays.copyOfRange(datagram, at + 2, at + size)));
        }
        return new WirePacket(datagram.clone(), attributes);
    }

    private static void require(boolean condition, String found) {
        if (!condition) {
            throw new AssertionError("not a RADIUS packet: " + found);
        }
    }

    public int code() {
        return octets[0] & 0xFF;
    }

    public int identifier() {
        return octets[1] & 0xFF;
    }

    public byte[] authenticator() {
        return Arrays.copyOfRange(octets, 4, HEADER);
    }

    public byte[] octets() {
        return octets.clone();
    }

    public List<WireAttribute> attributes() {
        return attributes;
    }

    public List<WireAttribute> all(int type) {
        return attributes.stream().filter(a -> a.type() == type).toList();
    }

    public Optional<WireAttribute> first(int type) {
        return attributes.stream().filter(a -> a.type() == type).findFirst();
    }

    public boolean has(int type) {
        return first(type).isPresent();
    }

    /** The attribute's text, or "" without one. */
    public String text(int type) {
        return first(type).map(WireAttribute::text).orElse("");
    }

    /** The attribute's number, or -1 without one. */
    public int number(int type) {
        return first(type).map(WireAttribute::number).orElse(-1);
    }

    /** The texts of all attributes of the type, in their order. */
    public List<String> texts(int type) {
        return all(type).stream().map(WireAttribute::text).toList();
    }

    /** Whether the text's octets stand anywhere in the packet. */
    public boolean mentions(String text) {
        String needle = new String(text.getBytes(StandardCharsets.UTF_8), ISO_8859_1);
        return new String(octets, ISO_8859_1).contains(needle);
    }

    /** Whether this is a genuine answer to a request with that authenticator. */
    public boolean answers(byte[] requestAuthenticator, byte[] secret) {
        byte[] expected =
                Digests.md5(
                        Arrays.copyOf(octets, 4),
                        requestAuthenticator,
                        Arrays.copyOfRange(octets, HEADER, octets.length),
                        secret);
        return Arrays.equals(expected, authenticator());
    }

    /**
     * Whether it is a request that was made with the secret: by its authenticator, or, where that
     * is random, by the Message-Authenticator at its start.
     */
    boolean isGenuineRequest(byte[] secret) {
        return Wire.isDigested(code())
                ? answers(new byte[16], secret)
                : signed(authenticator(), secret);
    }

    /** Whether it begins with a Message-Authenticator, computed over that authenticator. */
    boolean signed(byte[] requestAuthenticator, byte[] secret) {
        if (attributes.isEmpty() || attributes.get(0).type() != Wire.MESSAGE_AUTHENTICATOR) {
            return false;
        }
        byte[] blank = octets.clone();
        System.arraycopy(requestAuthenticator, 0, blank, 4, 16);
        Arrays.fill(blank, HEADER + 2, HEADER + 18, (byte) 0);
        return Arrays.equals(Digests.hmacMd5(secret, blank), attributes.get(0).value());
    }

    @Override
    public String toString() {
        return "code " + code() + ", identifier " + identifier() + ", " + attributes;
    }
}
