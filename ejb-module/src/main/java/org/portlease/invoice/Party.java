package org.portlease.invoice;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Checks;

/**
 * Who sells or buys, as EN 16931 wants it named (groups BG-4 to BG-8).
 *
 * @param name the legal name
 * @param legalId number in a register of companies; null for none
 * @param vatId VAT identifier with its country's prefix; null for none
 * @param street null where the address is just a town
 * @param postcode null where the country has none
 * @param country two letters of ISO 3166-1
 * @param email where invoices are sent; null for nowhere
 */
public record Party(
        String name,
        @Nullable String legalId,
        @Nullable String vatId,
        @Nullable String street,
        String city,
        @Nullable String postcode,
        String country,
        @Nullable String email) {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int LONGEST = 253;

    public Party {
        name = Checks.text("a party's name", name, LONGEST);
        city = Checks.text("a party's city", city, LONGEST);
        if (!COUNTRIES.contains(country)) {
            throw new IllegalArgumentException(
                    "a country must be two letters of ISO 3166-1, but was '" + country + "'");
        }
    }
}
