package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.LifeWorld;
import org.portlease.test.world.Site;

/** More requests than a share, a burst or a point of presence has room for, at two servers. */
class CapacityRaceIT extends LifeScenario {

    private static final int REQUESTS = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RepeatedTest(2)
    void exactlyTheShareIsAdmittedHoweverManyAskAtOnce() {
        Site site = site(Site.Kind.SHARED);
        Csp csp = csp(ContractKind.SHARING);

        assertThat(accepted(ask(site, csp))).isEqualTo(LifeWorld.SHARE);

        assertThat(database.inUse(csp.name())).isEqualTo(LifeWorld.SHARE);
        assertThat(database.inUseAtPop(site.pop())).isEqualTo(LifeWorld.SHARE);
    }

    @RepeatedTest(2)
    void exactlyTheShareAndTheBurstAreAdmitted() {
        Site site = site(Site.Kind.SHARED);
        Csp csp = csp(ContractKind.SHARING_AND_BURSTING);

        assertThat(accepted(ask(site, csp))).isEqualTo(LifeWorld.SHARE + 20);

        assertThat(
                        database.number(
                                "select count(*) from lease l join contract c"
                                        + " on c.id = l.contract_id join provider p"
                                        + " on p.id = c.provider_id where p.name = ? and l.burst",
                                csp.name()))
                .isEqualTo(20);
    }

    @RepeatedTest(2)
    void twoProvidersThatBurstFillThePopAndLeaveItsReserve() {
        Site site = site(Site.Kind.RESERVE);
        Csp one = csp(ContractKind.BURSTING);
        Csp two = csp(ContractKind.BURSTING);

        List<Exchange> exchanges = ask(site, one);
        exchanges.addAll(ask(site, two));

        assertThat(accepted(exchanges)).isEqualTo(3);
        assertThat(database.inUse(one.name()) + database.inUse(two.name())).isEqualTo(3);
        assertThat(database.inUseAtPop(site.pop())).isEqualTo(3);
        started(site.nas(), alice());
    }

    private static List<Exchange> ask(Site site, Csp csp) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            exchanges.add((i % 2 == 0 ? site.nas() : site.nasAtB()).send(bob(csp).access()));
        }
        return exchanges;
    }

    private static long accepted(List<Exchange> exchanges) {
        return exchanges.stream()
                .filter(e -> e.insist(PATIENCE).code() == Wire.ACCESS_ACCEPT)
                .count();
    }
}
