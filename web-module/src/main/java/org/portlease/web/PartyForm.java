package org.portlease.web;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.Party;
import org.portlease.web.api.OneLine;
import org.portlease.web.api.ProblemException;

/** Who sells or buys, as invoices name it: said, and shown. */
@Schema(name = "Party")
public record PartyForm(
        @Schema(examples = "North Telecom GmbH") @NotBlank @Size(max = 253) @OneLine String name,
        @Schema(examples = "HRB 12345", description = "Number in a register of companies")
                @Nullable
                @Size(min = 1, max = 253)
                @OneLine
                String legalId,
        @Schema(examples = "DE123456789") @Nullable @Size(min = 1, max = 64) @OneLine String vatId,
        @Schema(examples = "Hauptstr. 1") @Nullable @Size(min = 1, max = 253) @OneLine
                String street,
        @Schema(examples = "Berlin") @NotBlank @Size(max = 253) @OneLine String city,
        @Schema(examples = "10115") @Nullable @Size(min = 1, max = 32) @OneLine String postcode,
        @Schema(examples = "DE", description = "Two letters of ISO 3166-1")
                @NotNull
                @Pattern(regexp = "[A-Z]{2}")
                String country,
        @Schema(examples = "invoices@north.example") @Nullable @Email @Size(max = 253)
                String email) {

    /**
     * @param field its path in the form, for faults
     */
    Party party(String field) {
        return ProblemException.checked(
                field + ".country",
                () -> new Party(name, legalId, vatId, street, city, postcode, country, email));
    }

    static PartyForm of(Party party) {
        return new PartyForm(
                party.name(),
                party.legalId(),
                party.vatId(),
                party.street(),
                party.city(),
                party.postcode(),
                party.country(),
                party.email());
    }
}
