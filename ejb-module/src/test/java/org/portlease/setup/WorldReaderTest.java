package org.portlease.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.contract.ContractStatus;
import org.portlease.contract.Money;
import org.portlease.provider.MessageAuthenticator;
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
                         'pops':[{'name':'P','ports':3}],
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
        assertThat(world.pops()).containsExactly(new World.PopEntry("pops[0]", "P", 3));
        World.NasEntry nas = world.nases().get(0);
        assertThat(nas.manner().messageAuthenticator()).isEqualTo(MessageAuthenticator.REQUIRED);
        assertThat(nas.manner().proxy()).isTrue();
        assertThat(nas.manner().budget()).isEqualTo(Duration.ofMillis(1500));
        assertThat(nas.visitedProvider()).contains("V");
        World.ContractEntry contract = world.providers().get(0).contract().orElseThrow();
        assertThat(contract.status()).isEqualTo(ContractStatus.SUSPENDED);
        assertThat(contract.terms().endsAt()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(contract.terms().thresholdSeconds()).isEqualTo(60);
        assertThat(contract.terms().ratePerHour())
                .isEqualTo(Money.of(new BigDecimal("0.6"), "CHF"));
        assertThat(contract.terms().creditLimit()).isEqualTo(Money.of(BigDecimal.TEN, "CHF"));
        assertThat(contract.balance()).isEqualByComparingTo("-1.5");
        World.ServerEntry server = world.providers().get(0).homeServers().get(0);
        assertThat(server.location().address()).isEqualTo("2001:db8::1");
        assertThat(server.manner().priority()).isEqualTo(9);
        assertThat(world.rules().get(0).match()).isEqualTo(RuleMatch.SUFFIX);
        assertThat(world.rules().get(1).pattern()).isEqualTo("*");
        assertThat(world.subscribers().get(0).active()).isFalse();
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
                    {"pops":[{"name":5,"ports":1}]} | pops[0].name: expected a text, but got a JSON number
                    {"nases":[{"name":"a","pop":"b","network":"::1"}]} | nases[0].secret: expected a text, but it is missing
                    {"nases":[{"name":"a","pop":"b","network":"::1","secret":""}]} | nases[0].secret: expected a secret, but it is empty
                    {"nases":[{"name":"a","pop":"b","network":"::1","secret":"s","budgetMillis":0}]} | nases[0]: a NAS's budget in milliseconds must be 1 to 60000, but was 0
                    {"nases":[{"x":1,"name":"a","pop":"b","network":"::1","secret":"s"}]} | nases[0].x: is not known here
                    {"masterHomeServers":[{"address":"localhost","authPort":1,"acctPort":1}]} | masterHomeServers[0]: expected an IP address, but got 'localhost'
                    {"masterHomeServers":[{"address":"::1","authPort":70000,"acctPort":1}]} | masterHomeServers[0]: a home server's authentication port must be 1 to 65535, but was 70000
                    {"providers":[{"name":"a","contract":{"virtualIdentifier":"v","virtualPassword":"p","ports":1,"timeZone":"Mars"}}]} | providers[0].contract.timeZone: expected a time zone, Europe/Berlin, but got 'Mars'
                    {"providers":[{"name":"a","contract":{"virtualIdentifier":"v","virtualPassword":"p","ports":1,"startsAt":"now"}}]} | providers[0].contract.startsAt: expected an instant
                    {"providers":[{"name":"a","contract":{"virtualIdentifier":"v","virtualPassword":"p","ports":1,"ratePerHour":-1}}]} | providers[0].contract: a rate must not be negative
                    {"providers":[{"name":"a","contract":{"virtualIdentifier":"v","virtualPassword":"p","ports":1,"currency":"Taler"}}]} | providers[0].contract.currency: expected a currency of ISO 4217, but got 'Taler'
                    {"rules":[{"kind":"REALM"}]} | rules[0].pattern: expected a text, but it is missing
                    {"rules":[{"kind":"REALM","match":"REGEX","pattern":"x"}]} | rules[0].match: expected one of [EXACT, SUFFIX, PATTERN], but got
                    [] | expected a JSON object
                    {"world" | expected a JSON object
                    """)
    void aFaultNamesTheFieldAndWhatWasExpected(String json, String sentence) {
        assertThatThrownBy(
                        () ->
                                WorldReader.read(
                                        new ByteArrayInputStream(
                                                json.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(WorldException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void noFaultAndNoEntryPrintsASecret() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "{'nases':[{'name':'a','pop':'b','network':'::1',"
                                                + "'secret':['hush']}]}"))
                .isInstanceOf(WorldException.class)
                .hasMessageNotContaining("hush");
        assertThat(read("{'subscribers':[{'identifier':'a','password':'hush'}]}").subscribers())
                .hasToString("[subscribers[0]]");
    }
}
