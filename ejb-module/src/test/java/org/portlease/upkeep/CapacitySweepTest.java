package org.portlease.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

class CapacitySweepTest {

    private static final String WORLD =
            """
            {'pops':[{'name':'P','ports':9}],
             'nases':[{'name':'N','pop':'P','network':'192.0.2.1','secret':'s'}],
             'providers':[
               {'name':'North','contract':{'virtualIdentifier':'v','virtualPassword':'p','ports':3,
                'shares':[{'pop':'P','ports':2}]}}]}
            """;

    private final TestDatabase database = new TestDatabase();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private static List<Long> rows(EntityManager entities) {
        return entities.createQuery("select k.id from Capacity k order by k.id", Long.class)
                .getResultList();
    }

    private static void sql(EntityManager entities, String sql) {
        entities.createNativeQuery(sql).executeUpdate();
    }

    @Test
    void theRowOfAShareThatWasTakenAwayGoesAtTheSecondLookAndNoOtherOne() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
        database.run(
                entities -> {
                    CapacitySweep sweep = new CapacitySweep(entities);
                    sweep.look();
                    sweep.look();
                    List<Long> all = rows(entities);
                    assertThat(all).as("a POP's, a contract's and a share's").hasSize(3);
                    long share =
                            entities.createQuery("select s.capacityId from PopShare s", Long.class)
                                    .getSingleResult();
                    sql(
                            entities,
                            "insert into port_peak values"
                                    + " ("
                                    + share
                                    + ", timestamp with time zone '2026-04-15 08:00:00+00', 1, 1)");
                    sql(entities, "delete from pop_share");

                    sweep.look();
                    assertThat(rows(entities)).as("a node may count there still").isEqualTo(all);
                    sweep.look();
                    assertThat(rows(entities)).hasSize(2).doesNotContain(share);
                });
    }
}
