package org.portlease.setup;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.util.Optional;
import org.portlease.provider.Master;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.provider.Nas;
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;
import org.portlease.setup.World.NasEntry;
import org.portlease.setup.World.PopEntry;
import org.portlease.setup.World.RuleEntry;
import org.portlease.setup.World.SubscriberEntry;

/** Reads a world file (JSON, RFC 8259), and believes nothing in it. */
final class WorldReader {

    private static final int DEFAULT_BUDGET_MS = 8_000;

    private WorldReader() {}

    /**
     * @throws WorldException where the file is not JSON, has an unknown field, or a wrong value
     */
    static World read(InputStream file) {
        try (JsonReader reader = Json.createReader(file)) {
            return new Fields(reader.readObject(), "").entry(WorldReader::world);
        } catch (JsonException e) {
            throw new WorldException("", "expected a JSON object: " + e.getMessage(), e);
        }
    }

    private static World world(Fields fields) {
        return new World(
                fields.optionalParsed("world", "1 to 16 of a-z, 0-9 and -", WorldReader::worldName)
                        .orElse(World.PRODUCTION),
                fields.optionalChoice("master", Master.class),
                fields.optionalBoolean("callingStationToMaster"),
                fields.choices("identificationOrder", RuleKind.class),
                fields.entries("masterHomeServers", ProviderReader::server),
                fields.entries("pops", WorldReader::pop),
                fields.entries("providers", ProviderReader::provider),
                fields.entries("nases", WorldReader::nas),
                fields.entries("rules", WorldReader::rule),
                fields.entries("subscribers", WorldReader::subscriber));
    }

    private static String worldName(String text) {
        if (!text.matches("[a-z0-9-]{1,16}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static PopEntry pop(Fields fields) {
        return new PopEntry(fields.path(), fields.text("name"), fields.ports("ports"));
    }

    private static NasEntry nas(Fields fields) {
        Nas.Manner manner =
                fields.checked(
                        () ->
                                new Nas.Manner(
                                        fields.choice(
                                                "messageAuthenticator",
                                                MessageAuthenticator.OPTIONAL),
                                        fields.flag("proxy"),
                                        fields.millis("budgetMillis", DEFAULT_BUDGET_MS)));
        return new NasEntry(
                fields.path(),
                fields.text("name"),
                fields.text("pop"),
                fields.text("network"),
                fields.secret("secret"),
                manner,
                fields.optionalText("visitedProvider"));
    }

    private static RuleEntry rule(Fields fields) {
        RuleKind kind = fields.choice("kind", RuleKind.class);
        Optional<String> pattern = fields.optionalText("pattern");
        return new RuleEntry(
                fields.path(),
                kind,
                fields.choice("match", RuleMatch.EXACT),
                kind == RuleKind.DEFAULT ? pattern.orElse("*") : fields.text("pattern"),
                fields.optionalText("nas"),
                fields.optionalText("provider"));
    }

    private static SubscriberEntry subscriber(Fields fields) {
        return new SubscriberEntry(
                fields.path(),
                fields.text("identifier"),
                fields.text("password"),
                fields.choice("passwordScheme", PasswordScheme.ENCRYPTED),
                fields.optionalBoolean("active").orElse(true));
    }
}
