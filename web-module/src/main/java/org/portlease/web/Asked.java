package org.portlease.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Money;
import org.portlease.web.api.Fault;
import org.portlease.web.api.ProblemException;

/** Reads what query parameters and fields of forms say, and names the one that is wrong. */
final class Asked {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private Asked() {}

    /** Empty where it is absent. */
    static Optional<Instant> instant(String name, @Nullable String text) {
        return parsed(name, text, "an instant such as 2026-01-31T12:00:00Z", Instant::parse)
                .filter(
                        value -> {
                            long year = value.getEpochSecond() / 31_556_952 + FIRST_YEAR;
                            return within(name, year);
                        });
    }

    /** Empty where it is absent. */
    static Optional<LocalDate> day(String name, @Nullable String text) {
        return parsed(name, text, "a day such as 2026-01-31", LocalDate::parse)
                .filter(value -> within(name, value.getYear()));
    }

    /** Where it must be there. */
    static LocalDate requiredDay(String name, @Nullable String text) {
        return day(name, text).orElseThrow(() -> missing(name));
    }

    static Instant requiredInstant(String name, @Nullable String text) {
        return instant(name, text).orElseThrow(() -> missing(name));
    }

    private static ProblemException missing(String name) {
        return ProblemException.of(name, "must be given");
    }

    private static boolean within(String name, long year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw ProblemException.of(
                    name, "must be in the years " + FIRST_YEAR + " to " + LAST_YEAR);
        }
        return true;
    }

    private static <T> Optional<T> parsed(
            String name, @Nullable String text, String expected, Function<String, T> parser) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeException e) {
            throw ProblemException.of(name, "expected " + expected + ", but got '" + text + "'");
        }
    }

    /** One of an enum's names, in whatever case; empty where it is absent. */
    static <E extends Enum<E>> Optional<E> choice(
            String name, @Nullable String text, Class<E> choices) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Arrays.stream(choices.getEnumConstants())
                        .filter(choice -> choice.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        ProblemException.of(
                                                name,
                                                "expected one of "
                                                        + Arrays.stream(choices.getEnumConstants())
                                                                .map(Enum::name)
                                                                .collect(Collectors.joining(", "))
                                                        + ", but got '"
                                                        + text
                                                        + "'")));
    }

    static Currency currency(String field, String code) {
        try {
            return Currency.getInstance(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(
                    field, "expected the code of a currency such as EUR, but got '" + code + "'");
        }
    }

    /** An amount as its currency is paid in. */
    static BigDecimal shown(BigDecimal amount, Currency currency) {
        return Money.round(amount, currency);
    }

    /**
     * The form in which something is wanted: as the parameter "format" says, else as Accept does,
     * else the first.
     *
     * @param forms by media type, the usual one first
     */
    static <E extends Enum<E>> E form(
            @Nullable String format, HttpHeaders headers, Map<MediaType, E> forms) {
        Class<E> type = forms.values().iterator().next().getDeclaringClass();
        Optional<E> asked = choice("format", format, type);
        return asked.orElseGet(
                () ->
                        headers.getAcceptableMediaTypes().stream()
                                .flatMap(
                                        wanted ->
                                                forms.entrySet().stream()
                                                        .filter(
                                                                form ->
                                                                        wanted.isCompatible(
                                                                                form.getKey()))
                                                        .map(Map.Entry::getValue))
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new ProblemException(
                                                        Fault.NOT_ACCEPTABLE,
                                                        "expected Accept to have one of "
                                                                + forms.keySet())));
    }

    /** The media type of a form. */
    static <E> MediaType typeOf(E form, Map<MediaType, E> forms) {
        return forms.entrySet().stream()
                .filter(entry -> entry.getValue().equals(form))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
