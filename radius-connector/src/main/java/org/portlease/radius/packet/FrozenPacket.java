package org.portlease.radius.packet;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinyradius.attribute.RadiusAttribute;

/**
 * A request on a shelf: its code's octet, then its attributes as RFC 2865 section 5 writes them. No
 * authenticator and nothing hidden: neither the secret of the hop that it came over nor that of the
 * hop that it will go over is known to it.
 */
final class FrozenPacket {

    private static final Set<Code> KEPT =
            EnumSet.of(Code.ACCOUNTING_REQUEST, Code.DISCONNECT_REQUEST, Code.COA_REQUEST);

    private static final RadiusDictionary DICTIONARY = RadiusDictionary.standard();

    private FrozenPacket() {}

    static byte[] write(Packet request) {
        if (!KEPT.contains(request.code())) {
            throw new IllegalArgumentException(
                    "expected one of " + KEPT + " to keep, but it is " + request.code());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.write(request.code().number());
        for (RadiusAttribute attribute : request.attributes()) {
            int type = attribute.getAttributeType();
            withoutHidden(attribute)
                    .ifPresent(
                            value -> {
                                out.write(type);
                                out.write(2 + value.length);
                                out.writeBytes(value);
                            });
        }
        return out.toByteArray();
    }

    /** The value, if anything of it can be kept; a signature is made anew, so only its place is. */
    private static Optional<byte[]> withoutHidden(RadiusAttribute attribute) {
        int type = attribute.getAttributeType();
        if (type == AttributeTypes.MESSAGE_AUTHENTICATOR) {
            return Optional.of(Digests.ZEROS);
        }
        if (attribute instanceof VendorAttribute of) {
            Traits @Nullable [] traits = DICTIONARY.vendorTraits(of.getChildVendorId());
            return traits == null
                    ? Optional.of(of.getAttributeData())
                    : of.without(part -> traits[part].concealed());
        }
        return DICTIONARY.traits(type).concealed()
                ? Optional.empty()
                : Optional.of(attribute.getAttributeData());
    }

    static Packet read(byte[] frozen) {
        Code code =
                Code.of(frozen.length == 0 ? 0 : frozen[0] & 0xFF)
                        .filter(KEPT::contains)
                        .orElseThrow(() -> bad("a code of " + KEPT, 0));
        Packet packet = Packet.of(code);
        int at = 1;
        while (at < frozen.length) {
            int size = at + 1 < frozen.length ? frozen[at + 1] & 0xFF : 0;
            if (size < 2 || at + size > frozen.length) {
                throw bad("an attribute", at);
            }
            int type = frozen[at] & 0xFF;
            byte[] value = Arrays.copyOfRange(frozen, at + 2, at + size);
            packet.attributes().add(DICTIONARY.attribute(type, value));
            at += size;
        }
        return packet;
    }

    private static IllegalArgumentException bad(String expected, int at) {
        return new IllegalArgumentException(
                "expected " + expected + " at octet " + at + " of what was kept, but came another");
    }
}
