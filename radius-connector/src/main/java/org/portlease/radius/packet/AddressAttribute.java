package org.portlease.radius.packet;

import java.util.Arrays;
import java.util.HexFormat;
import org.tinyradius.attribute.IpAttribute;

/** An IPv4 address that need not have four octets, as {@link NumberAttribute}. */
final class AddressAttribute extends IpAttribute {

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
