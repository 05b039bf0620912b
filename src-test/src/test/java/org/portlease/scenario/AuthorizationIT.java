package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Site;

/** A client provider ends or changes sessions (RFC 5176): its own, and nobody else's. */
@SuppressWarnings("NullAway.Init") // set before each test
class AuthorizationIT extends LifeScenario {

    private static final Duration WATCH = Duration.ofSeconds(2);

    private Site site;
    private Csp csp;

    @BeforeEach
    void enterSite() {
        site = site(Site.Kind.USUAL);
        csp = csp(ContractKind.USUAL);
    }

    private static Draft about(int code, Csp csp, Session session) {
        return Draft.of(code)
                .with(Wire.USER_NAME, csp.subscriber("bob"))
                .with(Wire.ACCT_SESSION_ID, session.id());
    }

    private Exchange disconnect(Csp asker, Csp owner, Session session) {
        return asker.homeServer()
                .authorize(world.a().coaPort(), about(Wire.DISCONNECT_REQUEST, owner, session));
    }

    @Test
    void aProviderMayDisconnectItsOwnSession() {
        Session bob = started(site, csp);

        WirePacket answer = disconnect(csp, csp, bob).reply();

        assertThat(answer.code()).isEqualTo(Wire.DISCONNECT_ACK);
        assertThat(site.control().requests(Wire.DISCONNECT_REQUEST, bob.id())).hasSize(1);
    }

    @Test
    void theOtherServerRelaysItToo() {
        Session bob = started(site, csp);

        WirePacket answer =
                csp.homeServer()
                        .authorize(world.b().coaPort(), about(Wire.DISCONNECT_REQUEST, csp, bob))
                        .reply();

        assertThat(answer.code()).isEqualTo(Wire.DISCONNECT_ACK);
        assertThat(site.control().requests(Wire.DISCONNECT_REQUEST, bob.id())).hasSize(1);
    }

    @Test
    void whatTheNasRefusesIsRefusedWithItsReason() {
        site.control().onRequest(r -> Answer.refused(r.packet(), Wire.SESSION_CONTEXT_NOT_FOUND));
        Session bob = started(site, csp);

        WirePacket answer = disconnect(csp, csp, bob).reply();

        assertThat(answer.code()).isEqualTo(Wire.DISCONNECT_NAK);
        assertThat(answer.number(Wire.ERROR_CAUSE)).isEqualTo(Wire.SESSION_CONTEXT_NOT_FOUND);
    }

    @Test
    void aChangeReachesTheNasWithWhatItChanges() {
        Session bob = started(site, csp);

        WirePacket answer =
                csp.homeServer()
                        .authorize(
                                world.a().coaPort(),
                                about(Wire.COA_REQUEST, csp, bob).sessionTimeout(900))
                        .reply();

        assertThat(answer.code()).isEqualTo(Wire.COA_ACK);
        Received request = site.control().requests(Wire.COA_REQUEST, bob.id()).get(0);
        assertThat(request.packet().number(Wire.SESSION_TIMEOUT)).isEqualTo(900);
    }

    @Test
    void aChangeOfWhatAProviderMayNotTouchIsRefusedAsAWhole() {
        Session bob = started(site, csp);

        WirePacket answer =
                csp.homeServer()
                        .authorize(
                                world.a().coaPort(),
                                about(Wire.COA_REQUEST, csp, bob)
                                        .sessionTimeout(900)
                                        .with(Wire.FILTER_ID, "open"))
                        .reply();

        assertThat(answer.code()).isEqualTo(Wire.COA_NAK);
        assertThat(answer.number(Wire.ERROR_CAUSE)).isEqualTo(Wire.UNSUPPORTED_ATTRIBUTE);
        assertThat(site.control().datagrams()).isEmpty();
    }

    @Test
    void anotherProvidersSessionIsOutOfReach() {
        Csp stranger = csp(ContractKind.USUAL);
        Session bob = started(site, csp);
        Session own = started(site, stranger);

        Exchange attempt = disconnect(stranger, csp, bob);

        // its own goes through meanwhile, so the other one would have, too
        assertThat(disconnect(stranger, stranger, own).reply().code())
                .isEqualTo(Wire.DISCONNECT_ACK);
        assertThat(site.control().requests(Wire.DISCONNECT_REQUEST, bob.id())).isEmpty();
        assertNotObeyed(attempt);
        assertThat(isOpen(bob)).isTrue();
    }

    private static void assertNotObeyed(Exchange attempt) {
        if (attempt.isAnswered()) {
            assertThat(attempt.reply().code()).isEqualTo(Wire.DISCONNECT_NAK);
        } else {
            attempt.staysUnanswered(WATCH);
        }
    }

    @Test
    void aSessionThatNobodyHasIsRefused() {
        Session never = bob(csp);

        Exchange attempt = disconnect(csp, csp, never);

        assertThat(attempt.reply().code()).isEqualTo(Wire.DISCONNECT_NAK);
        assertThat(attempt.reply().number(Wire.ERROR_CAUSE))
                .isEqualTo(Wire.SESSION_CONTEXT_NOT_FOUND);
        assertThat(site.control().datagrams()).isEmpty();
    }
}
