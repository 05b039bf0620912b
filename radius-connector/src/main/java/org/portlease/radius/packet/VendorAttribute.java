package org.portlease.radius.packet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.tinyradius.attribute.RadiusAttribute;
import org.tinyradius.attribute.VendorSpecificAttribute;

/**
 * A Vendor-Specific attribute that keeps its octets as they came (RFC 2865 section 5.26): not every
 * vendor writes attributes into it, and TinyRadius, which reads them at once, hangs on a length of
 * zero. Its sub-attributes are read when asked for; adding to it is left to {@link
 * Packet#addVendor}.
 */
final class VendorAttribute extends VendorSpecificAttribute {

    /** The vendor's number before the sub-attributes. */
    static final int VENDOR_LENGTH = 4;

    VendorAttribute() {
        setAttributeType(AttributeTypes.VENDOR_SPECIFIC);
        setAttributeData(new byte[0]);
    }

    /** The value of an attribute that holds one sub-attribute. */
    static byte[] value(int vendor, int type, byte[] value) {
        return ByteBuffer.allocate(VENDOR_LENGTH + 2 + value.length)
                .putInt(vendor)
                .put((byte) type)
                .put((byte) (2 + value.length))
                .put(value)
                .array();
    }

    static int vendor(byte[] octets, int offset) {
        return ByteBuffer.wrap(octets).getInt(offset);
    }

    /** Whether the octets between are sub-attributes to the last. */
    static boolean isWellFormed(byte[] octets, int from, int end) {
        int at = from;
        while (at + 1 < end) {
            int size = octets[at + 1] & 0xFF;
            if (size < 2) {
                return false;
            }
            at += size;
        }
        return at == end;
    }

    @Override
    public void readAttribute(byte[] data, int offset, int length) {
        setAttributeData(Arrays.copyOfRange(data, offset + 2, offset + length));
    }

    @Override
    public byte[] writeAttribute() {
        byte[] value = getAttributeData();
        byte[] octets = new byte[2 + value.length];
        octets[0] = (byte) AttributeTypes.VENDOR_SPECIFIC;
        octets[1] = (byte) octets.length;
        System.arraycopy(value, 0, octets, 2, value.length);
        return octets;
    }

    /** The vendor, or -1 where the value is too short to name one. */
    @Override
    public int getChildVendorId() {
        byte[] octets = getAttributeData();
        return octets.length < VENDOR_LENGTH ? -1 : vendor(octets, 0);
    }

    /** Whether the value names a vendor and consists of sub-attributes. */
    boolean isReadable() {
        byte[] octets = getAttributeData();
        return isWellFormed(octets, VENDOR_LENGTH, octets.length);
    }

    /** A copy; empty where the value does not consist of sub-attributes. */
    @Override
    public List<RadiusAttribute> getSubAttributes() {
        List<RadiusAttribute> found = new ArrayList<>();
        if (!isReadable()) {
            return found;
        }
        byte[] octets = getAttributeData();
        for (int at = VENDOR_LENGTH; at < octets.length; at += octets[at + 1] & 0xFF) {
            byte[] value = Arrays.copyOfRange(octets, at + 2, at + (octets[at + 1] & 0xFF));
            RadiusAttribute attribute = new RadiusAttribute(octets[at] & 0xFF, value);
            attribute.setVendorId(getChildVendorId());
            attribute.setDictionary(getDictionary());
            found.add(attribute);
        }
        return found;
    }

    /** Not in here: see {@link Packet#addVendor}. */
    @Override
    public void addSubAttribute(RadiusAttribute attribute) {
        throw new UnsupportedOperationException("expected Packet.addVendor instead");
    }

    @Override
    public List<RadiusAttribute> getSubAttributes(int type) {
        List<RadiusAttribute> found = getSubAttributes();
        found.removeIf(attribute -> attribute.getAttributeType() != type);
        return found;
    }

    /** The value without the sub-attributes of these types; empty where nothing would remain. */
    Optional<byte[]> without(IntPredicate types) {
        byte[] octets = getAttributeData();
        if (!isReadable()) {
            return Optional.of(octets);
        }
        ByteArrayOutputStream rest = new ByteArrayOutputStream(octets.length);
        rest.write(octets, 0, VENDOR_LENGTH);
        for (int at = VENDOR_LENGTH; at < octets.length; at += octets[at + 1] & 0xFF) {
            if (!types.test(octets[at] & 0xFF)) {
                rest.write(octets, at, octets[at + 1] & 0xFF);
            }
        }
        return rest.size() == VENDOR_LENGTH ? Optional.empty() : Optional.of(rest.toByteArray());
    }
}
