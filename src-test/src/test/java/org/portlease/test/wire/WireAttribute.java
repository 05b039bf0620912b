package org.portlease.test.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** One attribute as it stands on the wire: a type and up to 253 octets. */
public final class WireAttribute {

    private final int type;
    private final byte[] value;

    private WireAttribute(int type, byte[] value) {
        if (value.length > 253) {
            throw new IllegalArgumentException(
                    "an attribute holds 253 octets, but these were " + value.length);
        }
        this.type = type;
        this.value = value;
    }

    public static WireAttribute of(int type, byte[] value) {
        return new WireAttribute(type, value.clone());
    }

    public static WireAttribute of(int type, String text) {
        return new WireAttribute(type, text.getBytes(StandardCharsets.UTF_8));
    }

    public static WireAttribute of(int type, int number) {
        return new WireAttribute(type, ByteBuffer.allocate(4).putInt(number).array());
    }

    /** A vendor's attribute (RFC 2865 section 5.26). */
    public static WireAttribute ofVendor(int vendor, int vendorType, byte[] value) {
        ByteBuffer octets = ByteBuffer.allocate(6 + value.length).putInt(vendor);
        octets.put((byte) vendorType).put((byte) (value.length + 2)).put(value);
        return new WireAttribute(Wire.VENDOR_SPECIFIC, octets.array());
    }

    public int type() {
        return type;
    }

    public byte[] value() {
        return value.clone();
    }

    public String text() {
        return new String(value, StandardCharsets.UTF_8);
    }

    public int number() {
        return ByteBuffer.wrap(value).getInt();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireAttribute attribute
                && attribute.type == type
                && Arrays.equals(attribute.value, value);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return type + "=" + HexFormat.of().formatHex(value);
    }
}
