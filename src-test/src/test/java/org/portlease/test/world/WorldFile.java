package org.portlease.test.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portlease.test.wire.TestHomeServer;

/** A file that configures an installation, as an operator would write it. */
public final class WorldFile {

    private final Map<String, @Nullable Object> world = new LinkedHashMap<>();

    public WorldFile() {
        world.put("world", "production");
        world.put("master", "BUILT_IN");
        world.put("callingStationToMaster", false);
        world.put("identificationOrder", List.of("REALM", "CALLED_NUMBER", "NAS", "DEFAULT"));
        for (String list :
                List.of(
                        "masterHomeServers",
                        "pops",
                        "nases",
                        "providers",
                        "rules",
                        "subscribers")) {
            world.put(list, new ArrayList<>());
        }
    }

    /** An existing Master RADIUS server decides beside us. */
    public WorldFile externalMaster(Map<String, @Nullable Object> homeServer) {
        world.put("master", "EXTERNAL");
        return add("masterHomeServers", homeServer);
    }

    public WorldFile set(String field, Object value) {
        world.put(field, value);
        return this;
    }

    /** A point of presence; the pairs are its other fields, where they are not as usual. */
    public WorldFile pop(String name, int ports, Object... pairs) {
        Map<String, @Nullable Object> pop = object("name", name, "ports", ports);
        pop.putAll(object(pairs));
        return add("pops", pop);
    }

    /** A NAS; the pairs are its other fields, where they are not as usual. */
    public WorldFile nas(String name, String pop, String network, String secret, Object... pairs) {
        Map<String, @Nullable Object> nas =
                object("name", name, "pop", pop, "network", network, "secret", secret);
        nas.putAll(object("messageAuthenticator", "OPTIONAL", "proxy", false));
        nas.putAll(object("budgetMillis", 8000, "visitedProvider", null));
        nas.putAll(object(pairs));
        return add("nases", nas);
    }

    /**
     * A provider with its realm, its home servers, and a contract whose virtual subscriber is
     * "virtual-" and the provider's name; the pairs are the contract's other fields, where they are
     * not as usual.
     */
    public WorldFile provider(
            String name,
            String realm,
            List<Map<String, @Nullable Object>> homeServers,
            @Nullable Object... pairs) {
        Map<String, @Nullable Object> contract =
                object(
                        "virtualIdentifier",
                        virtualIdentifier(name),
                        "virtualPassword",
                        virtualPassword(name));
        contract.putAll(object("status", "ACTIVE", "ports", 4));
        contract.putAll(object("startsAt", "2025-01-01T00:00:00Z", "endsAt", null));
        contract.putAll(object("timeZone", "UTC", "thresholdSeconds", null, "currency", "EUR"));
        contract.putAll(object("ratePerHour", 3600, "balance", 0, "creditLimit", null));
        contract.putAll(object(pairs));
        add("providers", object("name", name, "contract", contract, "homeServers", homeServers));
        return rule("REALM", "EXACT", realm, name);
    }

    /** Says who buys for a provider that is there already. */
    public WorldFile party(String provider, Map<String, @Nullable Object> party) {
        list("providers").stream()
                .filter(entry -> provider.equals(entry.get("name")))
                .forEach(entry -> entry.put("party", party));
        return this;
    }

    public static String virtualIdentifier(String provider) {
        return "virtual-" + provider + "@msp.example";
    }

    public static String virtualPassword(String provider) {
        return "virtual-password-of-" + provider;
    }

    /**
     * @param provider whose subscriber it is, or null for the installation's own
     */
    public WorldFile rule(String kind, String match, String pattern, @Nullable String provider) {
        return add(
                "rules",
                object(
                        "kind",
                        kind,
                        "match",
                        match,
                        "pattern",
                        pattern,
                        "nas",
                        null,
                        "provider",
                        provider));
    }

    /** Calls to that number are the provider's, and have hunted away from a busy POP of its own. */
    public WorldFile overflowRule(String number, String provider) {
        Map<String, @Nullable Object> rule = object("kind", "CALLED_NUMBER", "match", "EXACT");
        rule.putAll(object("pattern", number, "provider", provider, "overflow", true));
        return add("rules", rule);
    }

    /** Who comes through that source and says that NAS-Identifier is the provider's subscriber. */
    public WorldFile ruleAtNas(String nas, String nasIdentifier, String provider) {
        Map<String, @Nullable Object> rule = object("kind", "NAS", "match", "EXACT");
        rule.putAll(object("pattern", nasIdentifier, "nas", nas, "provider", provider));
        return add("rules", rule);
    }

    public WorldFile subscriber(String identifier, String password) {
        return add(
                "subscribers",
                object(
                        "identifier",
                        identifier,
                        "password",
                        password,
                        "passwordScheme",
                        "ENCRYPTED",
                        "active",
                        true));
    }

    /** A home server of the tests; the pairs are the fields that are not as usual. */
    public static Map<String, @Nullable Object> homeServer(TestHomeServer server, Object... pairs) {
        Map<String, @Nullable Object> entry =
                homeServer(server.authPort(), server.acctPort(), server.secret(), pairs);
        entry.put("address", server.address());
        return entry;
    }

    public static Map<String, @Nullable Object> homeServer(
            int authPort, int acctPort, String secret, Object... pairs) {
        Map<String, @Nullable Object> server =
                object("address", "127.0.0.1", "authPort", authPort, "acctPort", acctPort);
        server.putAll(object("secret", secret, "messageAuthenticator", "REQUIRED"));
        server.putAll(object("priority", 1, "timeoutMillis", 2000, "tries", 2));
        server.putAll(object(pairs));
        return server;
    }

    /** Any other object of the file, from its fields' names and values in turn. */
    public static Map<String, @Nullable Object> object(@Nullable Object... pairs) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            object.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return object;
    }

    private WorldFile add(String list, Map<String, @Nullable Object> element) {
        list(list).add(element);
        return this;
    }

    @SuppressWarnings("unchecked") // every list of the world was made by the constructor
    private List<Map<String, @Nullable Object>> list(String name) {
        return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(world.get(name));
    }

    /** Writes it beside the server's own files. */
    public Path write(BaseDirectory base) {
        return write(base.path().resolve("world.json"));
    }

    public Path write(Path file) {
        try {
            return Files.writeString(file, json(world));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value as it stands in the file. */
    public record Json(String text) {}

    private static String json(@Nullable Object value) {
        if (value instanceof Json written) {
            return written.text();
        }
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((key, each) -> members.add(json(key) + ":" + json(each)));
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(",\n", list.stream().map(WorldFile::json).toList()) + "]";
        }
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }
}
