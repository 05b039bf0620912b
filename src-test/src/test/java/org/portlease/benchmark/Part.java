package org.portlease.benchmark;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the benchmark measures; each part can be left out. */
enum Part {
    /** Portlease beside FreeRADIUS and radsecproxy. */
    RIVALS,
    /** With many providers, of the empty database's rate. */
    PROVIDERS,
    /** With many sessions, of the empty database's rate. */
    SESSIONS,
    /** Under three times the load that it carries. */
    OVERLOAD,
    /** The heap, and how long its collector stops the server. */
    HEAP,
    /** The close of a month. */
    CLOSE,
    /** From the start of the process to its first answer. */
    START;

    /**
     * The parts that a list names, separated by commas; all where it is blank.
     *
     * @throws IllegalArgumentException where there is no such part
     */
    static Set<Part> of(String names) {
        if (names.isBlank()) {
            return EnumSet.allOf(Part.class);
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        Stream.of(names.split(",", -1)).map(String::strip).map(Part::named).forEach(parts::add);
        return parts;
    }

    private static Part named(String name) {
        List<Part> all = Arrays.asList(values());
        return all.stream()
                .filter(part -> part.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "expected parts of " + all + ", but got '" + name + "'"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
