package org.portlease.radius.packet;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinyradius.attribute.IntegerAttribute;
import org.tinyradius.attribute.IpAttribute;
import org.tinyradius.attribute.Ipv6Attribute;
import org.tinyradius.attribute.Ipv6PrefixAttribute;
import org.tinyradius.attribute.RadiusAttribute;
import org.tinyradius.attribute.StringAttribute;
import org.tinyradius.attribute.VendorSpecificAttribute;
import org.tinyradius.dictionary.AttributeType;
import org.tinyradius.dictionary.DictionaryParser;
import org.tinyradius.dictionary.MemoryDictionary;

/**
 * The attributes known by name, with the flags that TinyRadius's format lacks. Read once from the
 * resource {@code dictionary}; after that it never changes, so any thread may use it.
 */
public final class RadiusDictionary extends MemoryDictionary {

    private static final RadiusDictionary STANDARD = read("dictionary");

    /** How a value is written. */
    enum Shape {
        OCTETS,
        TEXT,
        NUMBER,
        ADDRESS,
        ADDRESS6,
        PREFIX6,
        VENDOR
    }

    private final @Nullable AttributeType[] types = new AttributeType[256];
    private final Shape[] shapes = new Shape[256];
    private final Traits[] traits = new Traits[256];
    private final Map<Integer, Traits[]> vendorTraits = new HashMap<>();
    private final Map<AttributeName, Shape> vendorShapes = new HashMap<>();
    private final Map<String, AttributeType> byLowerCaseName = new HashMap<>();

    private RadiusDictionary() {
        Arrays.fill(shapes, Shape.OCTETS);
        Arrays.fill(traits, Traits.UNKNOWN);
    }

    /** The one that every packet uses. */
    public static RadiusDictionary standard() {
        return STANDARD;
    }

    private static RadiusDictionary read(String resource) {
        RadiusDictionary dictionary = new RadiusDictionary();
        Map<String, List<String>> flags = new HashMap<>();
        StringBuilder plain = new StringBuilder();
        try (InputStream in = RadiusDictionary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                plain.append(withoutFlags(line, flags)).append('\n');
            }
            byte[] octets = plain.toString().getBytes(StandardCharsets.UTF_8);
            DictionaryParser.parseDictionary(new ByteArrayInputStream(octets), dictionary);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " is not a dictionary", e);
        }
        flags.forEach(dictionary::applyFlags);
        return dictionary;
    }

    /** The line as TinyRadius's parser takes it; what stands behind the type goes into the map. */
    private static String withoutFlags(String line, Map<String, List<String>> flags) {
        List<String> words = List.of(line.trim().split("\\s+"));
        int name =
                switch (words.get(0)) {
                    case "ATTRIBUTE" -> 1;
                    case "VENDORATTR" -> 2;
                    default -> -1;
                };
        int end = name + 3;
        if (name < 0 || words.size() <= end) {
            return line;
        }
        flags.put(words.get(name), words.subList(end, words.size()));
        return String.join(" ", words.subList(0, end));
    }

    private void applyFlags(String name, List<String> flags) {
        AttributeType type = getAttributeTypeByName(name);
        Traits[] row =
                type.getVendorId() == -1
                        ? traits
                        : vendorTraits.computeIfAbsent(
                                type.getVendorId(),
                                vendor -> {
                                    Traits[] unknown = new Traits[256];
                                    Arrays.fill(unknown, Traits.UNKNOWN);
                                    return unknown;
                                });
        row[type.getTypeCode()] = Traits.ofFlags(flags);
    }

    /** Called by the parser; gives each type the class of ours that takes any octets. */
    @Override
    public void addAttributeType(AttributeType type) {
        Shape shape = shapeOf(type.getAttributeClass());
        switch (shape) {
            case NUMBER -> type.setAttributeClass(NumberAttribute.class);
            case ADDRESS -> type.setAttributeClass(AddressAttribute.class);
            case VENDOR -> type.setAttributeClass(VendorAttribute.class);
            // TinyRadius's own classes for these need a library that we do without
            case ADDRESS6, PREFIX6 -> type.setAttributeClass(RadiusAttribute.class);
            case TEXT, OCTETS -> {}
        }
        super.addAttributeType(type);
        byLowerCaseName.put(lowerCase(type.getName()), type);
        if (type.getVendorId() == -1) {
            types[type.getTypeCode()] = type;
            shapes[type.getTypeCode()] = shape;
        } else {
            vendorShapes.put(new AttributeName(type.getVendorId(), type.getTypeCode()), shape);
        }
    }

    private static Shape shapeOf(Class<?> tinyRadius) {
        if (tinyRadius == StringAttribute.class) {
            return Shape.TEXT;
        } else if (tinyRadius == IntegerAttribute.class) {
            return Shape.NUMBER;
        } else if (tinyRadius == IpAttribute.class) {
            return Shape.ADDRESS;
        } else if (tinyRadius == Ipv6Attribute.class) {
            return Shape.ADDRESS6;
        } else if (tinyRadius == Ipv6PrefixAttribute.class) {
            return Shape.PREFIX6;
        } else if (tinyRadius == VendorSpecificAttribute.class) {
            return Shape.VENDOR;
        }
        return Shape.OCTETS;
    }

    /** From an array, where the inherited one asks three maps: it is called for each attribute. */
    @Override
    public @Nullable AttributeType getAttributeTypeByCode(int type) {
        return type >= 0 && type < types.length ? types[type] : null;
    }

    /** A new attribute of TinyRadius's model, of the class that fits the type. */
    RadiusAttribute attribute(int type, byte[] value) {
        RadiusAttribute attribute =
                switch (shapes[type]) {
                    case TEXT -> new StringAttribute();
                    case NUMBER -> new NumberAttribute();
                    case ADDRESS -> new AddressAttribute();
                    case VENDOR -> new VendorAttribute();
                    case OCTETS, ADDRESS6, PREFIX6 -> new RadiusAttribute();
                };
        attribute.setDictionary(this);
        attribute.setAttributeType(type);
        attribute.setAttributeData(value);
        return attribute;
    }

    Traits traits(int type) {
        return traits[type];
    }

    /** The traits of a vendor's attributes by their type; null where none has any. */
    Traits @Nullable [] vendorTraits(int vendor) {
        return vendorTraits.get(vendor);
    }

    Traits traits(int vendor, int type) {
        Traits[] row = vendorTraits.get(vendor);
        return row == null ? Traits.UNKNOWN : row[type];
    }

    /** The name of an attribute, or "Attr-" with its number. */
    public String name(int type) {
        AttributeType known = getAttributeTypeByCode(type);
        return known == null ? "Attr-" + type : known.getName();
    }

    /** The attribute of that name, in whatever case it is written. */
    Optional<AttributeType> named(String name) {
        return Optional.ofNullable(byLowerCaseName.get(lowerCase(name)));
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    Shape shape(AttributeName name) {
        return name.isVendors()
                ? vendorShapes.getOrDefault(name, Shape.OCTETS)
                : shapes[name.type()];
    }

    Traits traits(AttributeName name) {
        return name.isVendors() ? traits(name.vendor(), name.type()) : traits(name.type());
    }

    /** What the dictionary says of it, if it knows it. */
    Optional<AttributeType> type(AttributeName name) {
        return Optional.ofNullable(
                name.isVendors()
                        ? getAttributeTypeByCode(name.vendor(), name.type())
                        : getAttributeTypeByCode(name.type()));
    }
}
