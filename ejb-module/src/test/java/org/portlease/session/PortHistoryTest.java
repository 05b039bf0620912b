package org.portlease.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;
import org.portlease.contract.DirectoryCache;
import org.portlease.contract.Terms;
import org.portlease.contract.VirtualSubscriber;
import org.portlease.provider.Provider;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

class PortHistoryTest {

    private static final Instant NOW = Instant.parse("2026-04-15T10:02:00Z");

    private static final String WORLD =
            """
            {'pops':[{'name':'Central','ports':9}],
             'providers':[{'name':'North','contract':{'virtualIdentifier':'v','virtualPassword':'p',
               'ports':4,'shares':[{'pop':'Central','ports':3}]}}]}
            """;

    private final TestDatabase database = new TestDatabase();

    @BeforeEach
    void configure() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private PortHistory.Peaks peaks() {
        return database.inTransaction(
                entities -> {
                    DirectoryCache directories = new DirectoryCache(entities);
                    directories.refresh();
                    return new PortHistory(entities, directories).ofLastHours(1, NOW);
                });
    }

    private static boolean isAllOfNorths(PortHistory.Peak peak) {
        return Objects.equals(peak.provider(), "North") && peak.pop() == null;
    }

    @Test
    void thereIsOneOfEachProviderPopAndShare() {
        assertThat(peaks().from()).isEqualTo(Instant.parse("2026-04-15T09:05:00Z"));
        assertThat(peaks().peaks())
                .hasSize(3)
                .allMatch(peak -> peak.most().size() == 12 && peak.peak() == 0);
    }

    @Test
    void aContractAndTheOneBeforeItAreOneProviders() {
        database.run(
                entities -> {
                    entities.createNativeQuery("update contract set status = 'TERMINATED'")
                            .executeUpdate();
                    Capacity row = Capacity.of(5, NOW);
                    entities.persist(row);
                    Contract before =
                            entities.createQuery("select c from Contract c", Contract.class)
                                    .getSingleResult();
                    entities.persist(
                            Contract.conclude(
                                    entities.find(Provider.class, before.providerId()),
                                    row.id(),
                                    new VirtualSubscriber("v-2", new byte[40]),
                                    new Terms(
                                            NOW,
                                            null,
                                            ZoneOffset.UTC,
                                            null,
                                            Currency.getInstance("EUR"),
                                            null)));
                    entities.flush();
                    entities.createNativeQuery(
                                    "update capacity set in_use = 2, slot_most = 2, slot_at ="
                                            + " timestamp with time zone '2026-04-15 10:00:00+00'"
                                            + " where id in (select capacity_id from contract)")
                            .executeUpdate();
                });

        assertThat(peaks().peaks())
                .filteredOn(PortHistoryTest::isAllOfNorths)
                .singleElement()
                .satisfies(
                        peak -> {
                            assertThat(peak.peak()).isEqualTo(4);
                            assertThat(peak.most()).hasSize(12).endsWith(4);
                        });
    }

    @Test
    void theRunningFiveMinutesFollowThoseThatEnded() {
        database.run(
                entities -> {
                    long contract =
                            entities.createQuery("select c.capacityId from Contract c", Long.class)
                                    .getSingleResult();
                    Stream.of(
                                    "insert into port_peak values"
                                            + " (:c, timestamp with time zone '2026-04-15 08:00:00+00', 9, 9)",
                                    "insert into port_peak values"
                                            + " (:c, timestamp with time zone '2026-04-15 09:00:00+00', 4, 1)",
                                    "insert into port_peak values"
                                            + " (:c, timestamp with time zone '2026-04-15 09:45:00+00', 3, 2)",
                                    "update capacity set in_use = 1, slot_most = 4, slot_at ="
                                            + " timestamp with time zone '2026-04-15 10:00:00+00'"
                                            + " where id = :c")
                            .forEach(
                                    sql ->
                                            entities.createNativeQuery(sql)
                                                    .setParameter("c", contract)
                                                    .executeUpdate());
                });

        assertThat(peaks().peaks())
                .filteredOn(PortHistoryTest::isAllOfNorths)
                .singleElement()
                .satisfies(
                        peak -> {
                            assertThat(peak.peak()).isEqualTo(4);
                            assertThat(peak.most())
                                    .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 3, 2, 2, 4);
                        });
    }
}
