package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.test.wire.Session;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;
import org.portlease.test.world.FreeRadius;
import org.portlease.test.world.StandardWorld;

/**
 * A subscriber's device (eapol_test of wpa_supplicant) talks through us, in a TLS tunnel that we
 * cannot look into, with the home server of a client provider that has two (FreeRADIUS). Without
 * Debian's packages eapoltest and freeradius these tests fail.
 */
@Tag("interop")
@SuppressWarnings("NullAway.Init") // set before each test
class TunnelledEapIT extends StandardScenario {

    private static final int MANY_ROUNDS = 8;
    private static final AtomicInteger DEVICE = new AtomicInteger();

    @TempDir private Path directory;
    private Csp csp;
    private FreeRadius first;
    private FreeRadius second;

    @BeforeEach
    void startFreeRadius() throws IOException {
        csp = world.pair();
        first = new FreeRadius(csp.homeServer().secret());
        second = new FreeRadius(csp.standIn().secret());
        // of one port: had a round taken a second lease, it would have been refused
        database.setPorts(csp.name(), 1);
        place(first, 1);
        place(second, 2);
        // equals from here on: each new conversation may go to either
        database.configure("update home_server set priority = 1 where provider_id = " + provider());
        Await.until("requests to reach freeradius", this::isFreeRadiusAsked);
    }

    private void place(FreeRadius server, int priority) {
        database.configure(
                "update home_server set auth_port = ?, acct_port = ?, timeout_ms = 4000,"
                        + " message_authenticator = 'OPTIONAL' where priority = ?"
                        + " and provider_id = "
                        + provider(),
                server.authPort(),
                server.acctPort(),
                priority);
    }

    private long provider() {
        return database.number("select id from provider where name = ?", csp.name());
    }

    private boolean isFreeRadiusAsked() {
        nas.send(Session.of(csp.subscriber("nobody"), "wrong").access()).reply();
        return Stream.of(first, second).anyMatch(each -> each.output().contains("incorrect"));
    }

    @AfterEach
    void stopFreeRadius() {
        first.close();
        second.close();
    }

    @ParameterizedTest
    @CsvSource({"TTLS, PAP", "TTLS, MSCHAPV2", "PEAP, MSCHAPV2"})
    void aTunnelThroughUsHoldsOneLeaseAndLeadsToOneHomeServer(String method, String inner)
            throws IOException {
        long refused = refused();

        String printed = eapolTest(method, inner, "bob-secret");

        assertThat(printed).contains("MPPE keys OK: 1  mismatch: 0").endsWith("SUCCESS\n");
        assertThat(printed.split("code=11 ", -1)).hasSizeGreaterThan(MANY_ROUNDS);
        assertThat(logins(first) + logins(second)).isEqualTo(1);
        assertThat(database.leases(csp.name())).isEqualTo(1);
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(1);
        assertThat(refused()).isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource({"TTLS, PAP", "PEAP, MSCHAPV2"})
    void aWrongPasswordInTheTunnelGivesThePortBack(String method, String inner) throws IOException {
        String printed = eapolTest(method, inner, "wrong");

        assertThat(printed).contains("code=3 (Access-Reject)").endsWith("FAILURE\n");
        assertThat(database.leases(csp.name())).isZero();
        assertThat(database.inUse(csp.name())).isZero();
    }

    /** Refusals of ours; not those of the home servers. */
    private long refused() {
        return database.refusals(csp.name(), "NO_FREE_PORT");
    }

    /** How many conversations the server has finished; what is in their tunnels it logs as well. */
    private static long logins(FreeRadius server) {
        return server.output()
                .lines()
                .filter(line -> line.contains("Login OK") && !line.contains("via TLS tunnel"))
                .count();
    }

    private String eapolTest(String method, String inner, String password) throws IOException {
        Path trusted = directory.resolve("trusted.pem");
        Files.writeString(
                trusted,
                Files.readString(first.certificate()) + Files.readString(second.certificate()));
        Path configuration = directory.resolve("eapol_test.conf");
        Files.writeString(
                configuration,
                """
                network={
                    key_mgmt=WPA-EAP
                    eap=%s
                    phase2="auth=%s"
                    anonymous_identity="%s"
                    identity="%s"
                    password="%s"
                    ca_cert="%s"
                }
                """
                        .formatted(
                                method,
                                inner,
                                csp.subscriber("anonymous"),
                                csp.subscriber("bob"),
                                password,
                                trusted));
        return FreeRadius.client(
                "",
                List.of(
                        "eapol_test",
                        "-c",
                        configuration.toString(),
                        "-a",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(world.a().authPort()),
                        "-s",
                        StandardWorld.NAS_SECRET,
                        "-M",
                        "02:00:00:00:00:%02x".formatted(DEVICE.incrementAndGet()),
                        "-t",
                        "20"));
    }
}
