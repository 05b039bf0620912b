package org.portlease.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

class NoticeSweepTest {

    private static final Instant NOW = Instant.parse("2026-04-15T10:00:00Z");
    private static final Instant NEXT_MONTH = Instant.parse("2026-05-15T10:00:00Z");

    private final TestDatabase database = new TestDatabase();

    @BeforeEach
    void configure() {
        database.run(
                entities ->
                        WorldFixture.load(
                                entities,
                                """
                                {'providers':[{'name':'North','contract':{'virtualIdentifier':'v',
                                  'virtualPassword':'p','ports':4,'thresholdSeconds':60,
                                  'creditLimit':10}}]}
                                """));
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private List<String> told(Instant now) {
        database.run(
                entities ->
                        new NoticeSweep(entities)
                                .tell(
                                        entities.createQuery(
                                                        "select c from Contract c", Contract.class)
                                                .setHint("org.hibernate.readOnly", true)
                                                .getResultList(),
                                        now));
        return database.inTransaction(
                entities ->
                        entities.unwrap(Session.class)
                                .createNativeQuery(
                                        "select type from event order by sequence", String.class)
                                .getResultList());
    }

    private void sql(String statement) {
        database.run(entities -> entities.createNativeQuery(statement).executeUpdate());
    }

    @Test
    void nothingNewIsNotTold() {
        assertThat(told(NOW)).isEmpty();
    }

    @Test
    void aSuspensionAndItsEndAreToldOnceEach() {
        sql("update contract set status = 'SUSPENDED'");
        assertThat(told(NOW)).containsExactly("CONTRACT_SUSPENDED");
        assertThat(told(NOW)).hasSize(1);
        sql("update contract set status = 'ACTIVE'");
        assertThat(told(NOW)).containsExactly("CONTRACT_SUSPENDED", "CONTRACT_RESUMED");
    }

    @Test
    void aContractThatEndsWhileItIsSuspendedIsNotResumed() {
        sql("update contract set status = 'SUSPENDED'");
        told(NOW);
        sql("update contract set status = 'TERMINATED'");
        assertThat(told(NOW)).containsExactly("CONTRACT_SUSPENDED");
    }

    @Test
    void aThresholdIsToldOnceAPeriod() {
        String used =
                "update capacity set closed_seconds = 60, period_start ="
                        + " timestamp with time zone '2026-0%d-01 00:00:00+00'";
        sql(String.format(used, 4));
        assertThat(told(NOW)).containsExactly("THRESHOLD_REACHED");
        assertThat(told(NOW)).hasSize(1);
        assertThat(told(NEXT_MONTH)).hasSize(1);
        sql(String.format(used, 5));
        assertThat(told(NEXT_MONTH)).containsExactly("THRESHOLD_REACHED", "THRESHOLD_REACHED");
    }

    @Test
    void aCreditLimitIsToldAgainOnlyAfterItWasPaid() {
        sql("update capacity set owed = 10");
        assertThat(told(NOW)).containsExactly("CREDIT_LIMIT_REACHED");
        assertThat(told(NOW)).hasSize(1);
        sql("update capacity set owed = 9");
        assertThat(told(NOW)).hasSize(1);
        sql("update capacity set owed = 11");
        assertThat(told(NOW)).hasSize(2);
    }
}
