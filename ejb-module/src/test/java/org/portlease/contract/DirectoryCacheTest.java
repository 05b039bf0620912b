package org.portlease.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.provider.Installation;
import org.portlease.provider.Provider;
import org.portlease.setup.TestDatabase;

class DirectoryCacheTest {

    private final TestDatabase database = new TestDatabase();
    private final EntityManager entities = database.factory().createEntityManager();
    private final DirectoryCache cache = new DirectoryCache(entities);

    @AfterEach
    void closeDatabase() {
        entities.close();
        database.close();
    }

    private void change(boolean raise) {
        database.run(
                other -> {
                    other.persist(Provider.named("Provider " + System.nanoTime()));
                    if (raise) {
                        other.find(Installation.class, Installation.ID).raiseConfigVersion();
                    }
                });
    }

    @Test
    void theFirstRefreshReadsAndTheSecondFindsNothingNew() {
        assertThatThrownBy(cache::current).isInstanceOf(IllegalStateException.class);

        assertThat(cache.refresh()).isTrue();
        assertThat(cache.current().version()).isEqualTo(1);
        assertThat(cache.refresh()).isFalse();
    }

    @Test
    void aRaisedVersionReplacesTheSnapshotAsAWhole() {
        cache.refresh();
        Directory before = cache.current();
        change(true);

        assertThat(cache.refresh()).isTrue();
        assertThat(cache.current().version()).isEqualTo(before.version() + 1);
        assertThat(cache.current().providers()).hasSize(1);
        assertThat(before.providers()).isEmpty();
    }

    @Test
    void aChangeThatRaisesNoVersionIsNotSeen() {
        cache.refresh();
        change(false);

        assertThat(cache.refresh()).isFalse();
        assertThat(cache.current().providers()).isEmpty();
    }
}
