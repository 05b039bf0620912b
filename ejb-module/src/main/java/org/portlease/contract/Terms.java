package org.portlease.contract;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with a client provider.
 *
 * @param startsAt from when on it holds
 * @param endsAt when it ends by itself; null for never
 * @param zone whose midnights bound its billing periods
 * @param thresholdSeconds connection time of a billing period; null for no threshold
 * @param currency what all its prices are in
 * @param creditLimit up to where the client may owe; null for no limit
 */
public record Terms(
        Instant startsAt,
        @Nullable Instant endsAt,
        ZoneId zone,
        @Nullable Long thresholdSeconds,
        Currency currency,
        @Nullable Money creditLimit) {

    public Terms {
        if (endsAt != null && !endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException(
                    "a contract must end after its start " + startsAt + ", but ends " + endsAt);
        }
        if (thresholdSeconds != null && thresholdSeconds < 0) {
            throw new IllegalArgumentException(
                    "a threshold must not be negative, but was " + thresholdSeconds + " s");
        }
        if (creditLimit != null && !creditLimit.currency().equals(currency)) {
            throw new IllegalArgumentException(
                    "a credit limit must be in the contract's currency "
                            + currency
                            + ", but is "
                            + creditLimit);
        }
    }
}
