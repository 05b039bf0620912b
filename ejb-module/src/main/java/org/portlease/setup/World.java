package org.portlease.setup;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.portlease.contract.BillingTerms;
import org.portlease.contract.Conditions;
import org.portlease.contract.ContractStatus;
import org.portlease.contract.Terms;
import org.portlease.event.EventType;
import org.portlease.invoice.Party;
import org.portlease.invoice.Tax;
import org.portlease.provider.AttributeRule;
import org.portlease.provider.HomeServer;
import org.portlease.provider.Master;
import org.portlease.provider.Nas;
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;

/**
 * What a world file says: who is to be there. Entries refer to each other by name. Holds secrets in
 * clear, which never print.
 *
 * @param name which world a database of it is; another server refuses to start on it
 * @param identificationOrder empty to leave the order as it is
 */
public record World(
        String name,
        Optional<Master> master,
        Optional<Boolean> callingStationToMaster,
        List<RuleKind> identificationOrder,
        List<ServerEntry> masterHomeServers,
        List<PopEntry> pops,
        List<ProviderEntry> providers,
        List<NasEntry> nases,
        List<RuleEntry> rules,
        List<SubscriberEntry> subscribers,
        List<WebhookEntry> webhooks,
        BillingEntries billing) {

    /** The world of a database that no world file has made. */
    public static final String PRODUCTION = "production";

    /** A production world with nobody in it. */
    static World empty() {
        return new World(
                PRODUCTION,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new BillingEntries(Optional.empty(), List.of(), List.of()));
    }

    @Override
    public String toString() {
        return "World[" + name + "]";
    }

    /** A home server; {@code path} is where the file says so, here and below. */
    record ServerEntry(
            String path, HomeServer.Location location, String secret, HomeServer.Manner manner) {
        @Override
        public String toString() {
            return path;
        }
    }

    record PopEntry(
            String path,
            String name,
            int ports,
            int reservedPorts,
            Optional<String> billingGroup) {}

    record ProviderEntry(
            String path,
            String name,
            Optional<ContractEntry> contract,
            List<ServerEntry> homeServers,
            List<PassageEntry> passages,
            Optional<Party> party) {}

    /** Prices, taxes, and who sells. */
    record BillingEntries(
            Optional<SellerEntry> seller, List<TaxEntry> taxRates, List<TariffEntry> tariffs) {}

    /**
     * @param zone of the dates of invoices
     */
    record SellerEntry(Party party, ZoneId zone) {}

    record TaxEntry(String path, String code, LocalDate from, Tax tax) {}

    record TariffEntry(String path, String name, Currency currency, List<VersionEntry> versions) {}

    /**
     * @param prices JSON
     */
    record VersionEntry(String path, LocalDate from, Optional<LocalDate> until, String prices) {}

    /**
     * @param name empty for a tariff of the contract's own with that price of an hour
     */
    record TariffUse(Optional<String> name, BigDecimal perHour) {}

    /** Whether an attribute passes one way between the master and a provider. */
    record PassageEntry(
            String path, AttributeRule.Direction direction, boolean allowed, String attribute) {}

    record ContractEntry(
            String path,
            String virtualIdentifier,
            String virtualPassword,
            ContractStatus status,
            int ports,
            Terms terms,
            TariffUse tariff,
            BillingTerms billing,
            BigDecimal balance,
            Conditions conditions,
            List<ShareEntry> shares,
            List<AdditionEntry> additions) {
        @Override
        public String toString() {
            return path;
        }
    }

    record ShareEntry(String path, String pop, int ports) {}

    /**
     * An attribute that is added to what a NAS gets.
     *
     * @param pop empty for every point of presence
     */
    record AdditionEntry(
            String path,
            Optional<String> pop,
            String attribute,
            String value,
            Optional<Integer> tag) {
        @Override
        public String toString() {
            return path;
        }
    }

    record NasEntry(
            String path,
            String name,
            String pop,
            String network,
            String secret,
            Nas.Manner manner,
            Nas.Sessions sessions,
            Optional<String> visitedProvider) {
        @Override
        public String toString() {
            return path;
        }
    }

    record RuleEntry(
            String path,
            RuleKind kind,
            RuleMatch match,
            String pattern,
            Optional<String> nas,
            Optional<String> provider,
            boolean overflow) {}

    record SubscriberEntry(
            String path,
            String identifier,
            String password,
            PasswordScheme scheme,
            boolean active) {
        @Override
        public String toString() {
            return path;
        }
    }

    /**
     * A receiver of events.
     *
     * @param provider empty for every provider's events
     * @param types empty for every type
     */
    record WebhookEntry(
            String path,
            String url,
            String secret,
            Optional<String> provider,
            List<EventType> types) {
        @Override
        public String toString() {
            return path;
        }
    }
}
