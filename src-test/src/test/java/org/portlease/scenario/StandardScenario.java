package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Database;
import org.portlease.test.world.SharedWorld;
import org.portlease.test.world.StandardWorld;

/** A scenario in the standard world, with a NAS at each of its two servers. */
@Tag(SharedWorld.STANDARD)
@SuppressWarnings("NullAway.Init") // set before each test
abstract class StandardScenario extends Scenario {

    StandardWorld world;
    Database database;
    TestNas nas;
    TestNas nasAtB;

    @BeforeEach
    void enterWorld() {
        world = StandardWorld.on(controller);
        database = world.database();
        nas = world.nas();
        nasAtB = world.nasAtB();
    }

    @AfterEach
    void leaveWorld() {
        for (TestNas each : Arrays.asList(nas, nasAtB)) {
            if (each != null) { // the world may not have started
                each.close();
            }
        }
    }

    /** A client provider of this scenario's own, whose server knows bob. */
    Csp csp(int ports) {
        Csp csp = world.csp(ports);
        csp.homeServer().knows(csp.subscriber("bob"), "bob-secret");
        return csp;
    }

    static Session bob(Csp csp) {
        return Session.of(csp.subscriber("bob"), "bob-secret");
    }

    static Session alice() {
        return Session.of("alice@" + StandardWorld.OWN_REALM, "alice-secret");
    }

    /** Bob's session, admitted. */
    Session admitted(Csp csp) {
        Session session = bob(csp);
        return session.accepted(nas.send(session.access()).reply());
    }

    /** Bob's session, admitted and started. */
    Session started(Csp csp) {
        Session session = admitted(csp);
        assertRecorded(nas.send(session.start()).reply());
        return session;
    }

    static void assertAccepted(WirePacket reply) {
        assertThat(reply.code()).as("code of %s", reply).isEqualTo(Wire.ACCESS_ACCEPT);
    }

    static void assertRejected(WirePacket reply) {
        assertThat(reply.code()).as("code of %s", reply).isEqualTo(Wire.ACCESS_REJECT);
    }

    static void assertRecorded(WirePacket reply) {
        assertThat(reply.code()).as("code of %s", reply).isEqualTo(Wire.ACCOUNTING_RESPONSE);
    }
}
