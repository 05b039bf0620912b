package org.portlease.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLING_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.NAS_IDENTIFIER;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import org.junit.jupiter.api.Test;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** What a request says of a session, against what is known of one (RFC 5176 section 3). */
class SessionIdentityTest {

    private final Packet known =
            packet(Code.ACCOUNTING_REQUEST)
                    .addText(USER_NAME, "bob")
                    .addText(ACCT_SESSION_ID, "one")
                    .addText(NAS_IDENTIFIER, "nas");

    @Test
    void allThatIsSaidMustBeSo() {
        assertThat(means(request().addText(ACCT_SESSION_ID, "one"))).isTrue();
        assertThat(means(request().addText(ACCT_SESSION_ID, "one").addText(USER_NAME, "al")))
                .isFalse();
        assertThat(means(request().addText(USER_NAME, "bob").addText(NAS_IDENTIFIER, "other")))
                .isFalse();
    }

    @Test
    void whatIsNotKnownMayBeAnothers() {
        assertThat(means(request().addText(CALLING_STATION_ID, "555"))).isFalse();
        assertThat(means(request().addText(USER_NAME, "bob").addText(CALLING_STATION_ID, "555")))
                .isFalse();
    }

    @Test
    void anUnknownPortNeitherMakesNorBreaksIt() {
        assertThat(means(request().addNumber(NAS_PORT, 7))).isFalse();
        assertThat(means(request().addText(USER_NAME, "bob").addNumber(NAS_PORT, 7))).isTrue();
    }

    @Test
    void aSessionWhoseIdIsNotKnownIsNotTheOneOfThatId() {
        Packet unnamed = packet(Code.ACCOUNTING_REQUEST).addText(USER_NAME, "bob");
        Packet request = request().addText(USER_NAME, "bob").addText(ACCT_SESSION_ID, "one");

        assertThat(new SessionIdentity(request).matches(unnamed)).isFalse();
    }

    @Test
    void aNasAloneIsNoSession() {
        Packet request = request().addText(NAS_IDENTIFIER, "nas");

        assertThat(new SessionIdentity(request).isTelling()).isFalse();
        assertThat(means(request)).isFalse();
    }

    private boolean means(Packet request) {
        return new SessionIdentity(request).matches(known);
    }

    private static Packet request() {
        return packet(Code.DISCONNECT_REQUEST);
    }

    private static Packet packet(Code code) {
        return Packet.of(code);
    }
}
