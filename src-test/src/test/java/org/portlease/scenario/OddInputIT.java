package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.world.Csp;

/** Rightly signed and yet odd: what a NAS with a fault, or a subscriber with an idea, may send. */
class OddInputIT extends StandardScenario {

    private static final int ACCT_INPUT_GIGAWORDS = 52;
    private static final int ACCT_OUTPUT_GIGAWORDS = 53;
    private static final int EVENT_TIMESTAMP = 55;

    @Test
    void anAcctSessionIdThatIsNoTextIsRecorded() {
        Csp csp = csp(4);
        for (byte[] id :
                new byte[][] {
                    {0, 1, 2, 0},
                    {(byte) 0xC3, 0x28, (byte) 0xFF},
                    new byte[253],
                    {'\'', ';', '-', '-'}
                }) {
            Draft start =
                    Draft.of(Wire.ACCOUNTING_REQUEST)
                            .with(Wire.ACCT_STATUS_TYPE, Wire.START)
                            .with(Wire.ACCT_SESSION_ID, id)
                            .with(Wire.USER_NAME, csp.subscriber("bob"));
            assertRecorded(nas.send(start).reply());
        }
        assertThat(database.leases(csp.name(), "ACTIVE")).isEqualTo(4);
    }

    @Test
    void countersBeyondEverySizeAreRecorded() {
        Csp csp = csp(4);
        Session bob = started(csp);

        Draft stop =
                bob.stop(-1) // 4294967295 seconds
                        .with(ACCT_INPUT_GIGAWORDS, -1)
                        .with(ACCT_OUTPUT_GIGAWORDS, -1);

        assertRecorded(nas.send(stop).reply());
        assertThat(database.usages(csp.name())).isEqualTo(1);
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void timesThatCannotBeAreRecorded() {
        Csp csp = csp(8);
        for (int time : new int[] {0, 1, Integer.MAX_VALUE, -1}) {
            Session bob = admitted(csp);
            Draft start = bob.start().with(Wire.ACCT_DELAY_TIME, time).with(EVENT_TIMESTAMP, time);
            assertRecorded(nas.send(start).reply());
            assertRecorded(nas.send(bob.stop(5).with(Wire.ACCT_DELAY_TIME, time)).reply());
        }
        assertThat(database.usages(csp.name())).isEqualTo(4);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(20);
    }

    @Test
    void aRequestWithoutANameIsRejected() {
        assertRejected(nas.send(Draft.of(Wire.ACCESS_REQUEST).pap("x")).reply());
        assertRejected(nas.send(Draft.accessRequest("").pap("x")).reply());
        assertRejected(nas.send(Draft.accessRequest("@").pap("x")).reply());
        assertRejected(nas.send(Draft.accessRequest("\0@\0").pap("x")).reply());
        assertRejected(nas.send(Draft.accessRequest("al\0ice@msp.example").pap("x")).reply());
    }

    @Test
    void accountingWithoutANameOrASessionIsAnswered() {
        Draft nameless = Draft.of(Wire.ACCOUNTING_REQUEST).with(Wire.ACCT_STATUS_TYPE, Wire.START);
        assertRecorded(nas.send(nameless.with(Wire.NAS_PORT, 7)).reply());
    }

    @Test
    void aNasThatStartsAgainIsAcknowledged() {
        Draft on =
                Draft.accountingRequest(Wire.ACCOUNTING_ON, "00000000")
                        .with(Wire.NAS_IDENTIFIER, "nas-of-the-tests");

        assertRecorded(nas.send(on).reply());
    }

    @Test
    void aPacketOfFullSizeIsAnsweredThoughNothingFitsInAnyMore() {
        Csp csp = csp(4);
        Draft draft = bob(csp).access();
        while (nas.encode(draft).length + 255 <= 4096) {
            draft.with(222, new byte[253]);
        }
        int room = 4096 - nas.encode(draft).length;
        if (room > 2) {
            draft.with(222, new byte[room - 2]);
        }
        assertThat(nas.encode(draft)).hasSize(4096);

        nas.send(draft).reply();

        assertThat(database.leases(csp.name(), "RESERVED")).isZero();
    }

    @Test
    void attributesOfWrongLengthDoNotStopTheConversation() {
        Csp csp = csp(50);
        for (int type :
                new int[] {
                    Wire.NAS_IP_ADDRESS,
                    Wire.NAS_PORT,
                    Wire.STATE,
                    Wire.CLASS,
                    Wire.VENDOR_SPECIFIC,
                    Wire.CALLED_STATION_ID,
                    Wire.CALLING_STATION_ID,
                    Wire.CHARGEABLE_USER_IDENTITY,
                    EVENT_TIMESTAMP
                }) {
            for (int length : new int[] {0, 1, 3, 5, 253}) {
                Draft draft =
                        Draft.accessRequest(csp.subscriber("bob"))
                                .with(type, new byte[length])
                                .pap("bob-secret");
                nas.send(draft).reply();
            }
        }
    }

    @Test
    void everyRequestThatIsRightlySignedIsAnswered() {
        Csp csp = csp(100_000);
        Random random = new Random(2866);
        for (int i = 0; i < 400; i++) {
            boolean access = random.nextBoolean();
            Draft draft =
                    access
                            ? Draft.accessRequest(csp.subscriber("bob")).pap("bob-secret")
                            : Draft.of(Wire.ACCOUNTING_REQUEST)
                                    .with(Wire.USER_NAME, csp.subscriber("bob"))
                                    .with(Wire.ACCT_STATUS_TYPE, 1 + random.nextInt(9));
            for (int more = random.nextInt(12); more > 0; more--) {
                draft.with(odd(random));
            }
            try {
                nas.send(draft).reply();
            } catch (AssertionError e) {
                throw new AssertionError("request " + i, e);
            }
        }
        assertThat(world.a().counters().keySet()).noneMatch(name -> name.contains("fault-"));
    }

    private static WireAttribute odd(Random random) {
        int type;
        do {
            type = 3 + random.nextInt(253);
        } while (type == Wire.EAP_MESSAGE || type == Wire.MESSAGE_AUTHENTICATOR);
        byte[] value = new byte[random.nextInt(random.nextBoolean() ? 8 : 60)];
        if (random.nextBoolean()) {
            random.nextBytes(value);
        } else {
            Arrays.fill(value, (byte) random.nextInt(256));
        }
        return WireAttribute.of(type, value);
    }
}
