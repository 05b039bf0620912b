package org.portlease.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.listing.PageRequest;
import org.portlease.secret.KeyRing;
import org.portlease.setup.TestDatabase;

class AuditTrailTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final AuditTrail.Wanted ALL =
            new AuditTrail.Wanted(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private final TestDatabase database = new TestDatabase();
    private final KeyRing keys = new KeyRing(new SecretKeySpec(new byte[32], "AES"));

    @AfterEach
    void close() {
        database.close();
    }

    private void note(String action, Optional<String> reason) {
        database.run(entities -> trail(entities).append(List.of(deed(action, reason)), NOW));
    }

    private static Deed deed(String action, Optional<String> reason) {
        return new Deed(
                new Deed.Caller("olga", "192.0.2.7", "r-1", reason),
                action,
                "contract",
                "7",
                Optional.of("{\"ports\":1}"),
                Optional.of("{\"ports\":2}"));
    }

    private AuditTrail trail(EntityManager entities) {
        return new AuditTrail(entities, keys);
    }

    private AuditTrail.Verdict verdict() {
        return database.inTransaction(entities -> trail(entities).verify());
    }

    private void tamper(String statement) {
        database.run(
                entities ->
                        assertThat(entities.createNativeQuery(statement).executeUpdate()).isOne());
    }

    private void threeEntries() {
        note("change", Optional.empty());
        note("suspend", Optional.of("unpaid"));
        note("resume", Optional.of("paid"));
    }

    @Test
    void itTellsWhatCameAfterAnEntry() {
        note("change", Optional.empty());
        long seen = database.inTransaction(entities -> trail(entities).last());
        assertThat(tellsOf("contract", Optional.empty(), seen)).isFalse();

        note("suspend", Optional.empty());

        assertThat(seen).isEqualTo(1);
        assertThat(tellsOf("contract", Optional.empty(), seen)).isTrue();
        assertThat(tellsOf("contract", Optional.of("7"), seen)).isTrue();
        assertThat(tellsOf("contract", Optional.of("8"), seen)).isFalse();
        assertThat(tellsOf("nas", Optional.empty(), seen)).isFalse();
        assertThat(tellsOf(List.of("nas", "contract"), Optional.empty(), seen)).isTrue();
        assertThat(tellsOf(List.of(), Optional.empty(), seen)).isFalse();
    }

    private boolean tellsOf(String kind, Optional<String> subject, long after) {
        return tellsOf(List.of(kind), subject, after);
    }

    private boolean tellsOf(List<String> kinds, Optional<String> subject, long after) {
        return database.inTransaction(entities -> trail(entities).tellsOf(kinds, subject, after));
    }

    @Test
    void manyAreTakenDownAtOnce() {
        List<Deed> deeds =
                IntStream.range(0, 1_200).mapToObj(i -> deed("create", Optional.empty())).toList();

        database.run(entities -> trail(entities).append(deeds, NOW));

        assertThat(verdict().entries()).isEqualTo(1_200);
        assertThat(verdict().fault()).isNull();
    }

    @Test
    void anEmptyTrailIsWhole() {
        assertThat(verdict()).isEqualTo(new AuditTrail.Verdict(0, "", null));
    }

    @Test
    void whatWasWrittenFollowsEachOther() {
        threeEntries();

        AuditTrail.Verdict verdict = verdict();

        assertThat(verdict.fault()).isNull();
        assertThat(verdict.entries()).isEqualTo(3);
        assertThat(verdict.headHash()).hasSize(64);
    }

    @Test
    void anAlteredEntryShows() {
        threeEntries();

        tamper("update audit_entry set actor = 'otto' where sequence = 2");

        assertThat(verdict().fault()).isEqualTo("entry 2 is not what was written");
        assertThat(verdict().entries()).isEqualTo(1);
    }

    @Test
    void aReasonThatIsTakenAwayShows() {
        threeEntries();

        tamper("update audit_entry set reason = null where sequence = 3");

        assertThat(verdict().fault()).isEqualTo("entry 3 is not what was written");
    }

    @Test
    void anEntryThatIsTakenOutShows() {
        threeEntries();

        tamper("delete from audit_entry where sequence = 2");

        assertThat(verdict().fault()).isEqualTo("entry 2 is missing");
    }

    @Test
    void anEndThatIsCutOffShows() {
        threeEntries();

        tamper("delete from audit_entry where sequence = 3");

        assertThat(verdict().fault()).isEqualTo("expected 3 entries, but the trail ends after 2");
    }

    @Test
    void aHeadThatIsSetBackWithTheEndShowsInItsHash() {
        threeEntries();
        String before = verdict().headHash();

        tamper("delete from audit_entry where sequence = 3");
        tamper(
                "update audit_head set last_sequence = 2, last_hash ="
                        + " (select hash from audit_entry where sequence = 2)");

        assertThat(verdict().fault()).isNull();
        assertThat(verdict().headHash()).isNotEqualTo(before);
    }

    private void forge(long sequence) {
        tamper(
                "insert into audit_entry select "
                        + sequence
                        + ", at, actor, address, request_id, action, kind, subject, reason,"
                        + " state_before, state_after, hash from audit_entry where sequence = 3");
    }

    @Test
    void anEntryBeyondTheEndShowsAndIsNotShownAsGenuine() {
        threeEntries();
        forge(1003);

        assertThat(verdict().fault()).isEqualTo("entry 1003 was not written by Portlease");
        assertThat(verdict().entries()).isEqualTo(3);
        database.run(
                entities -> {
                    AuditTrail trail = trail(entities);
                    assertThat(trail.find(3)).isPresent();
                    assertThat(trail.find(1003)).isEmpty();
                    assertThat(
                                    trail.page(
                                                    new PageRequest(
                                                            100,
                                                            Optional.empty(),
                                                            Optional.empty()),
                                                    ALL)
                                            .items())
                            .extracting(AuditEntry::sequence)
                            .containsExactly(1L, 2L, 3L);
                });
    }

    @Test
    void anEntryInTheNextOnesPlaceStopsChangesWithASentence() {
        threeEntries();
        forge(4);

        assertThatThrownBy(() -> note("change", Optional.empty()))
                .isInstanceOf(ForgedEntryException.class)
                .hasMessageContaining("an entry 4 that was put into the database");
    }

    @Test
    void aChangeThatIsUndoneLeavesNoTrace() {
        note("change", Optional.empty());
        EntityManager entities = database.factory().createEntityManager();
        entities.getTransaction().begin();
        trail(entities).append(List.of(deed("delete", Optional.empty())), NOW);
        entities.getTransaction().rollback();
        entities.close();

        note("change", Optional.empty());

        assertThat(verdict().entries()).isEqualTo(2);
        assertThat(verdict().fault()).isNull();
    }
}
