package org.portlease.radius.packet;

import java.util.Arrays;
import java.util.HexFormat;
import org.tinyradius.attribute.IntegerAttribute;

/**
 * A number that need not have four octets: one of another length is not a number to us, but passes
 * through untouched (RFC 6929 section 2.8), where TinyRadius refuses the packet.
 */
final class NumberAttribute extends IntegerAttribute {

    @Override
    public void readAttribute(byte[] data, int offset, int length) {
        setAttributeType(data[offset] & 0xFF);
        setAttributeData(Arrays.copyOfRange(data, offset + 2, offset + length));
    }

    @Override
    public String getAttributeValue() {
        return getAttributeData().length == 4
                ? super.getAttributeValue()
                : HexFormat.of().formatHex(getAttributeData());
    }
}
