package org.portlease.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.AttributeRule.Direction;
import org.portlease.provider.HealthCheck;
import org.portlease.provider.HomeServer;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.provider.Nas;
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.Pop;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;
import org.portlease.provider.Subscriber;
import org.portlease.provisioning.Providers.Passage;
import org.portlease.session.Lease;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

/** What is made, changed, refused and removed of the configuration. */
class ProvisioningTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Nas.Manner MANNER =
            new Nas.Manner(MessageAuthenticator.OPTIONAL, false, Duration.ofSeconds(8));

    private static final String WORLD =
            """
            {'pops':[{'name':'P','ports':9},{'name':'Q','ports':9}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.1','secret':'s'},
                      {'name':'O','pop':'P','network':'198.51.100.0/24','secret':'s'}],
             'providers':[
               {'name':'North','homeServers':[{'address':'203.0.113.1','authPort':1812,'acctPort':1813,'secret':'s'}],
                'contract':{'virtualIdentifier':'v','virtualPassword':'p','ports':3}},
               {'name':'South'}],
             'rules':[{'kind':'REALM','pattern':'north.example','provider':'North'}],
             'subscribers':[{'identifier':'alice@msp.example','password':'secret'}]}
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

    private Directory directory() {
        return database.inTransaction(
                entities -> {
                    DirectoryCache cache = new DirectoryCache(entities);
                    cache.refresh();
                    return cache.current();
                });
    }

    private long id(String table, String name) {
        return database.inTransaction(
                entities ->
                        (Long)
                                entities.createNativeQuery(
                                                "select id from " + table + " where name = :name",
                                                Long.class)
                                        .setParameter("name", name)
                                        .getSingleResult());
    }

    private void refused(Consumer<EntityManager> work, String... parts) {
        assertThatThrownBy(() -> database.run(work))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(parts);
    }

    private static Nases nases(EntityManager entities) {
        return new Nases(entities, WorldFixture.KEYS);
    }

    private Nases.Plan plan(String name, String pop, String network) {
        return new Nases.Plan(
                name, id("pop", pop), network, MANNER, Nas.Sessions.USUAL, Optional.empty());
    }

    @Test
    void aNasIsCreatedChangedAndKeepsItsSecretUnlessAnotherIsSaid() {
        Nases.Plan first = plan("Berlin", "P", "192.0.2.9");
        long id = database.inTransaction(entities -> nases(entities).create(first, "one").id());
        Nases.Plan moved = plan("Berlin 2", "Q", "192.0.2.10");
        database.run(entities -> nases(entities).change(id, moved, Optional.empty()));

        Nas nas = directory().nas(id);

        assertThat(nas.name()).isEqualTo("Berlin 2");
        assertThat(nas.popId()).isEqualTo(id("pop", "Q"));
        assertThat(nas.network()).isEqualTo("192.0.2.10");
        assertThat(shares(id, "one")).isTrue();
        database.run(entities -> nases(entities).change(id, moved, Optional.of("two")));
        assertThat(shares(id, "two")).isTrue();
        assertThat(shares(id, "one")).isFalse();
    }

    private boolean shares(long nas, String secret) {
        return database.inTransaction(
                entities ->
                        nases(entities).shares(nases(entities).find(nas).orElseThrow(), secret));
    }

    @Test
    void aNameOrASourceIsOneNassAlone() {
        Nases.Plan sameName = plan("N", "P", "192.0.2.9");
        Nases.Plan sameAddress = plan("M", "P", "192.0.2.1/32");
        Nases.Plan sameNetwork = plan("M", "P", "198.51.100.7/24");

        refused(entities -> nases(entities).create(sameName, "s"), "'N'", "already");
        refused(entities -> nases(entities).create(sameAddress, "s"), "'N'", "sends from");
        refused(entities -> nases(entities).create(sameNetwork, "s"), "'O'", "sends from");
        refused(
                entities -> nases(entities).change(id("nas", "O"), sameAddress, Optional.empty()),
                "'N'");
    }

    @Test
    void aNasWithAnOpenSessionIsNotRemovedAndOneThatHadSomeIs() {
        long nas = id("nas", "N");
        Lease lease =
                Lease.reserve(
                        new UUID(1, 1),
                        Place.ofOwn(null, id("pop", "P"), nas),
                        SessionKeys.NONE,
                        "s",
                        NOW,
                        NOW.plusSeconds(30));
        database.run(entities -> entities.persist(lease));
        database.run(
                entities ->
                        entities.createNativeQuery(
                                        "insert into accounting_event (id, nas_id, status_type,"
                                                + " at) values (:id, :nas, 7, :at)")
                                .setParameter("id", new UUID(1, 2))
                                .setParameter("nas", nas)
                                .setParameter("at", NOW)
                                .executeUpdate());

        refused(entities -> nases(entities).remove(nas), "'N'", "open", "drain");
        assertThat(directory().hasNas(nas)).isTrue();

        database.run(entities -> entities.createQuery("delete from Lease").executeUpdate());
        database.run(entities -> nases(entities).remove(nas));
        assertThat(directory().hasNas(nas)).isFalse();
    }

    @Test
    void aPointOfPresenceWithAnOpenSessionIsNotRemoved() {
        long pop = id("pop", "Q");
        Lease lease =
                Lease.reserve(
                        new UUID(1, 1),
                        Place.ofOwn(null, pop, id("nas", "N")),
                        SessionKeys.NONE,
                        "s",
                        NOW,
                        NOW.plusSeconds(30));
        database.run(entities -> entities.persist(lease));

        refused(entities -> removePop(entities, pop), "'Q'", "open", "drain");

        database.run(entities -> entities.createQuery("delete from Lease").executeUpdate());
        database.run(entities -> removePop(entities, pop));
        assertThat(directory().pops()).extracting(Pop::name).containsExactly("P");
    }

    private static void removePop(EntityManager entities, long id) {
        Pops pops = new Pops(entities, Clock.systemUTC());
        pops.remove(pops.find(id).orElseThrow());
    }

    @Test
    void aNasThatARuleNamesIsNotRemoved() {
        long nas = id("nas", "N");
        database.run(
                entities ->
                        new Rules(entities)
                                .create(
                                        new Rules.Plan(
                                                RuleKind.NAS,
                                                RuleMatch.EXACT,
                                                "bras",
                                                Optional.of(nas),
                                                Optional.empty(),
                                                false)));

        refused(entities -> nases(entities).remove(nas), "rules");
    }

    private static Rules.Plan realm(String pattern, RuleMatch match) {
        return new Rules.Plan(
                RuleKind.REALM, match, pattern, Optional.empty(), Optional.empty(), false);
    }

    @Test
    void twoRulesThatLookForTheSameAreRefused() {
        refused(
                entities -> new Rules(entities).create(realm("north.example", RuleMatch.EXACT)),
                "the same");
        long other =
                database.inTransaction(
                        entities ->
                                new Rules(entities)
                                        .create(realm("north.example", RuleMatch.SUFFIX))
                                        .id());
        refused(
                entities ->
                        new Rules(entities).change(other, realm("north.example", RuleMatch.EXACT)),
                "the same");
        database.run(entities -> new Rules(entities).change(other, realm("x", RuleMatch.PATTERN)));
        String pattern = one(entities -> new Rules(entities).find(other).orElseThrow().pattern());
        assertThat(pattern).isEqualTo("x");
    }

    private <T> T one(Function<EntityManager, T> question) {
        return database.inTransaction(question);
    }

    private static Subscribers subscribers(EntityManager entities) {
        return new Subscribers(entities, WorldFixture.KEYS);
    }

    @Test
    void aSubscriberIsKnownInItsLookUpFormAndItsPasswordIsChangedWithItsScheme() {
        var plan = new Subscribers.Plan("bob@MSP.example", PasswordScheme.ENCRYPTED, true);
        byte[] kept = one(e -> subscribers(e).kept(PasswordScheme.ENCRYPTED, "one"));
        long id = one(e -> subscribers(e).create(plan, kept).id());
        var oneWay = new Subscribers.Plan("bob@msp.example", PasswordScheme.PBKDF2, false);

        refused(e -> subscribers(e).create(plan, kept), "already");
        refused(e -> subscribers(e).change(id, oneWay, Optional.empty()), "PBKDF2", "say it again");
        byte[] digest = one(e -> subscribers(e).kept(PasswordScheme.PBKDF2, "two"));
        database.run(e -> subscribers(e).change(id, oneWay, Optional.of(digest)));

        var found = one(e -> subscribers(e).find(id).orElseThrow());
        assertThat(found.passwordScheme()).isEqualTo(PasswordScheme.PBKDF2);
        assertThat(found.isActive()).isFalse();
        database.run(e -> subscribers(e).remove(id));
        assertThat((boolean) one(e -> subscribers(e).find(id).isEmpty())).isTrue();
    }

    @Test
    void whatIsWrittenWithManyIsAsItWasMade() {
        long south = id("provider", "South");
        long north = one(e -> directory().contracts().iterator().next().id());
        Nas nas =
                one(
                        e -> {
                            Nases.Plan plan =
                                    new Nases.Plan(
                                            "Berlin",
                                            id("pop", "P"),
                                            "192.0.2.9",
                                            MANNER,
                                            new Nas.Sessions(
                                                    true,
                                                    OptionalInt.of(600),
                                                    5,
                                                    Duration.ofHours(2),
                                                    true,
                                                    OptionalLong.of(100_000),
                                                    3800),
                                            Optional.of(south));
                            Nas made = nases(e).make(plan, "s", nases(e).sources());
                            nases(e).add(List.of(made));
                            return made;
                        });
        IdentificationRule rule =
                one(
                        e -> {
                            var plan =
                                    new Rules.Plan(
                                            RuleKind.CALLED_NUMBER,
                                            RuleMatch.SUFFIX,
                                            "1234",
                                            Optional.of(id("nas", "N")),
                                            Optional.of(north),
                                            true);
                            IdentificationRule made = new Rules(e).make(plan);
                            new Rules(e).add(List.of(made));
                            return made;
                        });
        Subscriber subscriber =
                one(
                        e -> {
                            var plan =
                                    new Subscribers.Plan(
                                            "bob@MSP.example", PasswordScheme.PBKDF2, false);
                            Subscriber made = subscribers(e).make(plan, new byte[] {1});
                            subscribers(e).add(List.of(made));
                            return made;
                        });

        assertSame(one(e -> nases(e).named(List.of("Berlin")).get(0)), nas);
        assertSame(one(e -> new Rules(e).withPatterns(List.of("1234")).get(0)), rule);
        assertSame(
                one(e -> subscribers(e).identified(List.of("bob@msp.example")).get(0)), subscriber);
    }

    private static void assertSame(Object found, Object made) {
        assertThat(found).usingRecursiveComparison().ignoringFields("id").isEqualTo(made);
        assertThat(found).extracting("id").isNotEqualTo(0L);
    }

    @Test
    void aProviderIsRemovedOnlyWhereNothingIsItsOwn() {
        refused(e -> providers(e).remove(id("provider", "North")), "'North'", "has");
        long south = id("provider", "South");
        database.run(
                e ->
                        new Principals(e)
                                .bind("sue", providers(e).find(south).orElseThrow().provider()));

        database.run(e -> providers(e).remove(south));

        assertThat((boolean) one(e -> providers(e).find(south).isEmpty())).isTrue();
        assertThat((boolean) one(e -> new Principals(e).providerOf("sue").isEmpty())).isTrue();
    }

    private static Providers providers(EntityManager entities) {
        return new Providers(entities, WorldFixture.ANY);
    }

    @Test
    void whatPassesIsReplacedAsAWhole() {
        long south = id("provider", "South");
        Passage filter = new Passage(Direction.TO_NAS, true, "Filter-Id");
        Passage vendor = new Passage(Direction.TO_HOME, false, "9:1");
        change(south, List.of(filter, vendor));
        assertThat(passages(south)).containsExactlyInAnyOrder(filter, vendor);

        Passage denied = new Passage(Direction.TO_NAS, false, "Filter-Id");
        change(south, List.of(denied, vendor));

        assertThat(passages(south)).containsExactlyInAnyOrder(denied, vendor);
    }

    private void change(long provider, List<Passage> passages) {
        database.run(
                e ->
                        providers(e)
                                .change(
                                        provider,
                                        new Providers.Plan("South", Optional.empty(), passages)));
    }

    private List<Passage> passages(long provider) {
        return one(e -> providers(e).find(provider).orElseThrow().passages());
    }

    @Test
    void aHomeServersPlaceIsItsOwnersOnceAndTheMastersNeverAuthorizes() {
        var taken = new HomeServer.Location("203.0.113.1", 1812, 1813);
        var usual = manner(false);
        Optional<Long> north = Optional.of(id("provider", "North"));
        refused(e -> servers(e).create(north, taken, usual, "s"), "already");
        long masters = one(e -> servers(e).create(Optional.empty(), taken, usual, "s").id());

        assertThatThrownBy(
                        () ->
                                database.run(
                                        e ->
                                                servers(e)
                                                        .change(
                                                                masters,
                                                                taken,
                                                                manner(true),
                                                                Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class);
        database.run(e -> servers(e).remove(masters));
        assertThat(directory().hasHomeServer(masters)).isFalse();
    }

    private static HomeServers servers(EntityManager entities) {
        return new HomeServers(entities, WorldFixture.KEYS);
    }

    private static HomeServer.Manner manner(boolean authorizes) {
        return new HomeServer.Manner(
                MessageAuthenticator.OPTIONAL,
                1,
                Duration.ofSeconds(2),
                2,
                HealthCheck.USE,
                authorizes);
    }
}
