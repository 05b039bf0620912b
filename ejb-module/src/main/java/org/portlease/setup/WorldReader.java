package org.portlease.setup;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.portlease.contract.ContractStatus;
import org.portlease.contract.Money;
import org.portlease.contract.Terms;
import org.portlease.provider.HealthCheck;
import org.portlease.provider.HomeServer;
import org.portlease.provider.Master;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.provider.Nas;
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;
import org.portlease.setup.World.ContractEntry;
import org.portlease.setup.World.NasEntry;
import org.portlease.setup.World.PopEntry;
import org.portlease.setup.World.ProviderEntry;
import org.portlease.setup.World.RuleEntry;
import org.portlease.setup.World.ServerEntry;
import org.portlease.setup.World.SubscriberEntry;

/** Reads a world file (JSON, RFC 8259), and believes nothing in it. */
final class WorldReader {

    private static final int MOST_PASSWORD_OCTETS = 128;

    private static final int DEFAULT_BUDGET_MS = 8_000;
    private static final int DEFAULT_TIMEOUT_MS = 2_000;
    private static final int DEFAULT_TRIES = 2;
    private static final int DEFAULT_PRIORITY = 1;

    private WorldReader() {}

    /**
     * @throws WorldException where the file is not JSON, has an unknown field, or a wrong value
     */
    static World read(InputStream file) {
        try (JsonReader reader = Json.createReader(file)) {
            return entry(new Fields(reader.readObject(), ""), WorldReader::world);
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
                entries(fields, "masterHomeServers", WorldReader::server),
                entries(fields, "pops", WorldReader::pop),
                entries(fields, "providers", WorldReader::provider),
                entries(fields, "nases", WorldReader::nas),
                entries(fields, "rules", WorldReader::rule),
                entries(fields, "subscribers", WorldReader::subscriber));
    }

    private static String worldName(String text) {
        if (!text.matches("[a-z0-9-]{1,16}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static PopEntry pop(Fields fields) {
        return new PopEntry(fields.path(), fields.text("name"), ports(fields));
    }

    private static ServerEntry server(Fields fields) {
        HomeServer.Location location =
                checked(
                        fields,
                        () ->
                                new HomeServer.Location(
                                        fields.text("address"),
                                        fields.integer("authPort"),
                                        fields.integer("acctPort")));
        HomeServer.Manner manner =
                checked(
                        fields,
                        () ->
                                new HomeServer.Manner(
                                        messageAuthenticator(fields),
                                        fields.optionalInteger("priority").orElse(DEFAULT_PRIORITY),
                                        millis(fields, "timeoutMillis", DEFAULT_TIMEOUT_MS),
                                        fields.optionalInteger("tries").orElse(DEFAULT_TRIES),
                                        HealthCheck.USE,
                                        false));
        return new ServerEntry(fields.path(), location, secret(fields, "secret"), manner);
    }

    private static NasEntry nas(Fields fields) {
        Nas.Manner manner =
                checked(
                        fields,
                        () ->
                                new Nas.Manner(
                                        messageAuthenticator(fields),
                                        fields.optionalBoolean("proxy").orElse(false),
                                        millis(fields, "budgetMillis", DEFAULT_BUDGET_MS)));
        return new NasEntry(
                fields.path(),
                fields.text("name"),
                fields.text("pop"),
                fields.text("network"),
                secret(fields, "secret"),
                manner,
                fields.optionalText("visitedProvider"));
    }

    private static ProviderEntry provider(Fields fields) {
        List<ServerEntry> homeServers = entries(fields, "homeServers", WorldReader::server);
        return new ProviderEntry(
                fields.path(),
                fields.text("name"),
                fields.optionalObject("contract")
                        .map(object -> entry(object, WorldReader::contract)),
                homeServers);
    }

    private static ContractEntry contract(Fields fields) {
        Currency currency =
                fields.optionalParsed("currency", "a currency of ISO 4217", Currency::getInstance)
                        .orElseGet(() -> Currency.getInstance("EUR"));
        Money rate = new Money(decimal(fields, "ratePerHour"), currency);
        Optional<Money> limit =
                fields.optionalDecimal("creditLimit").map(amount -> new Money(amount, currency));
        Terms terms =
                checked(
                        fields,
                        () ->
                                new Terms(
                                        instant(fields, "startsAt").orElse(Instant.EPOCH),
                                        instant(fields, "endsAt").orElse(null),
                                        zone(fields),
                                        fields.optionalLong("thresholdSeconds").orElse(null),
                                        rate,
                                        limit.orElse(null)));
        return new ContractEntry(
                fields.path(),
                fields.text("virtualIdentifier"),
                password(fields, "virtualPassword"),
                fields.optionalChoice("status", ContractStatus.class).orElse(ContractStatus.ACTIVE),
                ports(fields),
                terms,
                decimal(fields, "balance"));
    }

    private static RuleEntry rule(Fields fields) {
        RuleKind kind = fields.choice("kind", RuleKind.class);
        Optional<String> pattern = fields.optionalText("pattern");
        return new RuleEntry(
                fields.path(),
                kind,
                fields.optionalChoice("match", RuleMatch.class).orElse(RuleMatch.EXACT),
                kind == RuleKind.DEFAULT ? pattern.orElse("*") : fields.text("pattern"),
                fields.optionalText("nas"),
                fields.optionalText("provider"));
    }

    private static SubscriberEntry subscriber(Fields fields) {
        return new SubscriberEntry(
                fields.path(),
                fields.text("identifier"),
                fields.text("password"),
                fields.optionalChoice("passwordScheme", PasswordScheme.class)
                        .orElse(PasswordScheme.ENCRYPTED),
                fields.optionalBoolean("active").orElse(true));
    }

    private static int ports(Fields fields) {
        int ports = fields.integer("ports");
        if (ports < 0) {
            throw new WorldException(
                    fields.path() + ".ports", "expected 0 or more, but got " + ports);
        }
        return ports;
    }

    private static MessageAuthenticator messageAuthenticator(Fields fields) {
        return fields.optionalChoice("messageAuthenticator", MessageAuthenticator.class)
                .orElse(MessageAuthenticator.OPTIONAL);
    }

    private static String secret(Fields fields, String name) {
        String secret = fields.text(name);
        if (secret.isEmpty()) {
            throw new WorldException(
                    fields.path() + "." + name, "expected a secret, but it is empty");
        }
        return secret;
    }

    /** As long as User-Password can carry (RFC 2865 section 5.2). */
    private static String password(Fields fields, String name) {
        String password = secret(fields, name);
        int octets = password.getBytes(StandardCharsets.UTF_8).length;
        if (octets > MOST_PASSWORD_OCTETS) {
            throw new WorldException(
                    fields.path() + "." + name,
                    "expected at most " + MOST_PASSWORD_OCTETS + " octets, but it has " + octets);
        }
        return password;
    }

    private static BigDecimal decimal(Fields fields, String name) {
        return fields.optionalDecimal(name).orElse(BigDecimal.ZERO);
    }

    private static Duration millis(Fields fields, String name, int defaultMillis) {
        return Duration.ofMillis(fields.optionalInteger(name).orElse(defaultMillis));
    }

    private static Optional<Instant> instant(Fields fields, String name) {
        return fields.optionalParsed(name, "an instant, 2026-01-31T00:00:00Z", Instant::parse);
    }

    private static ZoneId zone(Fields fields) {
        return fields.optionalParsed("timeZone", "a time zone, Europe/Berlin", ZoneId::of)
                .orElse(ZoneOffset.UTC);
    }

    private static <T> List<T> entries(Fields fields, String name, Function<Fields, T> reader) {
        return fields.objects(name).stream().map(object -> entry(object, reader)).toList();
    }

    private static <T> T entry(Fields fields, Function<Fields, T> reader) {
        T entry = reader.apply(fields);
        fields.nothingElse();
        return entry;
    }

    /** Puts the path before what a value's own check says. */
    private static <T> T checked(Fields fields, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new WorldException(fields.path(), String.valueOf(e.getMessage()), e);
        }
    }
}
