package org.portlease.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.contract.AccountingMode;
import org.portlease.contract.AddedAttribute;
import org.portlease.contract.Conditions;
import org.portlease.contract.Contract;
import org.portlease.contract.ContractStatus;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.contract.PopShare;
import org.portlease.json.FieldException;
import org.portlease.provider.AttributeDictionary;
import org.portlease.provider.AttributeRule;
import org.portlease.provider.HealthCheck;
import org.portlease.provider.HomeServer;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.Installation;
import org.portlease.provider.Master;
import org.portlease.provider.Nas;
import org.portlease.provider.Pop;
import org.portlease.provider.RuleKind;
import org.portlease.provider.Subscriber;
import org.portlease.secret.KeyRing;
import org.portlease.secret.PasswordDigest;
import org.portlease.session.Capacity;

class WorldLoaderTest {

    private static final String WORLD =
            """
            {'world':'test','master':'EXTERNAL','identificationOrder':['NAS','REALM'],
             'masterHomeServers':[{'address':'127.0.0.1','authPort':1,'acctPort':2,'secret':'m'}],
             'pops':[{'name':'P','ports':3}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.0/24','secret':'hush',
               'visitedProvider':'V'}],
             'providers':[{'name':'V','contract':{'virtualIdentifier':'v','virtualPassword':'p',
               'status':'SUSPENDED','ports':2,'timeZone':'Europe/Berlin','balance':7},
               'homeServers':[{'address':'127.0.0.1','authPort':1,'acctPort':2,'secret':'h'}]}],
             'rules':[{'kind':'REALM','pattern':'v.example','provider':'V'},
               {'kind':'NAS','pattern':'n','nas':'N'}],
             'subscribers':[{'identifier':'alice@MSP.example','password':'alice-secret'},
               {'identifier':'carol','password':'carol-secret','passwordScheme':'PBKDF2'}]}
            """;

    private static final String AGREED =
            """
            {'world':'test','pops':[{'name':'P','ports':9,'reservedPorts':3},
               {'name':'Q','ports':9}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.1','secret':'s','uniquePorts':true,
               'interimSeconds':0}],
             'providers':[{'name':'V','contract':{'virtualIdentifier':'v','virtualPassword':'p',
               'ports':2,'timeZone':'Europe/Berlin','burstPorts':4,'accounting':'SYNCHRONOUS',
               'shares':[{'pop':'Q','ports':1}],
               'attributes':[{'pop':'P','attribute':'Framed-Pool','value':'here'},
                 {'attribute':'Framed-Pool','value':'all'},
                 {'attribute':'Framed-Pool','value':'all too'}]},
               'attributesToNas':{'allow':['Filter-Id'],'deny':['Framed-Pool']},
               'homeServers':[{'address':'127.0.0.1','authPort':1,'acctPort':2,'secret':'h',
                 'authorizes':true,'healthCheck':'STATUS_SERVER'}]}],
             'rules':[{'kind':'CALLED_NUMBER','pattern':'+49 30 1','provider':'V',
               'overflow':true}]}
            """;

    private final TestDatabase database = new TestDatabase();
    private final KeyRing keys = new KeyRing(new SecretKeySpec(new byte[32], "AES"));
    private final Clock clock = Clock.fixed(Instant.parse("2026-04-15T10:00:00Z"), ZoneOffset.UTC);

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private boolean load(String json) {
        World world = WorldReaderTest.read(json);
        return database.inTransaction(
                entities ->
                        new WorldLoader(entities, keys, clock, new KnownAttributes()).load(world));
    }

    private <E> List<E> all(Class<E> type) {
        return database.inTransaction(
                entities ->
                        entities.createQuery("from " + type.getSimpleName() + " order by id", type)
                                .getResultList());
    }

    private String clear(byte[] ciphertext) {
        return new String(keys.decrypt(ciphertext), StandardCharsets.UTF_8);
    }

    @Test
    void everythingIsThereWithItsSecretsEncrypted() {
        assertThat(load(WORLD)).isTrue();

        Installation installation = all(Installation.class).get(0);
        assertThat(installation.world()).contains("test");
        assertThat(installation.master()).isEqualTo(Master.EXTERNAL);
        assertThat(installation.identificationOrder())
                .containsExactly(RuleKind.NAS, RuleKind.REALM);
        Contract contract = all(Contract.class).get(0);
        assertThat(contract.status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(all(Capacity.class))
                .filteredOn(capacity -> capacity.id() == contract.capacityId())
                .singleElement()
                .satisfies(
                        capacity -> assertThat(capacity.credit().owed()).isEqualByComparingTo("7"));
        assertThat(clear(contract.virtualSubscriber().encryptedPassword())).isEqualTo("p");
        Nas nas = all(Nas.class).get(0);
        assertThat(clear(nas.encryptedSecret())).isEqualTo("hush");
        assertThat(nas.visitedProviderId()).hasValue(contract.providerId());
        assertThat(all(HomeServer.class))
                .extracting(server -> server.providerId().isPresent())
                .containsExactly(true, false);
        List<IdentificationRule> rules = all(IdentificationRule.class);
        assertThat(rules.get(0).contractId()).hasValue(contract.id());
        assertThat(rules.get(1).contractId()).isEmpty();
        assertThat(rules.get(1).nasId()).hasValue(nas.id());
    }

    @Test
    void eachPasswordIsKeptByItsScheme() {
        load(WORLD);

        List<Subscriber> subscribers = all(Subscriber.class);
        assertThat(subscribers)
                .extracting(Subscriber::identifier)
                .containsExactly("alice@msp.example", "carol");
        assertThat(clear(subscribers.get(0).protectedPassword())).isEqualTo("alice-secret");
        assertThat(
                        PasswordDigest.matches(
                                "carol-secret".getBytes(StandardCharsets.UTF_8),
                                subscribers.get(1).protectedPassword()))
                .isTrue();
    }

    @Test
    void popAndContractHaveACapacityRowEach() {
        load(WORLD);

        assertThat(all(Capacity.class)).extracting(Capacity::ports).containsExactly(3, 2);
    }

    @Test
    void whatWasAgreedOnIsThere() {
        load(AGREED);

        assertThat(all(Pop.class)).extracting(Pop::reservedPorts).containsExactly(3, 0);
        assertThat(all(Nas.class).get(0).sessions().uniquePorts()).isTrue();
        assertThat(all(Nas.class).get(0).sessions().interimSeconds()).hasValue(0);
        Conditions conditions = all(Contract.class).get(0).conditions();
        assertThat(conditions.burstPorts()).isEqualTo(4);
        assertThat(conditions.accounting()).isEqualTo(AccountingMode.SYNCHRONOUS);
        HomeServer server = all(HomeServer.class).get(0);
        assertThat(server.authorizes()).isTrue();
        assertThat(server.healthCheck()).isEqualTo(HealthCheck.STATUS_SERVER);
        IdentificationRule rule = all(IdentificationRule.class).get(0);
        assertThat(rule.isOverflow()).isTrue();
        assertThat(rule.kind()).isEqualTo(RuleKind.CALLED_NUMBER);
        assertThat(all(AttributeRule.class))
                .extracting(AttributeRule::attribute, AttributeRule::isAllowed)
                .containsExactly(tuple("Filter-Id", true), tuple("Framed-Pool", false));
    }

    @Test
    void aShareHasACapacityRowOfItsContractsPeriods() {
        load(AGREED);

        PopShare share = all(PopShare.class).get(0);
        assertThat(share.popId()).isEqualTo(all(Pop.class).get(1).id());
        Capacity capacity =
                database.inTransaction(
                        entities -> entities.find(Capacity.class, share.capacityId()));
        assertThat(capacity.ports()).isEqualTo(1);
    }

    @Test
    void theDirectoryTellsWhatIsAddedForEveryPlaceFirst() {
        load(AGREED);
        Directory directory = directory();
        Contract contract = directory.contracts().iterator().next();
        Pop here = all(Pop.class).get(0);
        Pop there = all(Pop.class).get(1);

        assertThat(directory.addedAttributes(contract.id(), here.id()))
                .extracting(added -> clear(added.encryptedValue()))
                .containsExactly("all", "all too", "here");
        assertThat(directory.addedAttributes(contract.id(), there.id()))
                .extracting(added -> clear(added.encryptedValue()))
                .containsExactly("all", "all too");
        assertThat(directory.attributeRules(contract.providerId())).hasSize(2);
        assertThat(directory.share(contract.id(), here.id())).isEmpty();
        assertThat(directory.share(contract.id(), there.id()))
                .map(PopShare::id)
                .contains(all(PopShare.class).get(0).id());
        assertThat(directory.shares()).hasSize(1);
    }

    private Directory directory() {
        return database.inTransaction(
                entities -> {
                    DirectoryCache cache = new DirectoryCache(entities);
                    cache.refresh();
                    return cache.current();
                });
    }

    @Test
    void whatWasAgreedOnIsNotAgreedOnTwice() {
        load(AGREED);

        assertThat(load(AGREED)).isFalse();

        assertThat(all(PopShare.class)).hasSize(1);
        assertThat(all(AddedAttribute.class)).hasSize(3);
        assertThat(all(AttributeRule.class)).hasSize(2);
        assertThat(all(IdentificationRule.class)).hasSize(1);
    }

    @Test
    void aContractThatIsThereGetsTheSharesThatAreNew() {
        load(AGREED);

        assertThat(load(AGREED.replace("'shares':[", "'shares':[{'pop':'P','ports':2},"))).isTrue();

        assertThat(all(PopShare.class)).hasSize(2);
        assertThat(all(Contract.class)).hasSize(1);
    }

    @Test
    void aSecondTimeNothingChanges() {
        load(WORLD);
        long version = all(Installation.class).get(0).configVersion();

        assertThat(load(WORLD)).isFalse();

        assertThat(all(Installation.class).get(0).configVersion()).isEqualTo(version);
        assertThat(all(IdentificationRule.class)).hasSize(2);
        assertThat(all(HomeServer.class)).hasSize(2);
        assertThat(all(Capacity.class)).hasSize(2);
    }

    @Test
    void whatIsNewIsAddedAndRaisesTheVersion() {
        load(WORLD);
        long version = all(Installation.class).get(0).configVersion();

        assertThat(load("{'world':'test','pops':[{'name':'P','ports':9},{'name':'Q','ports':9}]}"))
                .isTrue();

        assertThat(all(Capacity.class)).extracting(Capacity::ports).containsExactly(3, 2, 9);
        assertThat(all(Installation.class).get(0).configVersion()).isEqualTo(version + 1);
        assertThat(all(Installation.class).get(0).master()).isEqualTo(Master.EXTERNAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'nases':[{'name':'a','pop':'Q','network':'::1','secret':'s'}]} | nases[0].pop: expected the name of a Pop, but there is none named 'Q'
                    {'nases':[{'name':'a','pop':'P','network':'host','secret':'s'}]} | nases[0]: expected an IP address, but got 'host'
                    {'nases':[{'name':'a','pop':'P','network':'10.0.0.0/33','secret':'s'}]} | nases[0]: a network's prefix must be 0 to 32, but was '33'
                    {'nases':[{'name':'a','pop':'P','network':'192.0.2.0/24','secret':'s'}]} | nases[0]: contradicts what is there already
                    {'rules':[{'kind':'REALM','pattern':'x','provider':'W'}]} | rules[0].provider: expected the name of a Provider, but there is none named 'W'
                    {'rules':[{'kind':'NAS','pattern':'x','provider':'V'}]} | rules[0]: a rule of kind NAS must name the NAS
                    {'providers':[{'name':'V','contract':{'virtualIdentifier':'v','virtualPassword':'p','ports':1,'shares':[{'pop':'Q','ports':1}]}}]} | providers[0].contract.shares[0].pop: expected the name of a Pop, but there is none named 'Q'
                    {'providers':[{'name':'V','contract':{'virtualIdentifier':'v','virtualPassword':'p','ports':1,'attributes':[{'pop':'Q','attribute':'Framed-Pool','value':'x'}]}}]} | providers[0].contract.attributes[0].pop: expected the name of a Pop, but there is none named 'Q'
                    {'providers':[{'name':'V','contract':{'virtualIdentifier':'v','virtualPassword':'p','ports':1,'attributes':[{'attribute':'Framed-Lake','value':'x'}]}}]} | providers[0].contract.attributes[0]: there is no attribute 'Framed-Lake'
                    {'providers':[{'name':'V','contract':{'virtualIdentifier':'v','virtualPassword':'p','ports':1,'attributes':[{'attribute':'Framed-Pool','value':'x','tag':32}]}}]} | providers[0].contract.attributes[0]: an attribute's tag must be 1 to 31, but was 32
                    {'providers':[{'name':'V','attributesToNas':{'deny':['Framed-Lake']}}]} | providers[0].attributesToNas.deny[0]: there is no attribute 'Framed-Lake'
                    {'masterHomeServers':[{'address':'::1','authPort':1,'acctPort':2,'secret':'m','authorizes':true}]} | masterHomeServers[0]: only a provider's home server may authorize
                    {'identificationOrder':['NAS','NAS']} | identificationOrder: the order of identification must name each kind at most once
                    """)
    void aWorldThatDoesNotFitIsRefusedWhole(String json, String sentence) {
        load(WORLD);

        assertThatThrownBy(() -> load(json))
                .isInstanceOf(FieldException.class)
                .hasMessageStartingWith(sentence);

        assertThat(all(Nas.class)).hasSize(1);
    }

    /** A dictionary of two attributes. */
    private static final class KnownAttributes implements AttributeDictionary {

        private static final Set<String> NAMES = Set.of("Filter-Id", "Framed-Pool");

        @Override
        public void checkPassage(String attribute, boolean allowed) {
            if (!NAMES.contains(attribute)) {
                throw new IllegalArgumentException("there is no attribute '" + attribute + "'");
            }
        }

        @Override
        public void checkAddition(String attribute, String valueText, OptionalInt tag) {
            checkPassage(attribute, true);
        }
    }
}
