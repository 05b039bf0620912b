package org.portlease.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.Provider;
import org.portlease.setup.TestDatabase;

class BacklogOverviewTest {

    private static final long MASTER = 0;
    private static final Instant NOW = Instant.parse("2026-04-15T10:00:00Z");

    private final TestDatabase database = new TestDatabase();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private List<BacklogOverview.Waiting> waiting() {
        return database.inTransaction(
                entities -> {
                    DirectoryCache directories = new DirectoryCache(entities);
                    directories.refresh();
                    return new BacklogOverview(entities, directories).waiting(NOW);
                });
    }

    private void store(long homeGroup, long secondsAgo) {
        database.run(
                entities ->
                        entities.persist(
                                new StoredReport(
                                        homeGroup,
                                        UUID.randomUUID(),
                                        UUID.randomUUID(),
                                        new UUID(NOW.minusSeconds(secondsAgo).toEpochMilli(), 1),
                                        new byte[] {1},
                                        NOW,
                                        NOW.minusSeconds(secondsAgo))));
    }

    @Test
    void nothingStoredIsNobodysBacklog() {
        assertThat(waiting()).isEmpty();
    }

    @Test
    void eachProvidersIsToldTheOldestFirst() {
        Provider north = Provider.named("North");
        database.run(entities -> entities.persist(north));
        store(MASTER, 7);
        store(north.id(), 3);
        store(north.id(), 60);
        database.run(
                entities -> {
                    ReportRoute route = new ReportRoute(north.id(), NOW.minusSeconds(10));
                    route.unanswered(NOW.minusSeconds(5), NOW.minusSeconds(4));
                    entities.persist(route);
                });

        assertThat(waiting())
                .containsExactly(
                        new BacklogOverview.Waiting(
                                "North", 2, NOW.minusSeconds(60), 60, 1, NOW.minusSeconds(3)),
                        new BacklogOverview.Waiting(null, 1, NOW.minusSeconds(7), 7, 0, null));
    }
}
