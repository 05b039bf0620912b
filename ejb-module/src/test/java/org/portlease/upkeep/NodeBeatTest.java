package org.portlease.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.Installation;
import org.portlease.provider.Node;
import org.portlease.setup.TestDatabase;

/** A node is known from its first beat on, and what it was told outlives its restarts. */
class NodeBeatTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final TestDatabase database = new TestDatabase();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private void beat(String node, Instant at) {
        database.run(
                entities -> {
                    DirectoryCache directories = new DirectoryCache(entities);
                    directories.refresh();
                    new NodeBeat(entities, directories, node).say(at);
                });
    }

    private List<NodeOverview.Found> nodes() {
        return database.inTransaction(entities -> new NodeOverview(entities).all());
    }

    private boolean isDraining(String node) {
        return database.inTransaction(
                entities -> {
                    DirectoryCache directories = new DirectoryCache(entities);
                    directories.refresh();
                    return directories.current().isDraining(node);
                });
    }

    @Test
    void eachNodeIsToldWithTheVersionThatItDecidesBy() {
        beat("b", NOW);
        database.run(
                entities ->
                        entities.find(Installation.class, Installation.ID).raiseConfigVersion());
        beat("a", NOW);

        assertThat(nodes()).extracting(NodeOverview.Found::name).containsExactly("a", "b");
        assertThat(nodes()).extracting(NodeOverview.Found::configVersion).containsExactly(2L, 1L);
        assertThat(nodes()).allMatch(NodeOverview.Found::alive);
    }

    @Test
    void oneThatHasNotBeenHeardOfForLongIsNotAlive() {
        beat("a", NOW);
        database.run(
                entities ->
                        entities.createNativeQuery(
                                        "update node set seen_at ="
                                                + " current_timestamp - interval '16' second")
                                .executeUpdate());

        assertThat(nodes()).noneMatch(NodeOverview.Found::alive);
    }

    @Test
    void aNodeThatDrainsStillDoesAfterARestart() {
        beat("a", NOW);
        database.run(entities -> entities.find(Node.class, "a").drain(NOW));

        beat("a", NOW.plusSeconds(60));

        assertThat(nodes())
                .singleElement()
                .satisfies(
                        node -> {
                            assertThat(node.startedAt()).isEqualTo(NOW.plusSeconds(60));
                            assertThat(node.drainingSince()).isEqualTo(NOW);
                        });
        assertThat(isDraining("a")).isTrue();
        assertThat(isDraining("b")).isFalse();
        database.run(entities -> entities.find(Node.class, "a").undrain());
        assertThat(isDraining("a")).isFalse();
    }
}
