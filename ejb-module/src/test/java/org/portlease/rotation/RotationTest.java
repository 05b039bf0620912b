package org.portlease.rotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.event.Webhook;
import org.portlease.provider.Installation;
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.Subscriber;
import org.portlease.secret.KeyRing;
import org.portlease.secret.KeySource;
import org.portlease.setup.TestDatabase;

class RotationTest {

    private static final Instant NOW = Instant.parse("2026-04-15T10:00:00Z");
    private static final byte[] SECRET = "s3cret".getBytes(UTF_8);

    private final TestDatabase database = new TestDatabase();
    private final Store store = new Store().with(1, 7);
    private final UUID instance = UUID.randomUUID();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    /** A credential store that gets keys, and loses them. */
    private static final class Store implements KeySource {

        private final TreeMap<Integer, SecretKey> keys = new TreeMap<>();

        Store with(int number, int octet) {
            keys.put(number, of(octet));
            return this;
        }

        Store without(int number) {
            keys.remove(number);
            return this;
        }

        static SecretKey of(int octet) {
            byte[] key = new byte[32];
            Arrays.fill(key, (byte) octet);
            return new SecretKeySpec(key, "AES");
        }

        @Override
        public SortedSet<Integer> numbers() {
            return new TreeSet<>(keys.keySet());
        }

        @Override
        public Optional<SecretKey> key(int number) {
            return Optional.ofNullable(keys.get(number));
        }
    }

    private KeyRing opened(KeySource source) {
        KeyRing ring = new KeyRing(source);
        database.run(entities -> new KeyBook(entities, ring).open(installation(entities), NOW));
        return ring;
    }

    private static Installation installation(EntityManager entities) {
        return entities.find(Installation.class, Installation.ID);
    }

    private void note(UUID node, String name, KeyRing ring, Instant at) {
        database.run(entities -> new NodeKeys(entities).note(node, name, ring, at));
    }

    /** What a node does every few seconds. */
    private void sweep(KeyRing ring, Instant now) {
        note(instance, "a", ring, now);
        database.run(entities -> new Rotation(entities, ring).advance(now));
        boolean changing =
                database.inTransaction(entities -> new Rotation(entities, ring).follow());
        if (changing) {
            database.run(
                    entities -> {
                        Reencryption walk = new Rotation(entities, ring).reencryption();
                        while (walk.round()) {
                            entities.flush();
                        }
                        if (walk.encrypted() == 0) {
                            new Rotation(entities, ring).retire(now);
                        }
                    });
        }
    }

    private void keep(KeyRing ring, int webhooks) {
        database.run(
                entities -> {
                    for (int i = 0; i < webhooks; i++) {
                        entities.persist(
                                Webhook.of(
                                        "https://billing.example/" + i,
                                        ring.encrypt(SECRET),
                                        null,
                                        List.of()));
                    }
                });
    }

    private List<byte[]> secrets() {
        return all("select secret from webhook", byte[].class);
    }

    @SuppressWarnings("unchecked") // a native query's
    private <T> List<T> all(String query, Class<T> type) {
        return database.inTransaction(
                entities -> entities.createNativeQuery(query, type).getResultList());
    }

    private KeyProgress.Progress progress(KeyRing ring, Instant now) {
        return database.inTransaction(entities -> new KeyProgress(entities, ring).at(now));
    }

    @Test
    void aNewInstallationBeginsWithTheNewestKeyAndADigestSecretOfItsOwn() {
        KeyRing ring = opened(store.with(3, 9));
        assertThat(ring.current()).isEqualTo(3);
        assertThat(ring.mac("lease", SECRET))
                .isNotEqualTo(new KeyRing(Store.of(9)).mac("lease", SECRET));
        assertThat(opened(store).mac("lease", SECRET)).isEqualTo(ring.mac("lease", SECRET));
    }

    @Test
    void anInstallationOfBeforeKeepsItsDigests() {
        KeyRing before = new KeyRing(Store.of(7));
        database.run(entities -> installation(entities).keepKeyCheck(before.mac("key check")));

        KeyRing ring = opened(store.with(2, 8));

        assertThat(ring.current()).as("what it has always encrypted with").isEqualTo(1);
        assertThat(ring.mac("lease", SECRET)).isEqualTo(before.mac("lease", SECRET));
        assertThat(ring.decrypt(before.encrypt(SECRET))).isEqualTo(SECRET);
    }

    @Test
    void aNodeWithoutTheKeyOrWithAnotherOneOfItsNumberIsRefused() {
        opened(store.with(2, 8));
        assertThatThrownBy(() -> opened(new Store().with(1, 7)))
                .isInstanceOf(WrongKeyException.class)
                .hasMessageContaining("needs the key number 2, but there are only [1]");
        assertThatThrownBy(() -> opened(new Store().with(2, 9)))
                .isInstanceOf(WrongKeyException.class)
                .hasMessageContaining("key number 2 is not the one");
    }

    @Test
    void aNewKeyEncryptsWhenAllRunningNodesHoldIt() {
        KeyRing ring = opened(store);
        Store othersStore = new Store().with(1, 7);
        KeyRing other = opened(othersStore);
        UUID otherInstance = UUID.randomUUID();
        note(otherInstance, "b", other, NOW);

        store.with(2, 8);
        sweep(ring, NOW);
        assertThat(ring.current()).isEqualTo(1);
        assertThat(progress(ring, NOW).waiting())
                .containsExactly(new KeyProgress.Waiting(2, List.of("b")));

        othersStore.with(2, 9);
        note(otherInstance, "b", other, NOW);
        sweep(ring, NOW);
        assertThat(ring.current()).as("b has another key 2").isEqualTo(1);

        othersStore.with(2, 8);
        note(otherInstance, "b", other, NOW);
        sweep(ring, NOW);
        assertThat(ring.current()).isEqualTo(2);
        assertThat(progress(ring, NOW).waiting()).isEmpty();
        assertThat(other.decrypt(ring.encrypt(SECRET))).isEqualTo(SECRET);
    }

    @Test
    void aNodeThatHasStoppedIsNotWaitedForAndIsRefusedLater() {
        KeyRing ring = opened(store);
        note(UUID.randomUUID(), "b", opened(new Store().with(1, 7)), NOW);
        store.with(2, 8);

        sweep(ring, NOW.plusSeconds(120));

        assertThat(ring.current()).isEqualTo(2);
        assertThatThrownBy(() -> opened(new Store().with(1, 7)))
                .isInstanceOf(WrongKeyException.class);
    }

    @Test
    void whatIsStoredIsEncryptedAnewAndTheOldKeyMayGo() {
        KeyRing ring = opened(store);
        byte[] digest = ring.mac("lease", SECRET);
        keep(ring, 3 * Reencryption.AT_ONCE + 1);
        long version = database.inTransaction(entities -> installation(entities).configVersion());

        store.with(2, 8);
        sweep(ring, NOW);

        assertThat(secrets()).hasSize(301).allMatch(secret -> KeyRing.number(secret) == 2);
        assertThat(database.<Long>inTransaction(e -> installation(e).configVersion()))
                .as("nodes read it again")
                .isGreaterThan(version);
        sweep(ring, NOW.plusSeconds(10));
        assertThat(progress(ring, NOW).inUse())
                .extracting(KeyProgress.InUse::number, KeyProgress.InUse::ciphertexts)
                .containsExactly(tuple(1, 0L), tuple(2, 302L));

        Instant later = NOW.plus(Rotation.GRACE);
        sweep(ring, later);
        assertThat(progress(ring, later).inUse())
                .extracting(KeyProgress.InUse::number)
                .containsExactly(2);
        KeyRing next = opened(store.without(1));
        assertThat(secrets()).allSatisfy(s -> assertThat(next.decrypt(s)).isEqualTo(SECRET));
        assertThat(next.mac("lease", SECRET)).isEqualTo(digest);
    }

    @Test
    void aKeyOfWhichAnythingIsStaysInUse() {
        KeyRing ring = opened(store);
        KeyRing slow = opened(new Store().with(1, 7));
        store.with(2, 8);
        sweep(ring, NOW);
        keep(slow, 1);

        Instant later = NOW.plus(Duration.ofHours(1));
        sweep(ring, later);
        assertThat(progress(ring, later).inUse()).hasSize(2);
        assertThat(secrets()).allMatch(secret -> KeyRing.number(secret) == 2);

        sweep(ring, later);
        assertThat(progress(ring, later).inUse()).hasSize(1);
    }

    @Test
    void whatCannotBeReadHindersNothingElse() {
        KeyRing ring = opened(store);
        keep(ring, 1);
        keep(new KeyRing(Store.of(99)), 1);
        keep(ring, 1);
        store.with(2, 8);

        sweep(ring, NOW);
        sweep(ring, NOW.plus(Duration.ofHours(1)));

        assertThat(secrets()).extracting(KeyRing::number).containsExactlyInAnyOrder(2, 1, 2);
        assertThat(progress(ring, NOW).inUse()).as("for somebody to look at").hasSize(2);
    }

    @Test
    void aPasswordThatIsADigestIsLeftAlone() {
        KeyRing ring = opened(store);
        byte[] digest = new byte[60];
        digest[0] = 1;
        database.run(
                entities -> {
                    entities.persist(
                            Subscriber.of("a@msp.example", PasswordScheme.PBKDF2, digest, true));
                    entities.persist(
                            Subscriber.of(
                                    "b@msp.example",
                                    PasswordScheme.ENCRYPTED,
                                    ring.encrypt(SECRET),
                                    true));
                });
        store.with(2, 8);
        sweep(ring, NOW);

        List<byte[]> passwords =
                all("select password from subscriber order by identifier", byte[].class);
        assertThat(passwords.get(0)).isEqualTo(digest);
        assertThat(ring.decrypt(passwords.get(1))).isEqualTo(SECRET);
        assertThat(KeyRing.number(passwords.get(1))).isEqualTo(2);
    }

    /** A new column of octets must be named here or in {@link Ciphertexts}. */
    @Test
    void everyColumnOfOctetsIsKnownToHoldCiphertextsOrNot() {
        List<String> others =
                List.of(
                        "installation.key_check",
                        "encryption_key.key_check",
                        "node_key.key_check",
                        "lease.master_class",
                        "usage_record.master_class",
                        "stored_report.master_class",
                        "audit_entry.hash",
                        "audit_head.last_hash",
                        "remembered_answer.request_digest");
        List<String> ciphertexts =
                Arrays.stream(Ciphertexts.values())
                        .map(each -> each.table() + "." + each.column())
                        .toList();
        assertThat(columnsOfOctets())
                .containsAll(ciphertexts)
                .allMatch(column -> ciphertexts.contains(column) || others.contains(column));
    }

    private List<String> columnsOfOctets() {
        return all(
                "select table_name || '.' || column_name from information_schema.columns"
                        + " where lower(table_schema) = 'public'"
                        + " and lower(data_type) like 'binary%'",
                String.class);
    }
}
