package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.NasControl;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;
import org.portlease.test.world.FreeRadius;
import org.portlease.test.world.StandardWorld;

/**
 * Portlease between independent peers: FreeRADIUS's clients in front of it, FreeRADIUS behind it.
 * Without Debian's packages freeradius and freeradius-utils these tests fail.
 */
@Tag("interop")
@SuppressWarnings("NullAway.Init") // set before each test
class InteropIT extends StandardScenario {

    private static final AtomicInteger SESSION = new AtomicInteger();

    private Csp csp;
    private FreeRadius freeRadius;
    private String sessionId;

    @BeforeEach
    void startFreeRadius() throws IOException {
        csp = csp(4);
        sessionId = "interop-" + SESSION.incrementAndGet();
        freeRadius = new FreeRadius(csp.homeServer().secret());
        database.configure(
                "update home_server set auth_port = ?, acct_port = ?,"
                        // Debian's version signs no answer but those to EAP
                        + " message_authenticator = 'OPTIONAL' where provider_id ="
                        + " (select id from provider where name = ?)",
                freeRadius.authPort(),
                freeRadius.acctPort(),
                csp.name());
        Await.until("requests to reach freeradius", this::isFreeRadiusAsked);
    }

    private boolean isFreeRadiusAsked() {
        nas.send(Session.of(csp.subscriber("nobody"), "wrong").access()).reply();
        return freeRadius.output().contains("Login incorrect");
    }

    @AfterEach
    void stopFreeRadius() {
        freeRadius.close();
    }

    @Test
    void radclientIsLetInWithPapByFreeradius() throws IOException {
        String printed = radclient("auth", access() + ",User-Password=bob-secret");

        assertThat(printed).contains("Received Access-Accept", "welcome from freeradius");
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(1);
    }

    @Test
    void radclientIsRejectedByFreeradius() throws IOException {
        String printed = radclient("auth", access() + ",User-Password=wrong");

        assertThat(printed).contains("Received Access-Reject");
        assertThat(database.leases(csp.name())).isZero();
    }

    @Test
    void radclientIsLetInWithChapByFreeradius() throws IOException {
        String printed = radclient("auth", access() + ",CHAP-Password=bob-secret");

        assertThat(printed).contains("Received Access-Accept", "welcome from freeradius");
    }

    @Test
    void radclientIsLetInWithMsChapByFreeradius() throws IOException {
        String printed = radclient("auth", access() + ",MS-CHAP-Password=bob-secret");

        assertThat(printed).contains("Received Access-Accept", "welcome from freeradius");
    }

    @Test
    void radclientsSessionIsAccountedByFreeradiusAndByUs() throws IOException {
        String accepted = radclient("auth", access() + ",User-Password=bob-secret");
        assertThat(accepted).contains("Received Access-Accept");
        String session = "User-Name=" + csp.subscriber("bob") + ",Acct-Session-Id=" + sessionId;

        String started = radclient("acct", session + ",Acct-Status-Type=Start");
        String stopped = radclient("acct", session + ",Acct-Status-Type=Stop,Acct-Session-Time=77");

        assertThat(started).contains("Received Accounting-Response");
        assertThat(stopped).contains("Received Accounting-Response");
        assertThat(database.usages(csp.name())).isEqualTo(1);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(77);
    }

    @Test
    void radclientIsLetInAsAnOwnSubscriber() throws IOException {
        String printed =
                radclient(
                        "auth",
                        "User-Name=alice@msp.example,User-Password=alice-secret"
                                + ",Message-Authenticator=0x00");

        assertThat(printed).contains("Received Access-Accept");
    }

    @Test
    void anEapMd5ConversationOfRadeapclientPassesToFreeradius() throws IOException {
        String name = csp.subscriber("bob");
        String attributes =
                String.join(
                        "\n",
                        "User-Name = \"" + name + '"',
                        "Cleartext-Password = \"bob-secret\"",
                        "EAP-Code = Response",
                        "EAP-Id = 210",
                        "EAP-Type-Identity = \"" + name + '"',
                        "Acct-Session-Id = \"" + sessionId + '"',
                        "Message-Authenticator = 0x00",
                        "");

        String printed = FreeRadius.client(attributes, command("radeapclient", "auth"));

        assertThat(printed).contains("Received Access-Challenge", "Received Access-Accept");
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(1);
    }

    @Test
    void radclientDisconnectsASessionOfItsProviders() throws IOException {
        authorize(true);
        database.configure(
                "update nas set authorization_port = ? where name = 'Central NAS'",
                world.a().controlPort());
        String session = "User-Name=" + csp.subscriber("bob") + ",Acct-Session-Id=" + sessionId;
        assertThat(radclient("auth", access() + ",User-Password=bob-secret"))
                .contains("Received Access-Accept");
        assertThat(radclient("acct", session + ",Acct-Status-Type=Start"))
                .contains("Received Accounting-Response");

        try (NasControl control = nas.control(world.a().controlPort())) {
            String another = "User-Name=" + csp.subscriber("bob") + ",Acct-Session-Id=another";
            assertThat(authorization("disconnect", session)).contains("Received Disconnect-ACK");
            assertThat(authorization("coa", session + ",Session-Timeout=900"))
                    .contains("Received CoA-ACK");
            assertThat(authorization("disconnect", another))
                    .contains("Received Disconnect-NAK", "Session-Context-Not-Found");

            assertThat(control.requests(Wire.DISCONNECT_REQUEST, sessionId)).hasSize(1);
            assertThat(control.requests(Wire.COA_REQUEST, sessionId)).hasSize(1);
        } finally {
            // servers of several owners at one address may not
            authorize(false);
        }
    }

    private void authorize(boolean may) {
        database.configure(
                "update home_server set authorizes = ? where provider_id ="
                        + " (select id from provider where name = ?)",
                may,
                csp.name());
    }

    /** As the client provider's server, again and again until it is known as one that may. */
    private String authorization(String kind, String attributes) throws IOException {
        return FreeRadius.client(
                attributes + "\n",
                List.of(
                        "radclient",
                        "-x",
                        "-r",
                        "10",
                        "-t",
                        "1",
                        "127.0.0.1:" + world.a().coaPort(),
                        kind,
                        csp.homeServer().secret()));
    }

    private String access() {
        return "User-Name=" + csp.subscriber("bob") + ",Acct-Session-Id=" + sessionId;
    }

    private String radclient(String kind, String attributes) throws IOException {
        return FreeRadius.client(attributes + "\n", command("radclient", kind));
    }

    private List<String> command(String program, String kind) {
        int port = kind.equals("auth") ? world.a().authPort() : world.a().acctPort();
        return List.of(
                program,
                "-x",
                "-r",
                "1",
                "-t",
                "10",
                "127.0.0.1:" + port,
                kind,
                StandardWorld.NAS_SECRET);
    }
}
