package org.portlease.setup;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.portlease.event.EventType;
import org.portlease.json.FieldException;
import org.portlease.json.Fields;
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
import org.portlease.setup.World.WebhookEntry;

/** Reads a world file (JSON, RFC 8259), and believes nothing in it. */
final class WorldReader {

    private static final int DEFAULT_BUDGET_MS = 8_000;

    private WorldReader() {}

    /**
     * @throws FieldException where the file is not JSON, has an unknown field, or a wrong value
     */
    static World read(InputStream file) {
        try (JsonReader reader = Json.createReader(file)) {
            return new Fields(reader.readObject(), "").entry(WorldReader::world);
        } catch (JsonException e) {
            throw new FieldException("", "expected a JSON object: " + e.getMessage(), e);
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
                fields.entries("subscribers", WorldReader::subscriber),
                fields.entries("webhooks", WorldReader::webhook),
                BillingReader.entries(fields));
    }

    private static String worldName(String text) {
        if (!text.matches("[a-z0-9-]{1,16}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static PopEntry pop(Fields fields) {
        int ports = fields.ports("ports");
        int reserved = fields.ports("reservedPorts", 0);
        if (reserved > ports) {
            throw fields.fault(
                    "reservedPorts",
                    "expected at most the " + ports + " ports, but got " + reserved);
        }
        return new PopEntry(
                fields.path(),
                fields.text("name"),
                ports,
                reserved,
                fields.optionalText("billingGroup"));
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
                fields.checked(() -> sessions(fields)),
                fields.optionalText("visitedProvider"));
    }

    private static Nas.Sessions sessions(Fields fields) {
        Nas.Sessions usual = Nas.Sessions.USUAL;
        return new Nas.Sessions(
                fields.flag("uniquePorts"),
                fields.optionalInteger("interimSeconds")
                        .map(OptionalInt::of)
                        .orElse(usual.interimSeconds()),
                fields.optionalInteger("missedInterims").orElse(usual.missedInterims()),
                fields.seconds("longestSessionSeconds", usual.longest()),
                fields.flag("macAuthentication"),
                fields.optionalLong("lineKbps").map(OptionalLong::of).orElse(usual.lineKbps()),
                fields.optionalInteger("authorizationPort").orElse(usual.authorizationPort()));
    }

    private static RuleEntry rule(Fields fields) {
        RuleKind kind = fields.choice("kind", RuleKind.class);
        Optional<String> pattern = fields.optionalText("pattern");
        Optional<String> provider = fields.optionalText("provider");
        boolean overflow = fields.flag("overflow");
        if (overflow && (kind != RuleKind.CALLED_NUMBER || provider.isEmpty())) {
            throw fields.fault(
                    "overflow",
                    "is for rules of kind CALLED_NUMBER that name a provider: the number that its"
                            + " calls hunt to");
        }
        return new RuleEntry(
                fields.path(),
                kind,
                fields.choice("match", RuleMatch.EXACT),
                kind == RuleKind.DEFAULT ? pattern.orElse("*") : fields.text("pattern"),
                fields.optionalText("nas"),
                provider,
                overflow);
    }

    private static SubscriberEntry subscriber(Fields fields) {
        return new SubscriberEntry(
                fields.path(),
                fields.text("identifier"),
                fields.text("password"),
                fields.choice("passwordScheme", PasswordScheme.ENCRYPTED),
                fields.optionalBoolean("active").orElse(true));
    }

    private static WebhookEntry webhook(Fields fields) {
        return new WebhookEntry(
                fields.path(),
                fields.text("url"),
                fields.secret("secret"),
                fields.optionalText("provider"),
                fields.texts("types", WorldReader::eventType));
    }

    private static EventType eventType(String name, String path) {
        return WorldStore.checked(path, () -> EventType.named(name));
    }
}
