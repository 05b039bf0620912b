package org.portlease.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.SessionEnding.Asked;
import org.portlease.session.EndCause;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Origin;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

/** Open sessions page by page, any one by its id, and the wish to end them. */
@SuppressWarnings("NullAway.Init") // set before each test
class LiveSessionsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final String WORLD =
            """
            {'pops':[{'name':'P','ports':9},{'name':'Q','ports':9}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.0/24','secret':'s'},
                      {'name':'O','pop':'Q','network':'198.51.100.9','secret':'s'}],
             'providers':[
               {'name':'North','homeServers':[{'address':'198.51.100.1','authPort':1812,'acctPort':1813,'secret':'s'}],
                'contract':{'virtualIdentifier':'v-north','virtualPassword':'p','ports':3}},
               {'name':'South','homeServers':[{'address':'198.51.100.2','authPort':1812,'acctPort':1813,'secret':'s'}],
                'contract':{'virtualIdentifier':'v-south','virtualPassword':'p','ports':3}}]}
            """;

    private final TestDatabase database = new TestDatabase();
    private Directory directory;

    @BeforeEach
    void configure() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
        directory = database.inTransaction(WorldFixture::directory);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private static UUID id(long number) {
        return new UUID(1, number);
    }

    /** A session at that NAS, active since so many seconds before now. */
    private Lease active(long number, @Nullable String virtual, String nas, long before) {
        Lease lease = granted(number, virtual, nas);
        lease.start(NOW.minusSeconds(before), SessionKeys.NONE, "s" + number);
        return lease;
    }

    private Lease granted(long number, @Nullable String virtual, String nas) {
        Lease lease = reserved(number, virtual, nas);
        lease.describe(new byte[] {1});
        lease.grant(NOW);
        return lease;
    }

    private Lease reserved(long number, @Nullable String virtual, String nas) {
        var at =
                directory.nases().stream()
                        .filter(each -> each.name().equals(nas))
                        .findAny()
                        .orElseThrow();
        Place place =
                virtual == null
                        ? Place.ofOwn(null, at.popId(), at.id())
                        : Place.ofContract(contract(virtual), at.popId(), at.id());
        return Lease.reserve(
                        id(number), place, SessionKeys.NONE, "s" + number, NOW, NOW.plusSeconds(30))
                .from(new Origin(null, "192.0.2.1", null));
    }

    private long contract(String virtual) {
        return directory.contractOfVirtual(virtual).orElseThrow().id();
    }

    private void store(Object... rows) {
        database.run(
                entities -> {
                    for (Object row : rows) {
                        entities.persist(row);
                    }
                });
    }

    private <T> T look(Function<LiveSessions, T> question) {
        return database.inTransaction(
                entities -> {
                    DirectoryCache cache = new DirectoryCache(entities);
                    cache.refresh();
                    return question.apply(new LiveSessions(entities, cache));
                });
    }

    private List<Long> numbers(SessionFilter which) {
        return look(
                sessions ->
                        sessions.open(which, null, 100).stream()
                                .map(found -> found.id().getLeastSignificantBits())
                                .toList());
    }

    private void storeFive() {
        store(
                active(1, "v-north", "N", 100),
                granted(2, "v-north", "O"),
                active(3, "v-south", "N", 50),
                active(4, null, "O", 10),
                reserved(5, "v-north", "N"));
    }

    @Test
    void eachFilterMeansItsOwnAndAllOfThemTogetherThoseThatAreAll() {
        storeFive();
        SessionFilter all = SessionFilter.ALL;
        long n =
                directory.nases().stream()
                        .filter(x -> x.name().equals("N"))
                        .findAny()
                        .orElseThrow()
                        .id();
        long q =
                directory.pops().stream()
                        .filter(x -> x.name().equals("Q"))
                        .findAny()
                        .orElseThrow()
                        .id();
        SessionFilter north = all.ofContracts(List.of(contract("v-north")));

        assertThat(numbers(all)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(numbers(north)).containsExactly(1L, 2L, 5L);
        assertThat(numbers(all.ofContracts(List.of(contract("v-north"), contract("v-south")))))
                .containsExactly(1L, 2L, 3L, 5L);
        assertThat(numbers(all.ofOwn())).containsExactly(4L);
        assertThat(numbers(all.atNases(List.of(n)))).containsExactly(1L, 3L, 5L);
        assertThat(numbers(all.atPops(List.of(q)))).containsExactly(2L, 4L);
        assertThat(numbers(all.in(LeaseState.ACTIVE))).containsExactly(1L, 3L, 4L);
        assertThat(numbers(all.started(NOW.minusSeconds(50), null))).containsExactly(3L, 4L);
        assertThat(numbers(all.started(null, NOW.minusSeconds(50)))).containsExactly(1L);
        assertThat(numbers(north.atNases(List.of(n)).in(LeaseState.ACTIVE))).containsExactly(1L);
        assertThat(numbers(north.ofContracts(List.of(contract("v-south")))))
                .as("what one may see, and what one asks for")
                .isEmpty();
        assertThat(numbers(all.ofContracts(List.of()))).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutLossOrRepetition() {
        storeFive();
        List<UUID> seen = new ArrayList<>();
        UUID after = null;
        List<LiveSessions.Found> page = nextPage(after);
        while (!page.isEmpty()) {
            page.forEach(found -> seen.add(found.id()));
            after = seen.get(seen.size() - 1);
            page = nextPage(after);
        }
        assertThat(seen).containsExactly(id(1), id(2), id(3), id(4), id(5));
    }

    private List<LiveSessions.Found> nextPage(@Nullable UUID after) {
        return look(sessions -> sessions.open(SessionFilter.ALL, after, 2));
    }

    @Test
    void aSessionSaysWhoseItIsAndWhereAndNotWhose() {
        storeFive();
        LiveSessions.Found found = look(sessions -> sessions.find(id(1))).orElseThrow();

        assertThat(found.state()).isEqualTo("ACTIVE");
        assertThat(found.provider()).isEqualTo("North");
        assertThat(found.pop()).isEqualTo("P");
        assertThat(found.nas()).isEqualTo("N");
        assertThat(found.startedAt()).isEqualTo(NOW.minusSeconds(100));
        assertThat(found.endedAt()).isNull();
        assertThat(look(sessions -> sessions.find(id(4))).orElseThrow().provider()).isNull();
        Optional<LiveSessions.Found> none = look(sessions -> sessions.find(id(99)));
        assertThat(none).isEmpty();
    }

    @Test
    void oneThatIsOverIsFoundByItsIdAlone() {
        Lease over = active(1, "v-north", "N", 100);
        store(over.closeByEvidence(EndCause.TOO_LONG));

        assertThat(numbers(SessionFilter.ALL)).isEmpty();
        LiveSessions.Found found = look(sessions -> sessions.find(id(1))).orElseThrow();
        assertThat(found.state()).isEqualTo("ENDED");
        assertThat(found.endCause()).isEqualTo("TOO_LONG");
        assertThat(found.endedAt()).isNotNull();
    }

    private Asked ask(long number) {
        return database.inTransaction(
                entities -> new SessionEnding(entities).ask(id(number), "OPERATOR", NOW));
    }

    @Test
    void aSessionIsAskedToEndOnceAndItsOutcomeIsToldWithIt() {
        storeFive();
        assertThat(ask(1)).isEqualTo(Asked.YES);
        assertThat(ask(1)).isEqualTo(Asked.UNDER_WAY);
        assertThat(ask(5)).isEqualTo(Asked.NOT_STARTED);
        assertThat(ask(99)).isEqualTo(Asked.NOT_OPEN);
        UUID asked =
                database.inTransaction(
                        entities -> new Disconnections(entities).claimDue(NOW, 9).get(0).id());
        database.run(
                entities ->
                        new Disconnections(entities)
                                .answered(asked, Disconnection.Answer.NAK, 503, NOW));

        LiveSessions.Ending told =
                Optional.ofNullable(
                                look(sessions -> sessions.find(id(1)))
                                        .orElseThrow()
                                        .disconnection())
                        .orElseThrow();
        assertThat(told.cause()).isEqualTo("OPERATOR");
        assertThat(told.answer()).isEqualTo("NAK");
        assertThat(told.errorCause()).isEqualTo(503);
        assertThat(ask(1)).as("again, since the NAS refused").isEqualTo(Asked.YES);
    }

    @Test
    void aSessionWhoseNasIsNotKnownCannotBeEnded() {
        Lease lease = active(1, "v-north", "N", 100).from(new Origin(null, null, null));
        store(lease);

        assertThat(ask(1)).isEqualTo(Asked.UNREACHABLE);
    }

    @Test
    void allOfAFilterAreAskedInBatchesAndNoneTwice() {
        storeFive();
        SessionFilter north = SessionFilter.ALL.ofContracts(List.of(contract("v-north")));

        assertThat(askAll(north, 1)).isEqualTo(1);
        assertThat(askAll(north, 5)).as("a reserved one has no session yet").isEqualTo(1);
        assertThat(askAll(north, 5)).isZero();
        assertThat(askAll(SessionFilter.ALL.ofContracts(List.of()), 5)).isZero();
        assertThat(askAll(SessionFilter.ALL, 5)).isEqualTo(2);
    }

    private int askAll(SessionFilter which, int limit) {
        return database.inTransaction(
                entities -> new SessionEnding(entities).askAll(which, "DRAIN", limit, NOW));
    }
}
