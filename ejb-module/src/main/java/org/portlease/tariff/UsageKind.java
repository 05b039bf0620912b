package org.portlease.tariff;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What prices may depend on.
 *
 * @param popGroup of the point of presence; null where it is in none
 * @param portType NAS-Port-Type; null where the NAS has not said
 * @param burst above the ports of its contract
 * @param band of the time of day; empty for none
 */
public record UsageKind(
        @Nullable String popGroup,
        @Nullable Integer portType,
        boolean burst,
        Optional<String> band) {}
