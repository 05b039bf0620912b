package org.portlease.admission;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.admission.AdmissionTally.Counted;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

/** What a node has admitted and refused, by names. */
@SuppressWarnings("NullAway.Init") // set before each test
class AdmissionTallyTest {

    private static final String WORLD =
            """
            {'pops':[{'name':'Berlin','ports':9}],
             'providers':[
               {'name':'North','homeServers':[{'address':'198.51.100.1','authPort':1812,'acctPort':1813,'secret':'s'}],
                'contract':{'virtualIdentifier':'v-north','virtualPassword':'p','ports':3}}]}
            """;

    private final TestDatabase database = new TestDatabase();
    private AdmissionTally tally;
    private long contract;
    private long pop;

    @BeforeEach
    void configure() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
        try (EntityManager entities = database.factory().createEntityManager()) {
            DirectoryCache cache = new DirectoryCache(entities);
            cache.refresh();
            Directory directory = cache.current();
            contract = directory.contracts().iterator().next().id();
            pop = directory.pops().iterator().next().id();
            tally = new AdmissionTally(cache);
        }
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private void admitted(long ofContract, long at, int times) {
        tally.count(
                new AdmissionsDecided(
                        Map.of(new Admissions.Kind(ofContract, at, false), times), Map.of()));
    }

    private void refused(long ofContract, RefusalReason reason) {
        tally.count(
                new AdmissionsDecided(
                        Map.of(), Map.of(new Refusals.Cause(ofContract, pop, reason), 1)));
    }

    @Test
    void batchesAddUpByName() {
        admitted(contract, pop, 2);
        admitted(contract, pop, 1);
        admitted(Refusals.NOBODY, pop, 1);
        refused(contract, RefusalReason.NO_FREE_PORT);
        refused(Refusals.NOBODY, RefusalReason.UNKNOWN_REALM);

        assertThat(tally.admitted())
                .containsExactlyInAnyOrder(
                        new Counted<>("North", "Berlin", false, 3),
                        new Counted<>("", "Berlin", false, 1));
        assertThat(tally.refused())
                .containsExactlyInAnyOrder(
                        new Counted<>("North", "Berlin", RefusalReason.NO_FREE_PORT, 1),
                        new Counted<>("", "Berlin", RefusalReason.UNKNOWN_REALM, 1));
    }

    @Test
    void whatIsNotConfiguredAnyMoreIsNotTold() {
        admitted(contract + 1_000, pop, 1);
        admitted(contract, pop + 1_000, 1);

        assertThat(tally.admitted()).isEmpty();
    }

    @Test
    void soManyKindsAreToldApartAndTheRestUnderOneName() {
        for (int i = 0; i < AdmissionTally.MOST_KINDS; i++) {
            admitted(contract, pop + 1_000 + i, 1);
        }

        admitted(contract, pop, 1);
        admitted(contract, pop, 1);

        assertThat(tally.admitted())
                .containsExactly(
                        new Counted<>(AdmissionTally.OTHERS, AdmissionTally.OTHERS, false, 2));
    }
}
