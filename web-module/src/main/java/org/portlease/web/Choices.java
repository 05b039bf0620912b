package org.portlease.web;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.web.api.ProblemException;

/** Filters of lists, read strictly. */
final class Choices {

    private Choices() {}

    static Optional<Boolean> flag(String parameter, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default ->
                    throw ProblemException.of(
                            parameter, "expected true or false, but got '" + text + "'");
        };
    }

    static <E extends Enum<E>> Optional<E> one(
            Class<E> type, String parameter, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(
                Arrays.stream(type.getEnumConstants())
                        .filter(value -> value.name().equals(text))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        ProblemException.of(
                                                parameter,
                                                "expected one of "
                                                        + Arrays.toString(type.getEnumConstants())
                                                        + ", but got '"
                                                        + text
                                                        + "'")));
    }
}
