package org.portlease.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An object of JSON, read field by field: each fault names the field's path, what was expected and
 * what came. A field that is null counts as absent.
 */
public final class Fields {

    private final JsonObject object;
    private final String path;
    private final Set<String> asked = new LinkedHashSet<>();

    public Fields(JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    /** "nases[0]", or empty for the whole file. */
    public String path() {
        return path;
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name, "a text"));
    }

    public Optional<String> optionalText(String name) {
        return value(name).map(value -> asText(pathOf(name), value));
    }

    /** A text that is not empty. */
    public String secret(String name) {
        String secret = text(name);
        if (secret.isEmpty()) {
            throw fault(name, "expected a secret, but it is empty");
        }
        return secret;
    }

    public int integer(String name) {
        return optionalInteger(name).orElseThrow(() -> missing(name, "a whole number"));
    }

    /** How many ports; 0 or more. */
    public int ports(String name) {
        return notNegative(name, integer(name));
    }

    public int ports(String name, int usual) {
        return notNegative(name, optionalInteger(name).orElse(usual));
    }

    private int notNegative(String name, int value) {
        if (value < 0) {
            throw fault(name, "expected 0 or more, but got " + value);
        }
        return value;
    }

    public Optional<Integer> optionalInteger(String name) {
        return optionalDecimal(name).map(value -> exact(name, value, BigDecimal::intValueExact));
    }

    public Optional<Long> optionalLong(String name) {
        return optionalDecimal(name).map(value -> exact(name, value, BigDecimal::longValueExact));
    }

    /** A time in thousandths of a second. */
    public Duration millis(String name, int usual) {
        return Duration.ofMillis(optionalInteger(name).orElse(usual));
    }

    /** A time in seconds. */
    public Duration seconds(String name, Duration usual) {
        return optionalInteger(name).map(Duration::ofSeconds).orElse(usual);
    }

    public Optional<BigDecimal> optionalDecimal(String name) {
        return value(name)
                .map(
                        value -> {
                            if (value instanceof JsonNumber number) {
                                return plain(name, number.bigDecimalValue());
                            }
                            throw wrong(pathOf(name), "a number", value);
                        });
    }

    private BigDecimal plain(String name, BigDecimal number) {
        Plain.fault(number)
                .ifPresent(
                        sentence -> {
                            throw fault(name, sentence);
                        });
        return number;
    }

    /** True or false; false where it is absent. */
    public boolean flag(String name) {
        return optionalBoolean(name).orElse(false);
    }

    public Optional<Boolean> optionalBoolean(String name) {
        return value(name)
                .map(
                        value ->
                                switch (value.getValueType()) {
                                    case TRUE -> true;
                                    case FALSE -> false;
                                    default -> throw wrong(pathOf(name), "true or false", value);
                                });
    }

    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return optionalChoice(name, type).orElseThrow(() -> missing(name, oneOf(type)));
    }

    /** One of those; the usual one where it is absent. */
    public <E extends Enum<E>> E choice(String name, E usual) {
        return optionalChoice(name, usual.getDeclaringClass()).orElse(usual);
    }

    public <E extends Enum<E>> Optional<E> optionalChoice(String name, Class<E> type) {
        return value(name).map(value -> asChoice(pathOf(name), value, type));
    }

    public <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
        return elements(name, (element, at) -> asChoice(at, element, type));
    }

    /**
     * The texts of a list.
     *
     * @param reader of a text and of the path that it stands at
     */
    public <T> List<T> texts(String name, BiFunction<String, String, T> reader) {
        return elements(name, (element, at) -> reader.apply(asText(at, element), at));
    }

    /** A text that means something more: an instant, a time zone, a currency. */
    public <T> Optional<T> optionalParsed(
            String name, String expected, Function<String, T> parser) {
        return optionalText(name)
                .map(
                        text -> {
                            try {
                                return parser.apply(text);
                            } catch (RuntimeException e) {
                                throw new FieldException(
                                        pathOf(name),
                                        "expected " + expected + ", but got '" + text + "'",
                                        e);
                            }
                        });
    }

    /** All of this object, as it was written. */
    public String json() {
        return object.toString();
    }

    /** The object of that field, read whole. */
    public <T> Optional<T> optionalEntry(String name, Function<Fields, T> reader) {
        return value(name).map(value -> asFields(pathOf(name), value).entry(reader));
    }

    /** The objects of a list, each read whole. */
    public <T> List<T> entries(String name, Function<Fields, T> reader) {
        return elements(name, (element, at) -> asFields(at, element).entry(reader));
    }

    /**
     * This object, read whole.
     *
     * @throws FieldException where it has a field that the reader did not ask for
     */
    public <T> T entry(Function<Fields, T> reader) {
        T entry = reader.apply(this);
        nothingElse();
        return entry;
    }

    /** Puts the path before what a value's own check says. */
    public <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new FieldException(path, String.valueOf(e.getMessage()), e);
        }
    }

    /** A fault of one field's value. */
    public FieldException fault(String name, String sentence) {
        return new FieldException(pathOf(name), sentence);
    }

    private void nothingElse() {
        for (String name : object.keySet()) {
            if (!asked.contains(name)) {
                throw new FieldException(
                        pathOf(name), "is not known here; known are " + String.join(", ", asked));
            }
        }
    }

    private Optional<JsonValue> value(String name) {
        asked.add(name);
        return Optional.ofNullable(object.get(name)).filter(value -> value != JsonValue.NULL);
    }

    private <T> List<T> elements(String name, Element<T> reader) {
        JsonValue value = value(name).orElse(JsonValue.EMPTY_JSON_ARRAY);
        if (!(value instanceof JsonArray array)) {
            throw wrong(pathOf(name), "a list", value);
        }
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            elements.add(reader.read(array.get(i), pathOf(name) + "[" + i + "]"));
        }
        return elements;
    }

    private static String asText(String at, JsonValue value) {
        if (value instanceof JsonString string) {
            // no database takes it; what else is not plain may be stored already
            if (string.getString().indexOf('\0') >= 0) {
                throw new FieldException(at, "must have no NUL");
            }
            return string.getString();
        }
        throw wrong(at, "a text", value);
    }

    private static <E extends Enum<E>> E asChoice(String at, JsonValue value, Class<E> type) {
        String text = value instanceof JsonString string ? string.getString() : "";
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(at, oneOf(type), value));
    }

    private static Fields asFields(String at, JsonValue value) {
        if (value instanceof JsonObject object) {
            return new Fields(object, at);
        }
        throw wrong(at, "an object", value);
    }

    private <N> N exact(String name, BigDecimal value, Function<BigDecimal, N> conversion) {
        try {
            return conversion.apply(value);
        } catch (ArithmeticException e) {
            throw new FieldException(
                    pathOf(name), "expected a whole number, but got " + value.toPlainString(), e);
        }
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private FieldException missing(String name, String expected) {
        return new FieldException(pathOf(name), "expected " + expected + ", but it is missing");
    }

    /** Says of what kind the value is, not what it says: it may be a secret. */
    private static FieldException wrong(String at, String expected, JsonValue value) {
        String got = value.getValueType().name().toLowerCase(Locale.ROOT);
        return new FieldException(at, "expected " + expected + ", but got a JSON " + got);
    }

    private static String oneOf(Class<? extends Enum<?>> type) {
        return "one of " + Arrays.toString(type.getEnumConstants());
    }

    @FunctionalInterface
    private interface Element<T> {
        T read(JsonValue value, String at);
    }
}
