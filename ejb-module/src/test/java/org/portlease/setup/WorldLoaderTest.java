package org.portlease.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.contract.Contract;
import org.portlease.contract.ContractStatus;
import org.portlease.provider.HomeServer;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.Installation;
import org.portlease.provider.Master;
import org.portlease.provider.Nas;
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
                entities -> new WorldLoader(entities, keys, clock).load(world));
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
        assertThat(contract.balance().amount()).isEqualByComparingTo("7");
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
                    {'identificationOrder':['NAS','NAS']} | identificationOrder: the order of identification must name each kind at most once
                    """)
    void aWorldThatDoesNotFitIsRefusedWhole(String json, String sentence) {
        load(WORLD);

        assertThatThrownBy(() -> load(json))
                .isInstanceOf(WorldException.class)
                .hasMessageStartingWith(sentence);

        assertThat(all(Nas.class)).hasSize(1);
    }
}
