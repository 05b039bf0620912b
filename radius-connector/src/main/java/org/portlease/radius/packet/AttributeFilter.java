package org.portlease.radius.packet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tinyradius.attribute.RadiusAttribute;

/**
 * Which attributes pass between us and a client provider. Towards a NAS those do not that the
 * dictionary marks as guarded, those of vendors but Microsoft's and WISPr's, a Service-Type but a
 * subscriber's, and a network where a subscriber's address or link belongs; towards a home server
 * all pass. An operator's rules come first: of an attribute before those of its vendor before those
 * of all vendors, and a denial before an allowance. What carries the conversation itself always
 * passes.
 *
 * <p>Immutable; any thread may use it.
 */
public final class AttributeFilter {

    private static final RadiusDictionary DICTIONARY = RadiusDictionary.standard();
    private static final long ALL_VENDORS =
            key(AttributeName.STANDARD, AttributeTypes.VENDOR_SPECIFIC);

    /** Experimental, implementation-specific and extended types: one vendor's or another's. */
    private static final int FIRST_UNASSIGNED = 192;

    private static final Set<Integer> HARMLESS_VENDORS = Set.of(311, 14122);

    /**
     * Framed-User, Authenticate-Only, Call-Check, Authorize-Only: no other stays a subscriber's.
     */
    private static final Set<Integer> SUBSCRIBERS_SERVICES = Set.of(2, 8, 10, 17);

    /** Of one address: with any other a NAS makes a route of Framed-IP-Address. */
    private static final byte[] HOST_MASK = {-1, -1, -1, -1};

    /** Of a link, the subscriber's own; what is shorter is a network behind it. */
    private static final int LINK_PREFIX_LENGTH = 64;

    private static final Set<Integer> ALWAYS_PASSING =
            Set.of(
                    AttributeTypes.STATE,
                    AttributeTypes.CLASS,
                    AttributeTypes.PROXY_STATE,
                    AttributeTypes.EAP_MESSAGE,
                    AttributeTypes.MESSAGE_AUTHENTICATOR);

    private final boolean guards;
    private final Map<Long, Boolean> rules = new HashMap<>();

    private AttributeFilter(
            boolean guards, Collection<AttributeName> allow, Collection<AttributeName> deny) {
        this.guards = guards;
        allow.forEach(name -> rules.put(key(name.vendor(), name.type()), true));
        deny.stream()
                .map(AttributeFilter::checkDeniable)
                .forEach(name -> rules.put(key(name.vendor(), name.type()), false));
    }

    /** Of what stands on the wire, and so of any number there. */
    private static long key(int vendor, int type) {
        return (long) vendor << Byte.SIZE | type;
    }

    /** For what a provider's home server sends, on its way to a NAS. */
    public static AttributeFilter toNas(
            Collection<AttributeName> allow, Collection<AttributeName> deny) {
        return new AttributeFilter(true, allow, deny);
    }

    /** For what a NAS sends, on its way to a provider's home server. */
    public static AttributeFilter toHome(
            Collection<AttributeName> allow, Collection<AttributeName> deny) {
        return new AttributeFilter(false, allow, deny);
    }

    /**
     * The name, if it can be denied.
     *
     * @throws IllegalArgumentException with a sentence for the operator, if it cannot
     */
    public static AttributeName checkDeniable(AttributeName name) {
        if (!name.isVendors() && ALWAYS_PASSING.contains(name.type())) {
            throw new IllegalArgumentException(
                    "expected an attribute that a conversation can do without, but got " + name);
        }
        return name;
    }

    /** The packet itself, where everything in it passes; else a copy of what does. */
    public Packet apply(Packet packet) {
        if (!guards && rules.isEmpty()) {
            return packet;
        }
        List<RadiusAttribute> passing = new ArrayList<>(packet.attributes().size());
        boolean whole = true;
        for (RadiusAttribute attribute : packet.attributes()) {
            RadiusAttribute rest = passing(attribute);
            whole &= rest == attribute;
            if (rest != null) {
                passing.add(rest);
            }
        }
        if (whole) {
            return packet;
        }
        Packet copy = packet.copy();
        copy.attributes().clear();
        copy.attributes().addAll(passing);
        return copy;
    }

    /** The attribute, or what of it passes; null for nothing. */
    private @Nullable RadiusAttribute passing(RadiusAttribute attribute) {
        if (attribute instanceof VendorAttribute of) {
            return passingOf(of);
        }
        int type = attribute.getAttributeType();
        if (ALWAYS_PASSING.contains(type)) {
            return attribute;
        }
        Boolean rule = rules.get(key(AttributeName.STANDARD, type));
        boolean passes = rule == null ? !guards || !isGuarded(attribute) : rule;
        return passes ? attribute : null;
    }

    private static boolean isGuarded(RadiusAttribute attribute) {
        int type = attribute.getAttributeType();
        byte[] value = attribute.getAttributeData();
        return switch (type) {
            case AttributeTypes.SERVICE_TYPE ->
                    value.length != Integer.BYTES
                            || !SUBSCRIBERS_SERVICES.contains(ByteBuffer.wrap(value).getInt());
            case AttributeTypes.FRAMED_IP_NETMASK -> !Arrays.equals(value, HOST_MASK);
            case AttributeTypes.FRAMED_IPV6_PREFIX ->
                    value.length < 2 || (value[1] & 0xFF) < LINK_PREFIX_LENGTH;
            default -> type >= FIRST_UNASSIGNED || DICTIONARY.traits(type).guarded();
        };
    }

    private @Nullable RadiusAttribute passingOf(VendorAttribute attribute) {
        int vendor = attribute.getChildVendorId();
        if (!attribute.isReadable()) {
            // not to be told apart, so all that it might be must pass
            boolean all = IntStream.rangeClosed(0, 255).allMatch(type -> passes(vendor, type));
            return all ? attribute : null;
        }
        Optional<byte[]> rest = attribute.without(type -> !passes(vendor, type));
        if (rest.isEmpty()) {
            return null;
        }
        return rest.get().length == attribute.getAttributeData().length
                ? attribute
                : DICTIONARY.attribute(AttributeTypes.VENDOR_SPECIFIC, rest.get());
    }

    private boolean passes(int vendor, int type) {
        Boolean rule = rules.get(key(vendor, type));
        if (rule == null) {
            rule = rules.get(key(vendor, AttributeName.ANY));
        }
        if (rule == null) {
            rule = rules.get(ALL_VENDORS);
        }
        if (rule == null) {
            return !guards
                    || (HARMLESS_VENDORS.contains(vendor)
                            && !DICTIONARY.traits(vendor, type).guarded());
        }
        return rule;
    }
}
