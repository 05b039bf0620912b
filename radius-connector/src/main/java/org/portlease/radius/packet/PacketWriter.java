package org.portlease.radius.packet;

import java.util.Arrays;
import org.portlease.radius.Secret;
import org.tinyradius.attribute.RadiusAttribute;

/**
 * Writes one packet into this thread's buffer: begun, filled and finished by one call of the codec,
 * never two at once on a thread.
 */
final class PacketWriter {

    private static final ThreadLocal<byte[]> BUFFER =
            ThreadLocal.withInitial(() -> new byte[Frame.MAX_LENGTH]);

    private final RadiusDictionary dictionary = RadiusDictionary.standard();
    private final byte[] buffer = BUFFER.get();
    private final Hop from;
    private final Hop to;
    private int length = Frame.HEADER_LENGTH;
    private int messageAuthenticator = -1;
    private int salt;

    /**
     * @param from what the hidden attributes are hidden under now
     * @param to what they are to be hidden under on the next hop
     */
    PacketWriter(Code code, int identifier, Hop from, Hop to) {
        if (identifier < 0 || identifier > 255) {
            throw new IllegalArgumentException(
                    "an identifier must be 0 to 255, but was " + identifier);
        }
        this.from = from;
        this.to = to;
        buffer[0] = (byte) code.number();
        buffer[1] = (byte) identifier;
    }

    /** Makes room for the Message-Authenticator; its value comes last, over all the rest. */
    void messageAuthenticator() {
        messageAuthenticator = length + 2;
        attribute(AttributeTypes.MESSAGE_AUTHENTICATOR, Digests.ZEROS);
    }

    void attribute(int type, byte[] value) {
        if (value.length > Packet.MAX_VALUE_LENGTH) {
            throw new IllegalArgumentException(
                    "an attribute holds at most 253 octets, but "
                            + dictionary.name(type)
                            + " has "
                            + value.length);
        }
        int end = length + 2 + value.length;
        if (end > Frame.MAX_LENGTH) {
            throw new PacketTooLongException(end);
        }
        buffer[length] = (byte) type;
        buffer[length + 1] = (byte) (2 + value.length);
        System.arraycopy(value, 0, buffer, length + 2, value.length);
        length = end;
    }

    /** The attribute as it is, but what is hidden in it for one hop is hidden for the other. */
    void attribute(RadiusAttribute attribute) {
        int type = attribute.getAttributeType();
        byte[] value = attribute.getAttributeData();
        int start = length + 2;
        if (type == AttributeTypes.USER_PASSWORD) {
            password(value);
            return;
        }
        attribute(type, value);
        if (type == AttributeTypes.VENDOR_SPECIFIC) {
            rehideVendor(start, length);
        } else {
            rehide(dictionary.traits(type), start, length - start);
        }
    }

    /** Padded to whole blocks where it did not come so: a home server would refuse an empty one. */
    private void password(byte[] hidden) {
        int padded = Hop.padded(Math.max(1, hidden.length));
        int kept = padded <= Packet.MAX_VALUE_LENGTH ? padded : hidden.length;
        byte[] value = Arrays.copyOf(hidden, kept);
        Concealment.PASSWORD.reveal(value, 0, hidden.length, from);
        Concealment.PASSWORD.conceal(value, 0, value.length, to);
        attribute(AttributeTypes.USER_PASSWORD, value);
    }

    private void rehideVendor(int start, int end) {
        int first = start + VendorAttribute.VENDOR_LENGTH;
        if (first > end) {
            return;
        }
        Traits[] traits = dictionary.vendorTraits(VendorAttribute.vendor(buffer, start));
        if (traits == null || !VendorAttribute.isWellFormed(buffer, first, end)) {
            return;
        }
        for (int at = first; at < end; at += buffer[at + 1] & 0xFF) {
            rehide(traits[buffer[at] & 0xFF], at + 2, (buffer[at + 1] & 0xFF) - 2);
        }
    }

    /** What has no length to be hidden is left alone: the home server meant something by it. */
    private void rehide(Traits traits, int start, int size) {
        Concealment concealment = traits.concealment();
        if (concealment == Concealment.NONE) {
            return;
        }
        int tag = traits.tagged() ? 1 : 0;
        int at = start + tag;
        int hidden = size - tag;
        if (hidden <= 0 || !concealment.fits(hidden)) {
            return;
        }
        concealment.reveal(buffer, at, hidden, from);
        if (concealment == Concealment.SALTED) {
            freshSalt(at);
        }
        concealment.conceal(buffer, at, hidden, to);
    }

    /** Random over packets, and counted within one, where no two may be equal (RFC 2868). */
    private void freshSalt(int at) {
        salt = salt == 0 ? Hop.randomSalt() : 0x8000 | salt + 1;
        buffer[at] = (byte) (salt >> 8);
        buffer[at + 1] = (byte) salt;
    }

    /** The packet with this authenticator, signed over it: an Access-Request. */
    byte[] finish(byte[] authenticator, Secret secret) {
        writeLength();
        sign(authenticator, secret);
        return packet(authenticator);
    }

    /** The packet whose authenticator is a digest over the given one, or over zeros. */
    byte[] finishDigested(byte[] over, Secret secret) {
        writeLength();
        sign(over, secret);
        return packet(Digests.authenticator(buffer, length, over, secret));
    }

    private void writeLength() {
        buffer[2] = (byte) (length >> 8);
        buffer[3] = (byte) length;
    }

    private void sign(byte[] over, Secret secret) {
        if (messageAuthenticator >= 0) {
            byte[] signature =
                    Digests.messageAuthenticator(
                            buffer, length, messageAuthenticator, over, secret);
            System.arraycopy(signature, 0, buffer, messageAuthenticator, signature.length);
        }
    }

    private byte[] packet(byte[] authenticator) {
        System.arraycopy(
                authenticator, 0, buffer, Frame.AUTHENTICATOR_OFFSET, Frame.AUTHENTICATOR_LENGTH);
        return Arrays.copyOf(buffer, length);
    }
}
