package org.portlease.tariff;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What usage of some kind costs; what it has no price for is free.
 *
 * @param name what an invoice's line calls it
 * @param when of which kind of usage it is
 * @param time connection time, in seconds
 * @param connection each connection
 * @param traffic octets
 */
public record UsagePrice(
        String name,
        Condition when,
        Optional<Scale> time,
        Optional<Scale> connection,
        Optional<Traffic> traffic) {

    /** Which way traffic is priced. */
    public enum Direction {
        /** From the subscriber. */
        INPUT,
        /** To the subscriber. */
        OUTPUT,
        BOTH
    }

    /**
     * What traffic costs.
     *
     * @param scale of octets
     */
    public record Traffic(Direction direction, Scale scale) {

        public long octets(long input, long output) {
            return switch (direction) {
                case INPUT -> input;
                case OUTPUT -> output;
                case BOTH -> Math.addExact(input, output);
            };
        }
    }

    /** Of which usage a price is: all that is said must hold. */
    public record Condition(
            Optional<String> popGroup,
            OptionalInt portType,
            Optional<Boolean> burst,
            Optional<String> band) {

        public static final Condition ALWAYS =
                new Condition(
                        Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());

        boolean fits(UsageKind kind) {
            Integer type = kind.portType();
            return (popGroup.isEmpty() || popGroup.get().equals(kind.popGroup()))
                    && (portType.isEmpty() || (type != null && portType.getAsInt() == type))
                    && (burst.isEmpty() || burst.get() == kind.burst())
                    && (band.isEmpty() || band.equals(kind.band()));
        }
    }

    public UsagePrice {
        if (name.isBlank() || name.length() > 64) {
            throw new IllegalArgumentException(
                    "a price's name must have 1 to 64 characters, but has " + name.length());
        }
    }
}
