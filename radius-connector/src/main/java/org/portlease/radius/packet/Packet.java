package org.portlease.radius.packet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.Secret;
import org.tinyradius.attribute.RadiusAttribute;
import org.tinyradius.packet.RadiusPacket;

/**
 * A RADIUS packet (RFC 2865 section 3): a code and attributes in the order of the wire, each with
 * the octets that came.
 *
 * <p>Values that the dictionary says are hidden on the wire (User-Password, Tunnel-Password, the
 * MS-MPPE keys) are read and added in clear, and kept hidden in between; {@link PacketCodec} hides
 * them anew for the hop where the packet goes. Vendor-Specific as a whole is read and added as it
 * stands on the wire, so hidden sub-attributes travel by {@link #copy}, not by octets.
 *
 * <p>Several threads may read a packet that nobody changes any more. The methods that TinyRadius
 * brings are there for those who know its model; those that take text for a password are not to be
 * used for one.
 */
public class Packet extends RadiusPacket {

    /** How many octets an attribute's value holds at most (RFC 2865 section 5). */
    public static final int MAX_VALUE_LENGTH = 253;

    /** How many octets a clear User-Password holds at most (RFC 2865 section 5.2). */
    public static final int MAX_PASSWORD_LENGTH = 128;

    /** What the trade adds to a packet that came: a Class, a Session-Timeout. */
    static final int ROOM_TO_ADD = 4;

    private static final int USUAL_ROOM = 10;

    private static final RadiusDictionary DICTIONARY = RadiusDictionary.standard();

    private final Code code;
    private final Hop hop;
    private final List<RadiusAttribute> attributes;

    /**
     * A packet without attributes.
     *
     * @param room how many attributes there will be, or about as many
     */
    Packet(Code code, Hop hop, int room) {
        this.code = code;
        this.hop = hop;
        this.attributes = new ArrayList<>(room);
        setPacketType(code.number());
        super.setAttributes(attributes);
    }

    /** A packet without attributes, made here. */
    public static Packet of(Code code) {
        return new Packet(code, Hop.LOCAL, USUAL_ROOM);
    }

    public Code code() {
        return code;
    }

    /** What its hidden values are hidden under. */
    Hop hop() {
        return hop;
    }

    /** The attributes themselves, in order. */
    List<RadiusAttribute> attributes() {
        return attributes;
    }

    /** A copy that can be changed without changing this one; credentials come along. */
    public Packet copy() {
        return copy(code);
    }

    /** A copy under another code. */
    public Packet copy(Code other) {
        Packet copy = new Packet(other, hop, attributes.size() + ROOM_TO_ADD);
        copy.attributes.addAll(attributes);
        copy.setPacketIdentifier(getPacketIdentifier());
        copy.setAuthenticator(getAuthenticator());
        return copy;
    }

    public boolean has(int type) {
        return first(type) != null;
    }

    private @Nullable RadiusAttribute first(int type) {
        // by index: it is asked for dozens of times an event, mostly for what is not there
        for (int i = 0; i < attributes.size(); i++) {
            RadiusAttribute attribute = attributes.get(i);
            if (attribute.getAttributeType() == type) {
                return attribute;
            }
        }
        return null;
    }

    /** The value of the first attribute of the type. */
    public Optional<byte[]> octets(int type) {
        RadiusAttribute attribute = first(type);
        return attribute == null ? Optional.empty() : clear(attribute);
    }

    /** The values of all attributes of the type, in order. */
    public List<byte[]> allOctets(int type) {
        List<byte[]> found = new ArrayList<>();
        for (RadiusAttribute attribute : attributes) {
            if (attribute.getAttributeType() == type) {
                clear(attribute).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<byte[]> clear(RadiusAttribute attribute) {
        return hop.reveal(
                DICTIONARY.traits(attribute.getAttributeType()), attribute.getAttributeData());
    }

    /** The first attribute of the type as UTF-8 text. */
    public Optional<String> text(int type) {
        return octets(type).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /**
     * The first attribute of the type as an unsigned 32 bit number; empty where it has not four
     * octets.
     */
    public OptionalLong number(int type) {
        RadiusAttribute attribute = first(type);
        if (attribute == null || attribute.getAttributeData().length != 4) {
            return OptionalLong.empty();
        }
        int signed = ByteBuffer.wrap(attribute.getAttributeData()).getInt();
        return OptionalLong.of(Integer.toUnsignedLong(signed));
    }

    /** The value of the first sub-attribute of the vendor's type, in clear. */
    public Optional<byte[]> vendorOctets(int vendor, int type) {
        for (RadiusAttribute attribute : attributes) {
            if (attribute instanceof VendorAttribute of && of.getChildVendorId() == vendor) {
                List<RadiusAttribute> parts = of.getSubAttributes(type);
                if (!parts.isEmpty()) {
                    byte[] wire = parts.get(0).getAttributeData();
                    return hop.reveal(DICTIONARY.traits(vendor, type), wire);
                }
            }
        }
        return Optional.empty();
    }

    public Packet add(int type, byte[] value) {
        attributes.add(attribute(type, hop.conceal(DICTIONARY.traits(type), value.clone())));
        return this;
    }

    /** Adds a Vendor-Specific attribute that holds the one sub-attribute. */
    public Packet addVendor(int vendor, int type, byte[] value) {
        byte[] concealed = hop.conceal(DICTIONARY.traits(vendor, type), value.clone());
        attributes.add(
                attribute(
                        AttributeTypes.VENDOR_SPECIFIC,
                        VendorAttribute.value(vendor, type, concealed)));
        return this;
    }

    public Packet addText(int type, String value) {
        return add(type, value.getBytes(StandardCharsets.UTF_8));
    }

    public Packet addNumber(int type, long value) {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("expected 32 bits unsigned, but was " + value);
        }
        return add(type, ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array());
    }

    private static RadiusAttribute attribute(int type, byte[] value) {
        if (type < 1 || type > 255) {
            throw new IllegalArgumentException("expected a type of 1 to 255, but was " + type);
        }
        if (value.length > MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException(
                    "an attribute holds at most 253 octets, but "
                            + DICTIONARY.name(type)
                            + " would have "
                            + value.length);
        }
        return DICTIONARY.attribute(type, value);
    }

    /** Removes all attributes of the type. */
    public Packet remove(int type) {
        attributes.removeIf(attribute -> attribute.getAttributeType() == type);
        return this;
    }

    /** Removes the attributes of the type whose value the predicate accepts. */
    public Packet removeIf(int type, Predicate<byte[]> predicate) {
        attributes.removeIf(
                attribute ->
                        attribute.getAttributeType() == type
                                && clear(attribute).filter(predicate).isPresent());
        return this;
    }

    /** Removes the vendor's sub-attributes of these types, and what is empty without them. */
    public Packet removeVendor(int vendor, IntPredicate types) {
        ListIterator<RadiusAttribute> each = attributes.listIterator();
        while (each.hasNext()) {
            if (each.next() instanceof VendorAttribute of && of.getChildVendorId() == vendor) {
                Optional<byte[]> rest = of.without(types);
                if (rest.isEmpty()) {
                    each.remove();
                } else if (rest.get().length < of.getAttributeData().length) {
                    each.set(attribute(AttributeTypes.VENDOR_SPECIFIC, rest.get()));
                }
            }
        }
        return this;
    }

    /** What the subscriber proves itself with; {@link Credentials.None} where nothing is there. */
    public Credentials credentials() {
        return CredentialAttributes.read(this);
    }

    /**
     * Replaces User-Password, CHAP, MS-CHAP, EAP-Message and State by a clear PAP password,
     * encrypted for the hop when sent.
     */
    public Packet withPassword(byte[] clear) {
        if (clear.length > MAX_PASSWORD_LENGTH) {
            throw new IllegalArgumentException(
                    "a User-Password holds at most 128 octets, but came " + clear.length);
        }
        CredentialAttributes.remove(this);
        return remove(AttributeTypes.STATE).add(AttributeTypes.USER_PASSWORD, clear);
    }

    /** Takes the value as {@link #add} and {@link #addVendor} do: in clear. */
    @Override
    public void addAttribute(RadiusAttribute attribute) {
        byte[] octets = attribute.writeAttribute();
        byte[] value = Arrays.copyOfRange(octets, 2, octets.length);
        if (attribute.getVendorId() == -1) {
            add(attribute.getAttributeType(), value);
        } else {
            addVendor(attribute.getVendorId(), attribute.getAttributeType(), value);
        }
    }

    /** Replaces all attributes by these, taken as {@link #addAttribute} does. */
    @Override
    @SuppressWarnings("rawtypes") // TinyRadius's signature
    public void setAttributes(List others) {
        attributes.clear();
        for (Object other : others) {
            addAttribute((RadiusAttribute) other);
        }
    }

    /**
     * TinyRadius's own way out, kept true: the codec writes, and the packet keeps what it wrote.
     */
    @Override
    protected void encodePacket(OutputStream out, String secret, @Nullable RadiusPacket request)
            throws IOException {
        Secret shared = Secret.of(secret);
        byte[] octets;
        if (request == null) {
            byte[] random = Hop.randomOctets();
            octets = PacketCodec.encodeRequest(this, getPacketIdentifier(), random, shared, null);
        } else if (request instanceof Packet asked) {
            octets =
                    PacketCodec.encodeReply(
                            this, asked, getPacketIdentifier(), asked.getAuthenticator(), shared);
        } else {
            throw new IllegalArgumentException("expected a request of " + Packet.class);
        }
        setAuthenticator(PacketCodec.authenticator(octets));
        out.write(octets);
    }

    /**
     * Each attribute as a trace may show it: "Framed-MTU=1500"; one that may name a subscriber or
     * hold a secret by its length alone, "Class=***(16)".
     */
    public List<String> shownAttributes() {
        return attributes.stream()
                .map(
                        attribute -> {
                            StringBuilder text = new StringBuilder();
                            MaskedText.append(text, attribute);
                            return text.toString();
                        })
                .toList();
    }

    /** For traces: names and what cannot name a subscriber; the rest by its length. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(128);
        text.append(code).append(" id ").append(getPacketIdentifier()).append(" [");
        String separator = "";
        for (RadiusAttribute attribute : attributes) {
            MaskedText.append(text.append(separator), attribute);
            separator = ", ";
        }
        return text.append(']').toString();
    }
}
