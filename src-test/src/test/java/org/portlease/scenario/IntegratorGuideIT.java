package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertAccepted;
import static org.portlease.scenario.StandardScenario.assertRecorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.world.Await;
import org.portlease.test.world.BillingOffice;
import org.portlease.test.world.GuideShell;
import org.portlease.test.world.Site;
import org.portlease.test.world.User;

/** The integrator's page, as it stands: from a new client provider to its paid invoice. */
@Tag("interop") // curl and jq, of Debian's packages
class IntegratorGuideIT extends LifeScenario {

    private static final String SUBSCRIBER = "bob@acme.example";
    private static final String SUBSCRIBERS_PASSWORD = "bob-secret";
    private static final Duration DELIVERY = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void aNewClientProvidersSubscriberConnectsAndWhatItOwesIsInvoicedAndPaid() throws IOException {
        Site site = site(Site.Kind.USUAL);
        BillingOffice office = new BillingOffice();
        try (TestHomeServer home = new TestHomeServer("127.2.250.1", "what-acme-and-we-know");
                GuideShell guide = guide(site, home, office)) {
            home.knows(SUBSCRIBER, SUBSCRIBERS_PASSWORD);
            guide.run("Before you begin");
            guide.run("A client provider");

            Session bob = Session.of(SUBSCRIBER, SUBSCRIBERS_PASSWORD);
            bob = bob.accepted(site.nas().send(bob.access()).reply());
            assertRecorded(site.nas().send(bob.start()).reply());
            guide.run("Its subscriber connects");
            pass(600);
            assertRecorded(site.nas().send(bob.stop(600)).reply());
            guide.run("He hangs up");

            clock.advanceTo(
                    clock.now()
                            .atZone(ZoneOffset.UTC)
                            .truncatedTo(ChronoUnit.DAYS)
                            .withDayOfMonth(1)
                            .plusMonths(1)
                            .toInstant());
            guide.run("The month is over");
            assertThat(Files.readString(directory.resolve("invoice.xml")))
                    .contains("urn:oasis:names:specification:ubl:schema:xsd:Invoice-2")
                    .contains("Acme Telecom GmbH", "12.50");
            assertThat(Files.readString(directory.resolve("sessions.csv"))).contains(bob.id());
            Await.until("the webhook's events", DELIVERY, () -> office.events("Acme").size() == 3);

            guide.run("To change something");
            Session again = Session.of(SUBSCRIBER, SUBSCRIBERS_PASSWORD);
            assertAccepted(site.nas().send(again.access()).reply());
            guide.run("Long lists");
        }
    }

    private GuideShell guide(Site site, TestHomeServer home, BillingOffice office)
            throws IOException {
        Path login = directory.resolve("netrc");
        Files.writeString(
                login,
                "machine localhost login "
                        + User.INTEGRATOR.name()
                        + " password "
                        + User.INTEGRATOR.password()
                        + "\n");
        return new GuideShell(
                "integrator-guide.md",
                directory,
                Map.of(
                        "PORTLEASE", "https://localhost:" + world.a().securePort() + "/api/v1",
                        "CA_FILE", world.a().certificate(directory).toString(),
                        "NETRC_FILE", login.toString(),
                        "HOME_SERVER", home.address(),
                        "HOME_AUTH_PORT", Integer.toString(home.authPort()),
                        "HOME_ACCT_PORT", Integer.toString(home.acctPort()),
                        "HOME_SECRET", home.secret(),
                        "NAS", site.nasName(),
                        "BILLING_URL", office.url(),
                        "BILLING_SECRET", BillingOffice.SECRET));
    }
}
