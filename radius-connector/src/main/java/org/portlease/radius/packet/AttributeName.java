package org.portlease.radius.packet;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tinyradius.dictionary.AttributeType;

/**
 * Which attribute an operator means: one of the dictionary, one of a vendor's by numbers, or all of
 * a vendor's.
 *
 * @param vendor the vendor's number, or {@link #STANDARD}
 * @param type the attribute's number, or {@link #ANY} for all of the vendor's
 */
public record AttributeName(int vendor, int type) {

    /** In the place of a vendor's number: an attribute of RFC 2865 and its successors. */
    public static final int STANDARD = 0;

    /** In the place of a type: all of a vendor's. */
    public static final int ANY = 0;

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,8}):(\\d{1,3}|\\*)");
    private static final Pattern UNNAMED = Pattern.compile("(?i:Attr-)(\\d{1,3})");
    private static final int MOST_VENDOR = 0xFF_FFFF; // 24 bits (RFC 2865 section 5.26)
    private static final int MOST_TYPE = 255;

    public AttributeName {
        if (vendor < STANDARD || vendor > MOST_VENDOR) {
            throw new IllegalArgumentException(
                    "expected a vendor of 1 to 16777215, but got " + vendor);
        }
        if (type < ANY || type > MOST_TYPE || (vendor == STANDARD && type == ANY)) {
            throw new IllegalArgumentException(
                    "expected an attribute of 1 to 255, but got " + type);
        }
    }

    /** All attributes of a vendor. */
    public static AttributeName allOf(int vendor) {
        return new AttributeName(vendor, ANY);
    }

    /**
     * Reads a name.
     *
     * @param text a name of the dictionary in whatever case, as "Filter-Id" or "Cisco-AVPair"; or
     *     vendor:type, as "9:1"; or "9:*" for all of that vendor's; "Vendor-Specific" are those of
     *     all vendors; "Attr-200" is one without a name or a vendor
     * @throws IllegalArgumentException with a sentence for the operator, where it is no name
     */
    public static AttributeName parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (numbers.matches()) {
            int vendor = Integer.parseInt(numbers.group(1));
            boolean all = numbers.group(2).equals("*");
            int type = all ? ANY : Integer.parseInt(numbers.group(2));
            if (vendor == STANDARD || (type == ANY && !all)) {
                throw new IllegalArgumentException(
                        "expected vendor:type with numbers from 1, but got '" + text + "'");
            }
            return new AttributeName(vendor, type);
        }
        Matcher unnamed = UNNAMED.matcher(text);
        if (unnamed.matches()) {
            return new AttributeName(STANDARD, Integer.parseInt(unnamed.group(1)));
        }
        AttributeType known =
                RadiusDictionary.standard()
                        .named(text)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "expected an attribute's name of the dictionary, or"
                                                        + " vendor:type in numbers, but got '"
                                                        + text
                                                        + "'"));
        boolean standard = known.getVendorId() == -1;
        return new AttributeName(standard ? STANDARD : known.getVendorId(), known.getTypeCode());
    }

    boolean isVendors() {
        return vendor != STANDARD;
    }

    /** Removes all attributes of the name. */
    public void removeFrom(Packet packet) {
        if (isVendors()) {
            packet.removeVendor(vendor, part -> type == ANY || part == type);
        } else {
            packet.remove(type);
        }
    }

    /** As {@link #parse} reads it: the dictionary's name, where it has one. */
    @Override
    public String toString() {
        if (isVendors() && type == ANY) {
            return vendor + ":*";
        }
        Optional<String> known = RadiusDictionary.standard().type(this).map(AttributeType::getName);
        return known.orElse(isVendors() ? vendor + ":" + type : "Attr-" + type);
    }
}
