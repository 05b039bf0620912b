package org.portlease.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.BillingTerms;
import org.portlease.contract.Conditions;
import org.portlease.contract.Contract;
import org.portlease.contract.ContractStatus;
import org.portlease.contract.Terms;
import org.portlease.listing.PageRequest;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;
import org.portlease.provisioning.AddedAttributes.Addition;
import org.portlease.provisioning.ContractPorts.Share;
import org.portlease.session.Capacity;
import org.portlease.session.Lease;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

class ContractsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Terms TERMS = terms("EUR");

    private static final String WORLD =
            """
            {'pops':[{'name':'P','ports':9},{'name':'Q','ports':9}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.1','secret':'s'}],
             'providers':[
               {'name':'North','contract':{'virtualIdentifier':'v-north','virtualPassword':'p','ports':3}},
               {'name':'South'}]}
            """;

    private final TestDatabase database = new TestDatabase();

    @BeforeEach
    void configure() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private static Terms terms(String currency) {
        return new Terms(
                Instant.EPOCH, null, ZoneOffset.UTC, null, Currency.getInstance(currency), null);
    }

    private static Contracts contracts(EntityManager entities) {
        return new Contracts(
                entities,
                WorldFixture.KEYS,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new AddedAttributes(entities, WorldFixture.KEYS, WorldFixture.ANY));
    }

    private <T> T one(Function<EntityManager, T> question) {
        return database.inTransaction(question);
    }

    private long id(String table, String name) {
        return one(
                entities ->
                        (Long)
                                entities.createNativeQuery(
                                                "select id from " + table + " where name = :name",
                                                Long.class)
                                        .setParameter("name", name)
                                        .getSingleResult());
    }

    private static Contracts.Plan plan(String virtual, int ports, List<Share> shares) {
        return plan(virtual, ports, shares, TERMS, List.of());
    }

    private static Contracts.Plan plan(
            String virtual, int ports, List<Share> shares, Terms terms, List<Addition> additions) {
        return new Contracts.Plan(
                virtual, ports, shares, terms, Conditions.USUAL, BillingTerms.USUAL, additions);
    }

    private long south(Contracts.Plan plan) {
        long south = id("provider", "South");
        return one(e -> contracts(e).conclude(south, plan, "secret").contract().id());
    }

    private Contracts.Entry entry(long id) {
        return one(e -> contracts(e).find(id).orElseThrow());
    }

    private void change(long id, Contracts.Plan plan) {
        database.run(e -> contracts(e).change(id, plan, Optional.empty()));
    }

    private List<String> told() {
        return one(
                e ->
                        e.unwrap(Session.class)
                                .createNativeQuery(
                                        "select type from event order by sequence", String.class)
                                .getResultList());
    }

    @Test
    void aContractIsConcludedOnceAProviderAndItsVirtualSubscriberIsUnique() {
        long south = id("provider", "South");
        assertThatThrownBy(() -> south(plan("V-NORTH", 5, List.of())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("v-north");
        long id = south(plan("v-south", 5, List.of(new Share(id("pop", "Q"), 2))));

        assertThat(entry(id).ports()).isEqualTo(5);
        assertThat(entry(id).shares()).containsExactly(new Share(id("pop", "Q"), 2));
        assertThat(entry(id).contract().status()).isEqualTo(ContractStatus.ACTIVE);
        assertThatThrownBy(() -> south(plan("v-other", 5, List.of())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("'South'", "has the contract " + id);
        List<Long> souths =
                one(
                        e ->
                                contracts(e)
                                        .page(
                                                new PageRequest(
                                                        10, Optional.empty(), Optional.empty()),
                                                new Contracts.Wanted(
                                                        Optional.of(south), Optional.empty()))
                                        .items()
                                        .stream()
                                        .map(each -> each.contract().id())
                                        .toList());
        assertThat(souths).containsExactly(id);
    }

    @Test
    void fewerPortsDisconnectNobodyAndANewShareCountsWhatIsInUse() {
        long pop = id("pop", "P");
        long id = south(plan("v-south", 5, List.of()));
        for (int i = 1; i <= 2; i++) {
            Lease lease =
                    Lease.reserve(
                            new UUID(1, i),
                            Place.ofContract(id, pop, id("nas", "N")),
                            SessionKeys.NONE,
                            "s" + i,
                            NOW,
                            NOW.plusSeconds(30));
            database.run(
                    e -> {
                        e.persist(lease);
                        capacity(e, id).takePort(false, true);
                    });
        }

        change(id, plan("v-south", 1, List.of(new Share(pop, 1))));

        assertThat((int) one(e -> capacity(e, id).inUse())).isEqualTo(2);
        assertThat((int) one(e -> capacity(e, id).ports())).isEqualTo(1);
        assertThat(shareInUse(id)).containsExactly(2);
        change(id, plan("v-south", 1, List.of()));
        assertThat(entry(id).shares()).isEmpty();
        assertThat(shareInUse(id)).isEmpty();
    }

    private static Capacity capacity(EntityManager entities, long contract) {
        return entities.find(Capacity.class, entities.find(Contract.class, contract).capacityId());
    }

    private List<Integer> shareInUse(long contract) {
        return one(
                e ->
                        e.unwrap(Session.class)
                                .createNativeQuery(
                                        "select c.in_use from capacity c join pop_share s"
                                                + " on s.capacity_id = c.id"
                                                + " where s.contract_id = :contract",
                                        Integer.class)
                                .setParameter("contract", contract)
                                .getResultList());
    }

    @Test
    void aCurrencyIsForGood() {
        long id = south(plan("v-south", 5, List.of()));

        assertThatThrownBy(() -> change(id, plan("v-south", 5, List.of(), terms("USD"), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EUR", "USD");
    }

    @Test
    void aSuspensionAndAResumptionAreToldOnceAndTerminationIsForGood() {
        long id = south(plan("v-south", 5, List.of()));
        database.run(e -> contracts(e).suspend(id));
        assertThat(told()).containsExactly("CONTRACT_SUSPENDED");
        database.run(e -> contracts(e).suspend(id));
        assertThat(told()).hasSize(1);
        database.run(e -> contracts(e).resume(id));
        assertThat(told()).containsExactly("CONTRACT_SUSPENDED", "CONTRACT_RESUMED");

        database.run(e -> contracts(e).terminate(id));

        assertThat(entry(id).contract().status()).isEqualTo(ContractStatus.TERMINATED);
        assertThatThrownBy(() -> database.run(e -> contracts(e).resume(id)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("terminated");
    }

    @Test
    void aProviderWhoseContractIsTerminatedMayHaveAnotherOneToWhichItsRulesLead() {
        long first = south(plan("v-south", 5, List.of()));
        database.run(
                e ->
                        e.persist(
                                IdentificationRule.of(
                                        RuleKind.REALM,
                                        RuleMatch.EXACT,
                                        "south.example",
                                        null,
                                        first)));
        database.run(e -> contracts(e).suspend(first));
        assertThatThrownBy(() -> south(plan("v-south-2", 5, List.of())))
                .as("it may be resumed")
                .isInstanceOf(RefusedException.class);
        database.run(e -> contracts(e).terminate(first));
        assertThatThrownBy(() -> south(plan("v-south", 5, List.of())))
                .as("the virtual subscriber of the terminated one still is its own")
                .isInstanceOf(RefusedException.class);

        long second = south(plan("v-south-2", 7, List.of()));

        assertThat(entry(second).contract().status()).isEqualTo(ContractStatus.ACTIVE);
        assertThat(entry(first).contract().status()).isEqualTo(ContractStatus.TERMINATED);
        List<Long> ruled =
                one(
                        e ->
                                e.createQuery(
                                                "select r.contractId from IdentificationRule r",
                                                Long.class)
                                        .getResultList());
        assertThat(ruled).containsExactly(second);
        Optional<Long> named = one(e -> new Names(e).contractOf("South"));
        assertThat(named).hasValue(second);
        assertThatThrownBy(() -> south(plan("v-south-3", 5, List.of())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has the contract " + second);
    }

    @Test
    void anAddedAttributeKeepsItsValueUnlessAnotherIsSaid() {
        Addition pool = addition("Framed-Pool", Optional.of("south"));
        long id = south(plan("v-south", 5, List.of(), TERMS, List.of(pool)));
        List<byte[]> before = values(id);

        Addition kept = addition("Framed-Pool", Optional.empty());
        Addition more = addition("Reply-Message", Optional.of("hello"));
        change(id, plan("v-south", 5, List.of(), TERMS, List.of(kept, more)));

        assertThat(entry(id).attributes())
                .containsExactly(kept, addition("Reply-Message", Optional.empty()));
        assertThat(values(id).get(0)).isEqualTo(before.get(0));
        Addition unknown = addition("Filter-Id", Optional.empty());
        assertThatThrownBy(() -> change(id, plan("v-south", 5, List.of(), TERMS, List.of(unknown))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Filter-Id");
    }

    private static Addition addition(String attribute, Optional<String> value) {
        return new Addition(Optional.empty(), attribute, OptionalInt.empty(), value);
    }

    private List<byte[]> values(long contract) {
        return one(
                e ->
                        e.createQuery(
                                        "select a.encryptedValue from AddedAttribute a"
                                                + " where a.contractId = :id order by a.id",
                                        byte[].class)
                                .setParameter("id", contract)
                                .getResultList());
    }
}
