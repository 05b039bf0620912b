package org.portlease.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.contract.DirectoryFixture.NORTH;
import static org.portlease.contract.DirectoryFixture.SOUTH;
import static org.portlease.contract.DirectoryFixture.directory;
import static org.portlease.contract.DirectoryFixture.overflow;
import static org.portlease.contract.DirectoryFixture.rule;
import static org.portlease.provider.RuleKind.CALLED_NUMBER;
import static org.portlease.provider.RuleKind.REALM;
import static org.portlease.provider.RuleMatch.EXACT;
import static org.portlease.provider.RuleMatch.SUFFIX;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.portlease.provider.IdentificationRule;

/** Calls that hunt from a client's busy point of presence to the master's lines. */
class OverflowTest {

    private static final long HERE = 7;
    private static final long ELSEWHERE = 8;
    private static final String HUNTED = "+49 30 5555-0199";

    private final IdentificationRule northByRealm = rule(1, REALM, EXACT, "north.example", NORTH);
    private final IdentificationRule northsOwnNumber =
            rule(2, CALLED_NUMBER, EXACT, "+493055550100", NORTH);
    private final IdentificationRule northsOverflow = overflow(3, EXACT, HUNTED, null, NORTH);

    private final Directory directory = world(northByRealm, northsOwnNumber, northsOverflow);
    private final Contract north = directory.contract(NORTH);

    private static Directory world(IdentificationRule... rules) {
        return directory(List.of(REALM, CALLED_NUMBER), List.of(rules));
    }

    private static IdentificationRequest call(String userName, String number) {
        return new IdentificationRequest(
                Optional.of(userName),
                Optional.of(number),
                Optional.empty(),
                Optional.empty(),
                HERE);
    }

    @Test
    void theNumberTellsWhateverRuleIdentified() {
        IdentificationRequest call = call("bob@north.example", "004930 5555 0199");

        assertThat(directory.identify(call).explanation()).isEqualTo("realm north.example, rule 1");
        assertThat(directory.isOverflow(call, north)).isTrue();
    }

    @Test
    void theNumberIdentifiesWhereNothingElseDoes() {
        IdentificationRequest call = call("bob", HUNTED);

        assertThat(directory.identify(call).explanation())
                .isEqualTo("called number 493055550199, rule 3");
        assertThat(directory.isOverflow(call, north)).isTrue();
    }

    @Test
    void aCallToAnotherNumberIsNone() {
        assertThat(directory.isOverflow(call("bob@north.example", "+493055550100"), north))
                .isFalse();
        assertThat(directory.isOverflow(call("bob@north.example", "+493055550198"), north))
                .isFalse();
    }

    @Test
    void aRequestWithoutANumberIsNone() {
        IdentificationRequest silent =
                new IdentificationRequest(
                        Optional.of("bob@north.example"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        HERE);

        assertThat(directory.isOverflow(silent, north)).isFalse();
    }

    @Test
    void theNumberIsOneContractsAlone() {
        assertThat(directory.isOverflow(call("bob", HUNTED), directory.contract(SOUTH))).isFalse();
    }

    @Test
    void contractsMayShareTheNumbersThatTheirCallsHuntTo() {
        Directory shared =
                world(
                        overflow(1, EXACT, HUNTED, null, NORTH),
                        overflow(2, SUFFIX, "0199", null, SOUTH));
        IdentificationRequest call = call("bob", HUNTED);

        assertThat(shared.isOverflow(call, shared.contract(NORTH))).isTrue();
        assertThat(shared.isOverflow(call, shared.contract(SOUTH))).isTrue();
    }

    @Test
    void aRuleOfAnotherSourceDoesNotCount() {
        Directory elsewhere = world(overflow(1, EXACT, HUNTED, ELSEWHERE, NORTH));
        Directory here = world(overflow(1, EXACT, HUNTED, HERE, NORTH));
        IdentificationRequest call = call("bob", HUNTED);

        assertThat(elsewhere.isOverflow(call, elsewhere.contract(NORTH))).isFalse();
        assertThat(here.isOverflow(call, here.contract(NORTH))).isTrue();
    }
}
