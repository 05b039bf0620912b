package org.portlease.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.contract.DirectoryFixture.NORTH;
import static org.portlease.contract.DirectoryFixture.SOUTH;
import static org.portlease.contract.DirectoryFixture.directory;
import static org.portlease.contract.DirectoryFixture.rule;
import static org.portlease.provider.RuleKind.CALLED_NUMBER;
import static org.portlease.provider.RuleKind.DEFAULT;
import static org.portlease.provider.RuleKind.NAS;
import static org.portlease.provider.RuleKind.REALM;
import static org.portlease.provider.RuleMatch.EXACT;
import static org.portlease.provider.RuleMatch.PATTERN;
import static org.portlease.provider.RuleMatch.SUFFIX;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;

class IdentificationTest {

    private static final long NAS_ID = 7;
    private static final List<RuleKind> USUAL = List.of(REALM, CALLED_NUMBER, NAS, DEFAULT);

    private static IdentificationRequest named(String userName) {
        return request(userName, null, null, null);
    }

    private static IdentificationRequest called(String calledStationId) {
        return request(null, calledStationId, null, null);
    }

    private static IdentificationRequest request(
            @Nullable String userName,
            @Nullable String called,
            @Nullable String nasIdentifier,
            @Nullable String nasAddress) {
        return new IdentificationRequest(
                Optional.ofNullable(userName),
                Optional.ofNullable(called),
                Optional.ofNullable(nasIdentifier),
                Optional.ofNullable(nasAddress),
                NAS_ID);
    }

    private static String identify(
            List<RuleKind> order, IdentificationRequest request, IdentificationRule... rules) {
        Identification found = directory(order, List.of(rules)).identify(request);
        if (found instanceof Identification.Client client) {
            return client.contract().id() + ": " + client.explanation();
        }
        return found.getClass().getSimpleName() + ": " + found.explanation();
    }

    @ParameterizedTest
    @CsvSource({
        "bob@north.example",
        "bob@NORTH.Example",
        "other.example!bob@north.example",
        "bob@else@north.example",
        "@north.example",
        "north.example\\bob",
        "NORTH.EXAMPLE/bob",
    })
    void aRealmIsFoundWhereverItStandsAndHoweverItIsWritten(String userName) {
        assertThat(identify(USUAL, named(userName), rule(12, REALM, EXACT, "North.example", NORTH)))
                .isEqualTo(NORTH + ": realm north.example, rule 12");
    }

    @ParameterizedTest
    @CsvSource({
        "bob",
        "bob@",
        "bob@north.example.",
        "bob@bignorth.example",
        "north.example@elsewhere.example",
        "north.example\\bob@elsewhere.example",
        "''"
    })
    void whatIsNotTheRealmIsNobodys(String userName) {
        assertThat(identify(USUAL, named(userName), rule(12, REALM, EXACT, "north.example", NORTH)))
                .isEqualTo("Nobody: no rule knows it");
    }

    @Test
    void composedAndDecomposedLettersAreTheSameRealm() {
        assertThat(
                        identify(
                                USUAL,
                                named("bob@MU\u0308NCHEN.example"),
                                rule(3, REALM, EXACT, "m\u00fcnchen.example", NORTH)))
                .isEqualTo(NORTH + ": realm m\u00fcnchen.example, rule 3");
    }

    @Test
    void exactGoesBeforeSuffixBeforePatternWhateverTheirAge() {
        IdentificationRule pattern = rule(1, REALM, PATTERN, "*.example", SOUTH);
        IdentificationRule suffix = rule(2, REALM, SUFFIX, "north.example", SOUTH);
        IdentificationRule exact = rule(3, REALM, EXACT, "city.north.example", NORTH);

        assertThat(identify(USUAL, named("bob@city.north.example"), pattern, suffix, exact))
                .endsWith("rule 3");
        assertThat(identify(USUAL, named("bob@town.north.example"), pattern, suffix, exact))
                .endsWith("rule 2");
        assertThat(identify(USUAL, named("bob@bignorth.example"), pattern, suffix, exact))
                .endsWith("rule 1");
    }

    @Test
    void theLongestSuffixWinsAndLabelsStayWhole() {
        IdentificationRule[] rules = {
            rule(1, REALM, SUFFIX, "example", SOUTH),
            rule(2, REALM, SUFFIX, "north.example", NORTH),
            rule(3, REALM, SUFFIX, ".dotted.example", NORTH)
        };

        assertThat(identify(USUAL, named("b@a.north.example"), rules)).endsWith("rule 2");
        assertThat(identify(USUAL, named("b@north.example"), rules)).endsWith("rule 2");
        assertThat(identify(USUAL, named("b@bignorth.example"), rules)).endsWith("rule 1");
        assertThat(identify(USUAL, named("b@a.dotted.example"), rules)).endsWith("rule 3");
        assertThat(identify(USUAL, named("b@dotted.example"), rules)).endsWith("rule 1");
        assertThat(identify(USUAL, named("b@badexample"), rules)).startsWith("Nobody");
    }

    @Test
    void theOldestPatternWins() {
        IdentificationRule[] rules = {
            rule(5, REALM, PATTERN, "*north*", SOUTH),
            rule(4, REALM, PATTERN, "wlan?.north.*", NORTH),
            rule(6, REALM, PATTERN, "*.example", SOUTH)
        };

        assertThat(identify(USUAL, named("b@wlan1.north.example"), rules)).endsWith("rule 4");
        assertThat(identify(USUAL, named("b@wlan12.north.example"), rules)).endsWith("rule 5");
    }

    @ParameterizedTest
    @CsvSource({
        "+49 30 123-456, 4930123456",
        "004930123456, 4930123456",
        "(49) 30.123456, +4930123456",
        "aa:bb:cc:dd:ee:ff:Guest Net, AA-BB-CC-DD-EE-FF:Guest Net",
        "aabb.ccdd.eeff:Guest, AA-BB-CC-DD-EE-FF:Guest",
        "aabbccddeeff:Guest, aa-bb-cc-dd-ee-ff:Guest",
        "123456123456:Guest, 12-34-56-12-34-56:Guest",
        "123456123456, +123456123456",
    })
    void aCalledNumberIsFoundHoweverItIsWritten(String value, String pattern) {
        assertThat(identify(USUAL, called(value), rule(8, CALLED_NUMBER, EXACT, pattern, NORTH)))
                .startsWith(NORTH + ": called number ")
                .endsWith(", rule 8");
    }

    @Test
    void anSsidKeepsItsLetters() {
        IdentificationRule guest = rule(8, CALLED_NUMBER, SUFFIX, ":Guest", NORTH);

        assertThat(identify(USUAL, called("AA-BB-CC-DD-EE-FF:Guest"), guest)).endsWith("rule 8");
        assertThat(identify(USUAL, called("AA-BB-CC-DD-EE-FF:guest"), guest)).startsWith("Nobody");
    }

    @Test
    void anExtensionIsASuffixAndAnAreaAPattern() {
        IdentificationRule extension = rule(1, CALLED_NUMBER, SUFFIX, "4711", NORTH);
        IdentificationRule area = rule(2, CALLED_NUMBER, PATTERN, "+49 30*", SOUTH);

        assertThat(identify(USUAL, called("+49 30 4711"), extension, area)).endsWith("rule 1");
        assertThat(identify(USUAL, called("0049 30 4712"), extension, area)).endsWith("rule 2");
        assertThat(identify(USUAL, called("+49 40 4712"), extension, area)).startsWith("Nobody");
    }

    @Test
    void aNasIsKnownByItsIdentifierThenItsAddressAndOnlyWithinItsSource() {
        IdentificationRule byName = rule(1, NAS, EXACT, "Tower-1", NAS_ID, NORTH);
        IdentificationRule byAddress = rule(2, NAS, EXACT, "192.0.2.1", NAS_ID, SOUTH);
        IdentificationRule elsewhere = rule(3, NAS, EXACT, "tower-2", NAS_ID + 1, NORTH);

        assertThat(identify(USUAL, request(null, null, "tower-1", "192.0.2.1"), byName, byAddress))
                .isEqualTo(NORTH + ": NAS tower-1, rule 1");
        assertThat(identify(USUAL, request(null, null, null, "192.0.2.1"), byName, byAddress))
                .isEqualTo(SOUTH + ": NAS 192.0.2.1, rule 2");
        assertThat(identify(USUAL, request(null, null, "tower-2", null), elsewhere))
                .startsWith("Nobody");
    }

    @Test
    void aRuleForTheSourceGoesBeforeOneForAll() {
        IdentificationRule all = rule(1, REALM, EXACT, "north.example", NORTH);
        IdentificationRule here = rule(2, REALM, EXACT, "north.example", NAS_ID, SOUTH);
        IdentificationRule there = rule(3, REALM, EXACT, "north.example", NAS_ID + 1, SOUTH);

        assertThat(identify(USUAL, named("b@north.example"), all, here, there)).endsWith("rule 2");
        assertThat(identify(USUAL, named("b@north.example"), all, there)).endsWith("rule 1");
    }

    @Test
    void theOperatorsOrderDecidesBetweenKinds() {
        IdentificationRule realm = rule(1, REALM, EXACT, "north.example", NORTH);
        IdentificationRule number = rule(2, CALLED_NUMBER, EXACT, "4711", SOUTH);
        IdentificationRule rest = rule(3, DEFAULT, PATTERN, "*", null);
        IdentificationRequest both = request("b@north.example", "4711", null, null);

        assertThat(identify(USUAL, both, realm, number, rest)).endsWith("rule 1");
        assertThat(identify(List.of(CALLED_NUMBER, REALM), both, realm, number, rest))
                .endsWith("rule 2");
        assertThat(identify(List.of(DEFAULT, REALM), both, realm, number, rest))
                .isEqualTo("Own: default, rule 3");
        assertThat(identify(List.of(NAS), both, realm, number, rest)).startsWith("Nobody");
    }

    @Test
    void aRuleWithoutAContractIsTheMastersOwn() {
        assertThat(
                        identify(
                                USUAL,
                                named("a@msp.example"),
                                rule(1, REALM, EXACT, "msp.example", null)))
                .isEqualTo("Own: realm msp.example, rule 1");
    }

    @Test
    void aHundredThousandRulesOfEachSortCostNoMoreThanTen() {
        List<IdentificationRule> rules = new ArrayList<>();
        RuleMatch[] sorts = RuleMatch.values();
        for (int i = 0; i < 100_000; i++) {
            for (RuleMatch sort : sorts) {
                String wild = sort == PATTERN ? "*" : "";
                String pattern = sort.name().toLowerCase(Locale.ROOT) + i + "." + wild + "example";
                rules.add(rule(rules.size() + 1, REALM, sort, pattern, NORTH));
            }
        }
        Directory directory = directory(USUAL, rules);

        long begin = System.nanoTime();
        for (int i = 0; i < 30_000; i++) {
            String realm = sorts[i % 3].name() + i + "." + (i % 3 == 2 ? "x." : "") + "example";
            assertThat(directory.identify(named("bob@" + realm)))
                    .isInstanceOf(Identification.Client.class);
        }
        Duration each = Duration.ofNanos((System.nanoTime() - begin) / 30_000);

        // some microseconds; a walk over the rules would take milliseconds
        assertThat(each).isLessThan(Duration.ofMillis(1));
    }

    @Test
    void aHostilePatternAgainstAHostileNameStaysQuick() {
        String pattern = "*a".repeat(100) + "b";
        long begin = System.nanoTime();

        assertThat(
                        identify(
                                USUAL,
                                named("x@" + "a".repeat(251)),
                                rule(1, REALM, PATTERN, pattern, NORTH)))
                .startsWith("Nobody");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }
}
