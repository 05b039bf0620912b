package org.portlease.invoice;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.json.FieldException;
import org.portlease.json.Fields;

/** Parties as they are written in configuration, and kept with an invoice. */
public final class PartyJson {

    private PartyJson() {}

    /**
     * @throws FieldException where the object is not of a party
     */
    public static Party read(Fields fields) {
        return fields.checked(
                () ->
                        new Party(
                                fields.text("name"),
                                fields.optionalText("legalId").orElse(null),
                                fields.optionalText("vatId").orElse(null),
                                fields.optionalText("street").orElse(null),
                                fields.text("city"),
                                fields.optionalText("postcode").orElse(null),
                                fields.text("country"),
                                fields.optionalText("email").orElse(null)));
    }

    /** The party of a text that {@link #write} has made. */
    public static Party read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return new Fields(reader.readObject(), "").entry(PartyJson::read);
        }
    }

    public static String write(Party party) {
        JsonObjectBuilder object = Json.createObjectBuilder().add("name", party.name());
        add(object, "legalId", party.legalId());
        add(object, "vatId", party.vatId());
        add(object, "street", party.street());
        object.add("city", party.city());
        add(object, "postcode", party.postcode());
        object.add("country", party.country());
        add(object, "email", party.email());
        return object.build().toString();
    }

    private static void add(JsonObjectBuilder object, String name, @Nullable String value) {
        Optional.ofNullable(value).ifPresent(text -> object.add(name, text));
    }
}
