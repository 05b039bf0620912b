package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.MsChapV2;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.Csp;
import org.portlease.test.world.DatabaseDump;
import org.portlease.test.world.PortleaseServer;
import org.portlease.test.world.StandardWorld;

/**
 * Who a client provider's subscribers are stays with the client provider; what is secret stays out
 * of the logs. Both servers log at TRACE here.
 */
class PrivacyIT extends StandardScenario {

    private static final String NAME = "zaphod.beeblebrox";
    private static final String PASSWORD = "heart-of-gold-1979";
    private static final String WRONG_PASSWORD = "total-perspective-vortex";
    private static final String OTHER_IDENTITY = "president-of-the-galaxy";

    @Test
    void noTableAndNoLogHoldsACspsSubscriberInAnyForm() throws IOException, SQLException {
        Csp csp = csp(20);
        live(csp);

        DatabaseDump dump = DatabaseDump.of(database);
        assertThat(dump.contains(csp.name().getBytes(StandardCharsets.UTF_8)))
                .as("the dump holds what it should hold")
                .isTrue();
        for (String secret :
                List.of(
                        NAME,
                        csp.subscriber(NAME),
                        PASSWORD,
                        WRONG_PASSWORD,
                        OTHER_IDENTITY,
                        "class of " + NAME)) {
            for (Trace trace : Trace.of(secret)) {
                assertThat(dump.contains(trace.octets())).as("%s in the database", trace).isFalse();
                assertNotLogged(trace);
            }
        }
    }

    @Test
    void noSecretIsLoggedAndNoneIsStoredInClear() throws IOException, SQLException {
        Csp csp = csp(20);
        live(csp);
        alice().accepted(nas.send(alice().access()).reply());
        nas.send(Session.of(csp.virtualIdentifier(), csp.virtualPassword()).access()).reply();

        DatabaseDump dump = DatabaseDump.of(database);
        for (String secret :
                List.of(
                        StandardWorld.NAS_SECRET,
                        csp.homeServer().secret(),
                        csp.virtualPassword(),
                        "alice-secret")) {
            for (Trace trace : Trace.of(secret)) {
                assertThat(dump.contains(trace.octets())).as("%s in the database", trace).isFalse();
                assertNotLogged(trace);
            }
        }
    }

    /** Everything that names a subscriber: sessions open, closed and refused, by every method. */
    private void live(Csp csp) {
        String name = csp.subscriber(NAME);
        csp.homeServer().knows(name, PASSWORD);
        Session closed = Session.of(name, PASSWORD);
        closed.accepted(
                nas.send(closed.access().with(Wire.CHARGEABLE_USER_IDENTITY, OTHER_IDENTITY))
                        .reply());
        assertRecorded(nas.send(closed.start()).reply());
        assertRecorded(nas.send(closed.interim(10)).reply());
        assertRecorded(nasAtB.send(closed.stop(20)).reply());
        Session open = Session.of(name, PASSWORD);
        open.accepted(nasAtB.send(open.ask().chap(PASSWORD)).reply());
        assertRecorded(nasAtB.send(open.start().with(Wire.CLASS, "class of " + NAME)).reply());
        Session.of(name, PASSWORD).accepted(nas.send(Session.of(name, PASSWORD).access()).reply());
        assertRejected(nas.send(Session.of(name, WRONG_PASSWORD).access()).reply());
        MsChapV2 handshake = new MsChapV2(name, PASSWORD);
        assertRejected(
                nas.send(
                                Session.of(name, "")
                                        .ask()
                                        .with(handshake.challenge())
                                        .with(handshake.response()))
                        .reply());
        assertRejected(nas.send(Session.of(NAME + "@nowhere.example", PASSWORD).access()).reply());
        nas.send(Session.of(name, PASSWORD).access().unsigned().with(Wire.PROXY_STATE, "x"));
    }

    private void assertNotLogged(Trace trace) throws IOException {
        for (PortleaseServer server : List.of(world.a(), world.b())) {
            assertThat(server.log()).contains("org.portlease");
            try (Stream<Path> files = Files.list(server.base().log().getParent())) {
                for (Path file : files.toList()) {
                    String log = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertThat(trace.isIn(log)).as("%s in %s", trace, file).isFalse();
                }
            }
        }
    }
}
