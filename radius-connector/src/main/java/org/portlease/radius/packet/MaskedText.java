package org.portlease.radius.packet;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.tinyradius.attribute.RadiusAttribute;
import org.tinyradius.attribute.StringAttribute;
import org.tinyradius.dictionary.AttributeType;

/**
 * Attributes as a trace may show them. What the dictionary does not mark as harmless is masked:
 * also an unknown attribute may name a subscriber or hold a key.
 */
final class MaskedText {

    private static final RadiusDictionary DICTIONARY = RadiusDictionary.standard();

    private MaskedText() {}

    static void append(StringBuilder text, RadiusAttribute attribute) {
        int type = attribute.getAttributeType();
        text.append(DICTIONARY.name(type));
        if (attribute instanceof VendorAttribute vendor) {
            appendVendor(text, vendor);
        }
        text.append('=');
        if (DICTIONARY.traits(type).shown()) {
            appendValue(text, attribute);
        } else {
            text.append("***(").append(attribute.getAttributeData().length).append(')');
        }
    }

    private static void appendVendor(StringBuilder text, VendorAttribute attribute) {
        int vendor = attribute.getChildVendorId();
        text.append('.').append(Integer.toUnsignedString(vendor));
        for (RadiusAttribute part : attribute.getSubAttributes()) {
            AttributeType known =
                    DICTIONARY.getAttributeTypeByCode(vendor, part.getAttributeType());
            text.append('.');
            if (known == null) {
                text.append(part.getAttributeType());
            } else {
                text.append(known.getName());
            }
        }
    }

    private static void appendValue(StringBuilder text, RadiusAttribute attribute) {
        byte[] value = attribute.getAttributeData();
        if (attribute instanceof StringAttribute) {
            String shown = new String(value, StandardCharsets.UTF_8);
            // A line break in a value must not begin a line of the log
            shown.chars().forEach(c -> text.append(Character.isISOControl(c) ? '?' : (char) c));
        } else if (attribute instanceof NumberAttribute || attribute instanceof AddressAttribute) {
            text.append(attribute.getAttributeValue());
        } else {
            text.append(HexFormat.of().formatHex(value));
        }
    }
}
