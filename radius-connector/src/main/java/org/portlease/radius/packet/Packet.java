package org.portlease.radius.packet;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * A RADIUS packet (RFC 2865 section 3): a code and attributes in the order of the wire. SKELETON:
 * bodies to be written on TinyRadius's RadiusPacket.
 */
public class Packet {

    protected Packet() {}

    public static Packet of(Code code) {
        throw new UnsupportedOperationException(code.toString());
    }

    public Code code() {
        throw new UnsupportedOperationException();
    }

    /** A copy that can be changed without changing this one; credentials come along. */
    public Packet copy() {
        throw new UnsupportedOperationException();
    }

    public boolean has(int type) {
        throw new UnsupportedOperationException();
    }

    /** The value of the first attribute of the type. */
    public Optional<byte[]> octets(int type) {
        throw new UnsupportedOperationException();
    }

    /** The values of all attributes of the type, in order. */
    public List<byte[]> allOctets(int type) {
        throw new UnsupportedOperationException();
    }

    /** The first attribute of the type as UTF-8 text. */
    public Optional<String> text(int type) {
        throw new UnsupportedOperationException();
    }

    /**
     * The first attribute of the type as an unsigned 32 bit number; empty where it has not four
     * octets.
     */
    public OptionalLong number(int type) {
        throw new UnsupportedOperationException();
    }

    public Packet add(int type, byte[] value) {
        throw new UnsupportedOperationException();
    }

    public Packet addText(int type, String value) {
        throw new UnsupportedOperationException();
    }

    public Packet addNumber(int type, long value) {
        throw new UnsupportedOperationException();
    }

    /** Removes all attributes of the type. */
    public Packet remove(int type) {
        throw new UnsupportedOperationException();
    }

    /** Removes the attributes of the type whose value the predicate accepts. */
    public Packet removeIf(int type, Predicate<byte[]> predicate) {
        throw new UnsupportedOperationException();
    }

    /** What the subscriber proves itself with; {@link Credentials.None} where nothing is there. */
    public Credentials credentials() {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces User-Password, CHAP, MS-CHAP, EAP-Message and State by a clear PAP password,
     * encrypted for the hop when sent.
     */
    public Packet withPassword(byte[] clear) {
        throw new UnsupportedOperationException();
    }
}
