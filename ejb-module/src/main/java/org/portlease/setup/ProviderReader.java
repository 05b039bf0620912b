package org.portlease.setup;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.portlease.contract.Conditions;
import org.portlease.contract.ContractStatus;
import org.portlease.contract.Money;
import org.portlease.contract.Terms;
import org.portlease.invoice.PartyJson;
import org.portlease.json.FieldException;
import org.portlease.json.Fields;
import org.portlease.provider.HealthCheck;
import org.portlease.provider.HomeServer;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.setup.World.ContractEntry;
import org.portlease.setup.World.ProviderEntry;
import org.portlease.setup.World.ServerEntry;
import org.portlease.setup.World.ShareEntry;

/** Reads what a world file says of client providers: their contracts and their home servers. */
final class ProviderReader {

    private static final int MOST_PASSWORD_OCTETS = 128;

    private static final int DEFAULT_TIMEOUT_MS = 2_000;
    private static final int DEFAULT_TRIES = 2;
    private static final int DEFAULT_PRIORITY = 1;

    private ProviderReader() {}

    static ProviderEntry provider(Fields fields) {
        List<ServerEntry> homeServers = fields.entries("homeServers", ProviderReader::server);
        return new ProviderEntry(
                fields.path(),
                fields.text("name"),
                fields.optionalEntry("contract", ProviderReader::contract),
                homeServers,
                PassageReader.passages(fields),
                fields.optionalEntry("party", PartyJson::read));
    }

    private static ContractEntry contract(Fields fields) {
        Currency currency = BillingReader.currency(fields);
        Optional<Money> limit =
                fields.optionalDecimal("creditLimit").map(amount -> new Money(amount, currency));
        Terms terms =
                fields.checked(
                        () ->
                                new Terms(
                                        instant(fields, "startsAt").orElse(Instant.EPOCH),
                                        instant(fields, "endsAt").orElse(null),
                                        zone(fields),
                                        fields.optionalLong("thresholdSeconds").orElse(null),
                                        currency,
                                        limit.orElse(null)));
        return new ContractEntry(
                fields.path(),
                fields.text("virtualIdentifier"),
                password(fields, "virtualPassword"),
                fields.choice("status", ContractStatus.ACTIVE),
                fields.ports("ports"),
                terms,
                BillingReader.use(fields),
                BillingReader.terms(fields, terms.zone()),
                decimal(fields, "balance"),
                conditions(fields, terms),
                shares(fields),
                fields.entries("attributes", PassageReader::addition));
    }

    private static Conditions conditions(Fields fields, Terms terms) {
        Conditions usual = Conditions.USUAL;
        Conditions conditions =
                fields.checked(
                        () ->
                                new Conditions(
                                        fields.ports("burstPorts", usual.burstPorts()),
                                        fields.flag("hardThreshold"),
                                        fields.seconds("leastSessionSeconds", usual.leastSession()),
                                        fields.seconds("mostSessionSeconds", usual.mostSession()),
                                        fields.flag("disconnects"),
                                        fields.choice("accounting", usual.accounting())));
        if (conditions.hardThreshold() && terms.thresholdSeconds() == null) {
            throw fields.fault("hardThreshold", "needs thresholdSeconds, but there are none");
        }
        return conditions;
    }

    private static List<ShareEntry> shares(Fields fields) {
        List<ShareEntry> shares =
                fields.entries(
                        "shares",
                        share ->
                                new ShareEntry(
                                        share.path(), share.text("pop"), share.ports("ports")));
        Set<String> pops = new HashSet<>();
        for (ShareEntry share : shares) {
            if (!pops.add(share.pop())) {
                throw new FieldException(
                        share.path() + ".pop", "a second share of '" + share.pop() + "'");
            }
        }
        return shares;
    }

    static ServerEntry server(Fields fields) {
        HomeServer.Location location =
                fields.checked(
                        () ->
                                HomeServer.Location.ofHost(
                                        fields.text("address"),
                                        fields.integer("authPort"),
                                        fields.integer("acctPort")));
        HomeServer.Manner manner =
                fields.checked(
                        () ->
                                new HomeServer.Manner(
                                        fields.choice(
                                                "messageAuthenticator",
                                                MessageAuthenticator.OPTIONAL),
                                        fields.optionalInteger("priority").orElse(DEFAULT_PRIORITY),
                                        fields.millis("timeoutMillis", DEFAULT_TIMEOUT_MS),
                                        fields.optionalInteger("tries").orElse(DEFAULT_TRIES),
                                        fields.choice("healthCheck", HealthCheck.USE),
                                        fields.flag("authorizes")));
        return new ServerEntry(fields.path(), location, fields.secret("secret"), manner);
    }

    /** As long as User-Password can carry (RFC 2865 section 5.2). */
    private static String password(Fields fields, String name) {
        String password = fields.secret(name);
        int octets = password.getBytes(StandardCharsets.UTF_8).length;
        if (octets > MOST_PASSWORD_OCTETS) {
            throw fields.fault(
                    name,
                    "expected at most " + MOST_PASSWORD_OCTETS + " octets, but it has " + octets);
        }
        return password;
    }

    private static BigDecimal decimal(Fields fields, String name) {
        return fields.optionalDecimal(name).orElse(BigDecimal.ZERO);
    }

    private static Optional<Instant> instant(Fields fields, String name) {
        return fields.optionalParsed(name, "an instant, 2026-01-31T00:00:00Z", Instant::parse);
    }

    private static ZoneId zone(Fields fields) {
        return fields.optionalParsed("timeZone", "a time zone, Europe/Berlin", ZoneId::of)
                .orElse(ZoneOffset.UTC);
    }
}
