package org.portlease.radius.packet;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tinyradius.dictionary.AttributeType;

/**
 * An attribute that an operator wrote as text: a name, a value as the dictionary's type wants it,
 * and the tag of a tunnel (RFC 2868 section 3) where it is of one of many. Hidden on the wire where
 * the dictionary says so. Immutable; it never prints its value, which may be a secret.
 */
public final class AttributeValue {

    private static final RadiusDictionary DICTIONARY = RadiusDictionary.standard();
    private static final int MOST_TAG = 0x1F;

    /** What a conversation consists of, or a request alone may say. */
    private static final Set<Integer> NOT_TO_BE_ADDED =
            Set.of(
                    AttributeTypes.USER_NAME,
                    AttributeTypes.USER_PASSWORD,
                    AttributeTypes.CHAP_PASSWORD,
                    AttributeTypes.CHAP_CHALLENGE,
                    AttributeTypes.STATE,
                    AttributeTypes.CLASS,
                    AttributeTypes.PROXY_STATE,
                    AttributeTypes.EAP_MESSAGE,
                    AttributeTypes.MESSAGE_AUTHENTICATOR);

    private final AttributeName name;
    private final byte[] octets;

    private AttributeValue(AttributeName name, byte[] octets) {
        this.name = name;
        this.octets = octets;
    }

    /**
     * Reads a value.
     *
     * @param text a number or the dictionary's name for it; an IP address; a prefix; text; octets
     *     as "0x0a0b", also for an attribute that the dictionary does not know, which takes text as
     *     well
     * @param tag 1 to 31, for an attribute with a tag
     * @throws IllegalArgumentException with a sentence for the operator, where the name is of no
     *     attribute that can be added, or the value or tag is none of it
     */
    public static AttributeValue parse(AttributeName name, String text, OptionalInt tag) {
        checkAddable(name);
        Traits traits = DICTIONARY.traits(name);
        if (tag.isPresent() && !traits.tagged()) {
            throw new IllegalArgumentException(
                    "expected no tag, for " + name + " has none, but got " + tag.getAsInt());
        }
        if (tag.isPresent() && (tag.getAsInt() < 1 || tag.getAsInt() > MOST_TAG)) {
            throw new IllegalArgumentException(
                    "expected a tag of 1 to 31, but got " + tag.getAsInt());
        }
        RadiusDictionary.Shape shape = DICTIONARY.shape(name);
        Optional<AttributeType> known = DICTIONARY.type(name);
        byte[] untagged = ValueText.octets(shape, known, text);
        byte[] octets = traits.tagged() ? tagged(untagged, shape, traits, tag) : untagged;
        var value = new AttributeValue(name, octets);
        value.addTo(Packet.of(Code.ACCESS_ACCEPT)); // which refuses what is too long
        return value;
    }

    private static void checkAddable(AttributeName name) {
        boolean conversation =
                name.vendor() == CredentialAttributes.MICROSOFT
                        ? CredentialAttributes.isMsChap(name.type())
                                || DICTIONARY.traits(name).concealed()
                        : !name.isVendors() && NOT_TO_BE_ADDED.contains(name.type());
        if (conversation) {
            throw new IllegalArgumentException(
                    "expected an attribute that can be added to an Access-Accept, but got " + name);
        }
        if (name.type() == AttributeName.ANY
                || (!name.isVendors() && name.type() == AttributeTypes.VENDOR_SPECIFIC)) {
            throw new IllegalArgumentException("expected one attribute, but got all of " + name);
        }
    }

    /**
     * A number's tag takes the place of its first octet; a hidden value always has one; a text that
     * belongs to no tunnel in particular has none.
     */
    private static byte[] tagged(
            byte[] value, RadiusDictionary.Shape shape, Traits traits, OptionalInt tag) {
        if (shape == RadiusDictionary.Shape.NUMBER) {
            if (value[0] != 0) {
                throw new IllegalArgumentException(
                        "expected a number of 0 to 16777215 beside a tag, but got a larger one");
            }
            value[0] = (byte) tag.orElse(0);
            return value;
        }
        if (tag.isEmpty() && !traits.concealed()) {
            return value;
        }
        byte[] tagged = new byte[1 + value.length];
        tagged[0] = (byte) tag.orElse(0);
        System.arraycopy(value, 0, tagged, 1, value.length);
        return tagged;
    }

    public AttributeName name() {
        return name;
    }

    /** Adds it to a packet, behind what is there. */
    public void addTo(Packet packet) {
        if (name.isVendors()) {
            packet.addVendor(name.vendor(), name.type(), octets);
        } else {
            packet.add(name.type(), octets);
        }
    }

    @Override
    public String toString() {
        return name + "=***(" + octets.length + ")";
    }
}
