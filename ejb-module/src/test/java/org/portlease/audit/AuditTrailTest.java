package org.portlease.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.secret.KeyRing;
import org.portlease.setup.TestDatabase;

class AuditTrailTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final TestDatabase database = new TestDatabase();
    private final KeyRing keys = new KeyRing(new SecretKeySpec(new byte[32], "AES"));

    @AfterEach
    void close() {
        database.close();
    }

    private void note(String action, Optional<String> reason) {
        database.run(
                entities ->
                        trail(entities)
                                .append(
                                        new Deed(
                                                new Deed.Caller("olga", "192.0.2.7", "r-1", reason),
                                                action,
                                                "contract",
                                                "7",
                                                Optional.of("{\"ports\":1}"),
                                                Optional.of("{\"ports\":2}")),
                                        NOW));
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

    @Test
    void aChangeThatIsUndoneLeavesNoTrace() {
        note("change", Optional.empty());
        EntityManager entities = database.factory().createEntityManager();
        entities.getTransaction().begin();
        trail(entities)
                .append(
                        new Deed(
                                new Deed.Caller("olga", "", "r-2", Optional.empty()),
                                "delete",
                                "pop",
                                "1",
                                Optional.empty(),
                                Optional.empty()),
                        NOW);
        entities.getTransaction().rollback();
        entities.close();

        note("change", Optional.empty());

        assertThat(verdict().entries()).isEqualTo(2);
        assertThat(verdict().fault()).isNull();
    }
}
