package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;

/** Whose subscriber it is: by realm, then by called number, then by NAS. */
class IdentificationIT extends StandardScenario {

    @Test
    void theRealmIsLookedUpInLowerCaseAndForwardedAsItCame() {
        Csp csp = csp(4);
        String name = "bob@" + csp.realm().toUpperCase(Locale.ROOT);
        csp.homeServer().knows(name, "bob-secret");

        assertAccepted(nas.send(Session.of(name, "bob-secret").access()).reply());

        assertThat(csp.homeServer().accessRequests().get(0).user()).isEqualTo(name);
    }

    @Test
    void withoutAKnownRealmTheCalledNumberDecidesHoweverItIsWritten() {
        Csp csp = world.called();
        csp.homeServer().knows("guest", "guest-secret");
        long before = csp.homeServer().accessRequests().size();

        for (String number :
                new String[] {"+49 30 5555-0100", "493055550100", "0049 (30) 55550100"}) {
            Session guest = Session.of("guest", "guest-secret");
            Draft request = guest.access().with(Wire.CALLED_STATION_ID, number);
            assertAccepted(nas.send(request).reply());
        }

        assertThat(csp.homeServer().accessRequests()).hasSize((int) before + 3);
    }

    @Test
    void theRealmGoesBeforeTheCalledNumber() {
        Csp csp = csp(4);
        long called = world.called().homeServer().accessRequests().size();

        Draft request = bob(csp).access().with(Wire.CALLED_STATION_ID, "+493055550100");

        assertAccepted(nas.send(request).reply());
        assertThat(csp.homeServer().accessRequests()).hasSize(1);
        assertThat(world.called().homeServer().accessRequests()).hasSize((int) called);
    }

    @Test
    void withoutRealmAndKnownNumberTheNasDecides() {
        Csp csp = world.atNas();
        csp.homeServer().knows("tenant", "tenant-secret");
        Draft request =
                Draft.accessRequest("tenant")
                        .with(Wire.NAS_IDENTIFIER, "nas-of-a-tenant")
                        .with(Wire.CALLED_STATION_ID, "+4940999")
                        .pap("tenant-secret");

        assertAccepted(nas.send(request).reply());

        assertThat(csp.homeServer().accessRequests()).hasSize(1);
    }

    @Test
    void anOperatorChangesTheOrder() {
        Csp csp = csp(1000);
        Csp called = world.called();
        called.homeServer().knows(csp.subscriber("bob"), "bob-secret");
        try {
            order("CALLED_NUMBER,REALM,NAS,DEFAULT");
            Await.until("the number goes first", () -> isAsked(called, csp));
        } finally {
            order("REALM,CALLED_NUMBER,NAS,DEFAULT");
            Await.until("the realm goes first again", () -> isAsked(csp, csp));
        }
    }

    private void order(String kinds) {
        database.configure("update installation set identification_order = ?", kinds);
    }

    /** Whether a request with the realm of one and the number of the other reaches that CSP. */
    private boolean isAsked(Csp asked, Csp ofRealm) {
        int before = asked.homeServer().accessRequests().size();
        Draft request = bob(ofRealm).access().with(Wire.CALLED_STATION_ID, "+493055550100");
        nas.send(request).reply();
        return asked.homeServer().accessRequests().size() > before;
    }
}
