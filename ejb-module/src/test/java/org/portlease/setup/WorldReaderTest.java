package org.portlease.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.contract.AccountingMode;
import org.portlease.contract.Conditions;
import org.portlease.contract.ContractStatus;
import org.portlease.contract.Money;
import org.portlease.json.FieldException;
import org.portlease.provider.AttributeRule.Direction;
import org.portlease.provider.HealthCheck;
import org.portlease.provider.HomeServer;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.provider.Nas;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;

class WorldReaderTest {

    static World read(String json) {
        return WorldReader.read(
                new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"figures", "load"})
    void theDemonstrationWorldsRead(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(
                        getClass().getResourceAsStream("/org/portlease/demo/" + name + ".json"))) {
            assertThat(WorldReader.read(file).name()).isEqualTo(name);
        }
    }

    @Test
    void anEmptyObjectIsAnEmptyProductionWorld() {
        assertThat(read("{}")).isEqualTo(World.empty());
    }

    @Test
    void everyFieldArrives() {
        World world =
                read(
                        """
                        {'world':'test','identificationOrder':['NAS','REALM'],
                         'pops':[{'name':'P','ports':3,'reservedPorts':1}],
                         'nases':[{'name':'N','pop':'P','network':'192.0.2.0/24','secret':'s',
                           'messageAuthenticator':'REQUIRED','proxy':true,'budgetMillis':1500,
                           'visitedProvider':'V'}],
                         'providers':[{'name':'V','contract':{'virtualIdentifier':'v',
                           'virtualPassword':'p','status':'SUSPENDED','ports':2,
                           'startsAt':'2026-01-01T00:00:00Z','endsAt':'2027-01-01T00:00:00Z',
                           'timeZone':'Europe/Berlin','thresholdSeconds':60,'currency':'CHF',
                           'ratePerHour':0.6,'balance':-1.5,'creditLimit':10},
                           'homeServers':[{'address':'2001:db8::1','authPort':1,'acctPort':2,
                             'secret':'h','priority':9,'timeoutMillis':100,'tries':1}]}],
                         'rules':[{'kind':'REALM','match':'SUFFIX','pattern':'v.example',
                           'provider':'V'},{'kind':'DEFAULT'}],
                         'subscribers':[{'identifier':'a','password':'b','active':false}]}
                        """);

        assertThat(world.name()).isEqualTo("test");
        assertThat(world.identificationOrder()).containsExactly(RuleKind.NAS, RuleKind.REALM);
        assertThat(world.pops())
                .containsExactly(new World.PopEntry("pops[0]", "P", 3, 1, Optional.empty()));
        World.NasEntry nas = world.nases().get(0);
        assertThat(nas.manner().messageAuthenticator()).isEqualTo(MessageAuthenticator.REQUIRED);
        assertThat(nas.manner().proxy()).isTrue();
        assertThat(nas.manner().budget()).isEqualTo(Duration.ofMillis(1500));
        assertThat(nas.visitedProvider()).contains("V");
        World.ContractEntry contract = world.providers().get(0).contract().orElseThrow();
        assertThat(contract.status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(contract.terms().endsAt()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(contract.terms().thresholdSeconds()).isEqualTo(60);
        assertThat(contract.tariff().perHour()).isEqualByComparingTo("0.6");
        assertThat(contract.terms().currency()).isEqualTo(Currency.getInstance("CHF"));
        assertThat(contract.terms().creditLimit()).isEqualTo(Money.of(BigDecimal.TEN, "CHF"));
        assertThat(contract.balance()).isEqualByComparingTo("-1.5");
        World.ServerEntry server = world.providers().get(0).homeServers().get(0);
        assertThat(server.location().address()).isEqualTo("2001:db8::1");
        assertThat(server.manner().priority()).isEqualTo(9);
        assertThat(world.rules().get(0).match()).isEqualTo(RuleMatch.SUFFIX);
        assertThat(world.rules().get(1).pattern()).isEqualTo("*");
        assertThat(world.subscribers().get(0).active()).isFalse();
    }

    @Test
    void whatAWorldDoesNotSayIsAsUsual() {
        World world =
                read(
                        """
                        {'pops':[{'name':'P','ports':3}],
                         'nases':[{'name':'N','pop':'P','network':'192.0.2.1','secret':'s'}],
                         'providers':[{'name':'V','contract':{'virtualIdentifier':'v',
                           'virtualPassword':'p','ports':2},'homeServers':[
                             {'address':'192.0.2.9','authPort':1,'acctPort':2,'secret':'h'}]}],
                         'rules':[{'kind':'REALM','pattern':'v.example','provider':'V'}]}
                        """);

        assertThat(world.pops().get(0).reservedPorts()).isZero();
        assertThat(world.nases().get(0).sessions()).isEqualTo(Nas.Sessions.USUAL);
        World.ProviderEntry provider = world.providers().get(0);
        World.ContractEntry contract = provider.contract().orElseThrow();
        assertThat(contract.conditions()).isEqualTo(Conditions.USUAL);
        assertThat(contract.shares()).isEmpty();
        assertThat(contract.additions()).isEmpty();
        assertThat(provider.passages()).isEmpty();
        assertThat(provider.homeServers().get(0).manner().healthCheck()).isEqualTo(HealthCheck.USE);
        assertThat(provider.homeServers().get(0).manner().authorizes()).isFalse();
        assertThat(world.rules().get(0).overflow()).isFalse();
    }

    @Test
    void whatIsKnownOfANasesSessionsArrives() {
        World world =
                read(
                        """
                        {'nases':[{'name':'N','pop':'P','network':'192.0.2.1','secret':'s',
                          'uniquePorts':true,'interimSeconds':600,'missedInterims':2,
                          'longestSessionSeconds':3600,'macAuthentication':true,'lineKbps':64,
                          'authorizationPort':1700},
                         {'name':'M','pop':'P','network':'192.0.2.2','secret':'s',
                          'interimSeconds':0}]}
                        """);

        assertThat(world.nases().get(0).sessions())
                .isEqualTo(
                        new Nas.Sessions(
                                true,
                                OptionalInt.of(600),
                                2,
                                Duration.ofHours(1),
                                true,
                                OptionalLong.of(64),
                                1700));
        assertThat(world.nases().get(1).sessions().interimSeconds()).hasValue(0);
    }

    @Test
    void whatWasAgreedOnWithAProviderArrives() {
        World world =
                read(
                        """
                        {'providers':[{'name':'V','contract':{'virtualIdentifier':'v',
                           'virtualPassword':'p','ports':2,'thresholdSeconds':60,'burstPorts':5,
                           'hardThreshold':true,'leastSessionSeconds':10,'mostSessionSeconds':20,
                           'disconnects':true,'accounting':'STORE_ALWAYS',
                           'shares':[{'pop':'P','ports':1}],
                           'attributes':[{'attribute':'Framed-Pool','value':'north'},
                             {'pop':'P','attribute':'Tunnel-Type','value':'L2TP','tag':1}]},
                           'attributesToNas':{'allow':['Filter-Id'],'deny':['9:1']},
                           'attributesToHome':{'deny':['Calling-Station-Id']},
                           'homeServers':[{'address':'::1','authPort':1,'acctPort':2,'secret':'h',
                             'healthCheck':'STATUS_SERVER','authorizes':true}]}],
                         'rules':[{'kind':'CALLED_NUMBER','pattern':'+4930','provider':'V',
                           'overflow':true}]}
                        """);

        World.ProviderEntry provider = world.providers().get(0);
        World.ContractEntry contract = provider.contract().orElseThrow();
        assertThat(contract.conditions())
                .isEqualTo(
                        new Conditions(
                                5,
                                true,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(20),
                                true,
                                AccountingMode.STORE_ALWAYS));
        String at = "providers[0].contract.";
        assertThat(contract.shares())
                .containsExactly(new World.ShareEntry(at + "shares[0]", "P", 1));
        assertThat(contract.additions())
                .containsExactly(
                        new World.AdditionEntry(
                                at + "attributes[0]",
                                Optional.empty(),
                                "Framed-Pool",
                                "north",
                                Optional.empty()),
                        new World.AdditionEntry(
                                at + "attributes[1]",
                                Optional.of("P"),
                                "Tunnel-Type",
                                "L2TP",
                                Optional.of(1)));
        assertThat(provider.passages())
                .extracting(World.PassageEntry::direction, World.PassageEntry::allowed)
                .containsExactly(
                        tuple(Direction.TO_NAS, true),
                        tuple(Direction.TO_NAS, false),
                        tuple(Direction.TO_HOME, false));
        assertThat(provider.passages().get(1).path())
                .isEqualTo("providers[0].attributesToNas.deny[0]");
        HomeServer.Manner manner = provider.homeServers().get(0).manner();
        assertThat(manner.healthCheck()).isEqualTo(HealthCheck.STATUS_SERVER);
        assertThat(manner.authorizes()).isTrue();
        assertThat(world.rules().get(0).overflow()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "uniquePorts":"yes" | nases[0].uniquePorts: expected true or false
                    "interimSeconds":-1 | nases[0]: a NAS's interim interval in seconds, where it is not 0, must be 60 to 86400, but was -1
                    "interimSeconds":59 | nases[0]: a NAS's interim interval in seconds, where it is not 0, must be 60 to 86400, but was 59
                    "interimSeconds":86401 | nases[0]: a NAS's interim interval in seconds, where it is not 0, must be 60 to 86400, but was 86401
                    "missedInterims":0 | nases[0]: a NAS's missed interims must be 1 to 100, but was 0
                    "missedInterims":101 | nases[0]: a NAS's missed interims must be 1 to 100, but was 101
                    "longestSessionSeconds":0 | nases[0]: a NAS's longest session in seconds must be 1 to 2678400, but was 0
                    "lineKbps":0 | nases[0]: the speed of a NAS's lines must be more than 0 kbit/s, but was 0
                    "authorizationPort":0 | nases[0]: a NAS's authorization port must be 1 to 65535, but was 0
                    "authorizationPort":65536 | nases[0]: a NAS's authorization port must be 1 to 65535, but was 65536
                    """)
    void anAbsurdValueOfANasIsRefused(String field, String sentence) {
        String nas = "\"name\":\"a\",\"pop\":\"b\",\"network\":\"::1\",\"secret\":\"s\",";

        assertRefused("{\"nases\":[{" + nas + field + "}]}", sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "burstPorts":-1 | .burstPorts: expected 0 or more, but got -1
                    "hardThreshold":true | .hardThreshold: needs thresholdSeconds, but there are none
                    "leastSessionSeconds":0 | : the least session in seconds must be 1 to 86400, but was 0
                    "leastSessionSeconds":86401 | : the least session in seconds must be 1 to 86400, but was 86401
                    "mostSessionSeconds":299 | : the most of a session, not less than its least, in seconds must be 300 to 2678400, but was 299
                    "accounting":"NEVER" | .accounting: expected one of [STORE, SYNCHRONOUS, STORE_ALWAYS]
                    "shares":[{"pop":"P"}] | .shares[0].ports: expected a whole number, but it is missing
                    "shares":[{"pop":"P","ports":-1}] | .shares[0].ports: expected 0 or more, but got -1
                    "shares":[{"pop":"P","ports":1},{"pop":"P","ports":2}] | .shares[1].pop: a second share of 'P'
                    "attributes":[{"attribute":"Framed-Pool"}] | .attributes[0].value: expected a text, but it is missing
                    "attributes":[{"attribute":"Framed-Pool","value":"x","tag":"1"}] | .attributes[0].tag: expected a number, but got a JSON string
                    """)
    void anAbsurdConditionIsRefused(String field, String sentence) {
        String contract = "\"virtualIdentifier\":\"v\",\"virtualPassword\":\"p\",\"ports\":1,";

        assertRefused(
                "{\"providers\":[{\"name\":\"a\",\"contract\":{" + contract + field + "}}]}",
                "providers[0].contract" + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"wrld":"x"} | wrld: is not known here; known are world, master
                    {"world":"No Name"} | world: expected 1 to 16 of a-z, 0-9 and -, but got 'No Name'
                    {"master":"NONE"} | master: expected one of [BUILT_IN, EXTERNAL], but got
                    {"callingStationToMaster":1} | callingStationToMaster: expected true or false, but got a JSON number
                    {"pops":{}} | pops: expected a list, but got a JSON object
                    {"pops":[7]} | pops[0]: expected an object, but got a JSON number
                    {"pops":[{"name":"a"}]} | pops[0].ports: expected a whole number, but it is missing
                    {"pops":[{"name":"a","ports":1.5}]} | pops[0].ports: expected a whole number, but got 1.5
                    {"pops":[{"name":"a","ports":-1}]} | pops[0].ports: expected 0 or more, but got -1
                    {"pops":[{"name":"a","ports":1,"reservedPorts":2}]} | pops[0].reservedPorts: expected at most the 1 ports, but got 2
                    {"pops":[{"name":"a","ports":1,"reservedPorts":-1}]} | pops[0].reservedPorts: expected 0 or more, but got -1
                    {"pops":[{"name":5,"ports":1}]} | pops[0].name: expected a text, but got a JSON number
                    {"nases":[{"name":"a","pop":"b","network":"::1"}]} | nases[0].secret: expected a text, but it is missing
                    {"nases":[{"name":"a","pop":"b","network":"::1","secret":""}]} | nases[0].secret: expected a secret, but it is empty
                    {"nases":[{"name":"a","pop":"b","network":"::1","secret":"s","budgetMillis":0}]} | nases[0]: a NAS's budget in milliseconds must be 1 to 60000, but was 0
                    {"nases":[{"x":1,"name":"a","pop":"b","network":"::1","secret":"s"}]} | nases[0].x: is not known here
                    {"masterHomeServers":[{"address":"localhost","authPort":1,"acctPort":1}]} | masterHomeServers[0]: expected an IP address, but got 'localhost'
                    {"masterHomeServers":[{"address":"::1","authPort":70000,"acctPort":1}]} | masterHomeServers[0]: a home server's authentication port must be 1 to 65535, but was 70000
                    {"providers":[{"name":"a","contract":{"virtualIdentifier":"v","virtualPassword":"p","ports":1,"timeZone":"Mars"}}]} | providers[0].contract.timeZone: expected a time zone, Europe/Berlin, but got 'Mars'
                    {"providers":[{"name":"a","contract":{"virtualIdentifier":"v","virtualPassword":"p","ports":1,"startsAt":"now"}}]} | providers[0].contract.startsAt: expected an instant
                    {"providers":[{"name":"a","contract":{"virtualIdentifier":"v","virtualPassword":"p","ports":1,"ratePerHour":-1}}]} | providers[0].contract.ratePerHour: expected 0 or more, but got -1
                    {"providers":[{"name":"a","contract":{"virtualIdentifier":"v","virtualPassword":"p","ports":1,"currency":"Taler"}}]} | providers[0].contract.currency: expected a currency of ISO 4217, but got 'Taler'
                    {"rules":[{"kind":"REALM"}]} | rules[0].pattern: expected a text, but it is missing
                    {"rules":[{"kind":"REALM","match":"REGEX","pattern":"x"}]} | rules[0].match: expected one of [EXACT, SUFFIX, PATTERN], but got
                    {"rules":[{"kind":"REALM","pattern":"x","provider":"p","overflow":true}]} | rules[0].overflow: is for rules of kind CALLED_NUMBER that name a provider
                    {"rules":[{"kind":"CALLED_NUMBER","pattern":"x","overflow":true}]} | rules[0].overflow: is for rules of kind CALLED_NUMBER that name a provider
                    {"providers":[{"name":"a","attributesToNas":{"allow":["9:1"],"deny":["9:1"]}}]} | providers[0].attributesToNas.deny[0]: names '9:1' a second time
                    {"providers":[{"name":"a","attributesToHome":{"allow":[7]}}]} | providers[0].attributesToHome.allow[0]: expected a text, but got a JSON number
                    {"providers":[{"name":"a","attributesToHome":{"permit":[]}}]} | providers[0].attributesToHome.permit: is not known here; known are allow, deny
                    [] | expected a JSON object
                    {"world" | expected a JSON object
                    """)
    void aFaultNamesTheFieldAndWhatWasExpected(String json, String sentence) {
        assertRefused(json, sentence);
    }

    private static void assertRefused(String json, String sentence) {
        assertThatThrownBy(
                        () ->
                                WorldReader.read(
                                        new ByteArrayInputStream(
                                                json.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(FieldException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void noFaultAndNoEntryPrintsASecret() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "{'nases':[{'name':'a','pop':'b','network':'::1',"
                                                + "'secret':['hush']}]}"))
                .isInstanceOf(FieldException.class)
                .hasMessageNotContaining("hush");
        assertThat(read("{'subscribers':[{'identifier':'a','password':'hush'}]}").subscribers())
                .hasToString("[subscribers[0]]");
    }
}
