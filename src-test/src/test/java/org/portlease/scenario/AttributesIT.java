package org.portlease.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.SaltedSecret;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;
import org.portlease.test.world.StandardWorld;

/** What passes between a NAS and a client provider, what is added, and what keeps its secrets. */
@SuppressWarnings("NullAway.Init") // set before each test
class AttributesIT extends StandardScenario {

    private static final byte[] KEY = "a session key of 32 octets......".getBytes(US_ASCII);

    private Csp csp;

    @BeforeEach
    void takeCsp() {
        csp = csp(1000);
    }

    @Test
    void aProviderHandsTheNasNoFilterNoPoolAndNoTunnel() {
        csp.homeServer().onAccess(request -> generous());

        WirePacket accept = nas.send(bob(csp).access()).reply();

        assertAccepted(accept);
        assertThat(accept.text(Wire.REPLY_MESSAGE)).isEqualTo("welcome");
        assertThat(accept.has(Wire.FILTER_ID)).isFalse();
        assertThat(accept.has(Wire.FRAMED_POOL)).isFalse();
        assertThat(accept.has(Wire.TUNNEL_TYPE)).isFalse();
        assertThat(accept.has(Wire.SERVICE_TYPE)).isFalse();
        assertThat(accept.has(Wire.VENDOR_SPECIFIC)).isFalse();
    }

    @Test
    void whatTheOperatorAllowsReachesTheNas() {
        csp.homeServer().onAccess(request -> generous());

        rule("TO_NAS", true, "9:1");
        rule("TO_NAS", true, "Filter-Id");
        rule("TO_NAS", false, "Reply-Message");

        Await.until("the rules to be in force", () -> accept().has(Wire.FILTER_ID));
        WirePacket accept = accept();
        assertThat(accept.all(Wire.VENDOR_SPECIFIC)).hasSize(1);
        assertThat(accept.has(Wire.REPLY_MESSAGE)).isFalse();
        assertThat(accept.has(Wire.FRAMED_POOL)).isFalse();
    }

    @Test
    void whatTheMasterAddsReachesTheNasInPlaceOfTheProviders() {
        csp = world.furnished();
        csp.homeServer().onAccess(request -> generous());
        rule("TO_NAS", true, "Framed-Pool");
        rule("TO_NAS", true, "Filter-Id");
        Await.until("the rules to be in force", () -> accept().has(Wire.FILTER_ID));

        WireAttribute l2tp = WireAttribute.of(Wire.TUNNEL_TYPE, 0x0100_0003);
        Exchange exchange = nas.send(bob(csp).access());
        WirePacket accept = exchange.reply();
        assertThat(accept.texts(Wire.FRAMED_POOL)).containsExactly("pool-of-the-master");
        assertThat(accept.all(Wire.VENDOR_SPECIFIC))
                .containsExactly(
                        WireAttribute.ofVendor(
                                Wire.CISCO, 1, "ip:vrf-id=north".getBytes(US_ASCII)));
        assertThat(accept.all(Wire.TUNNEL_TYPE)).containsExactly(l2tp);
        assertThat(tunnelPassword(exchange)).isEqualTo("secret of the LNS");
    }

    @Test
    void whatTheOperatorKeepsBackReachesNoHomeServer() {
        rule("TO_HOME", false, "NAS-Identifier");
        Await.until("the rule to be in force", this::isNasUnnamed);

        assertRecorded(nas.send(admitted(csp).start()).reply());

        assertThat(csp.homeServer().accounted(Wire.START))
                .singleElement()
                .matches(start -> !start.packet().has(Wire.NAS_IDENTIFIER))
                .matches(start -> start.packet().has(Wire.CALLING_STATION_ID));
    }

    private boolean isNasUnnamed() {
        accept();
        return csp.homeServer().accessRequests().stream()
                .anyMatch(request -> !request.packet().has(Wire.NAS_IDENTIFIER));
    }

    @Test
    void keysAndTunnelPasswordsAreHiddenAnewForTheNas() {
        csp.homeServer()
                .onAccess(
                        request ->
                                Answer.of(
                                        Draft.of(Wire.ACCESS_ACCEPT)
                                                .tunnelPassword(5, "of the tunnel")
                                                .sessionKey(16, KEY)
                                                .sessionKey(17, KEY)));
        rule("TO_NAS", true, "Tunnel-Password");
        Await.until("the rule to be in force", () -> accept().has(Wire.TUNNEL_PASSWORD));

        Exchange exchange = nas.send(bob(csp).access());

        assertThat(tunnelPassword(exchange)).isEqualTo("of the tunnel");
        assertThat(exchange.reply().all(Wire.VENDOR_SPECIFIC))
                .hasSize(2)
                .allSatisfy(
                        attribute -> assertThat(revealed(exchange, attribute, 6)).isEqualTo(KEY));
    }

    @Test
    void aMacAddressLetsNobodyInUnlessTheNasMay() {
        String mac = "02-00-5e-10-00-01";
        String name = csp.subscriber("02005e100001");
        csp.homeServer().knows(name, "02005e100001");
        Draft request =
                Draft.accessRequest(name).with(Wire.CALLING_STATION_ID, mac).pap("02005e100001");

        assertRejected(nas.send(request).reply());
        assertThat(csp.homeServer().accessRequests()).isEmpty();
        assertThat(database.refusals(csp.name(), "MAC_AUTHENTICATION")).isEqualTo(1);

        database.configure("update nas set mac_authentication = true where name = 'Network'");
        try (TestNas permitted = world.a().nas("127.0.9.77", StandardWorld.NAS_SECRET)) {
            Await.until(
                    "the NAS to be permitted",
                    () -> permitted.send(request).reply().code() == Wire.ACCESS_ACCEPT);
        }
    }

    private WirePacket accept() {
        WirePacket accept = nas.send(bob(csp).access()).reply();
        assertAccepted(accept);
        return accept;
    }

    /** A home server that would like to say where the subscriber goes. */
    private static Answer generous() {
        return Answer.of(
                Draft.of(Wire.ACCESS_ACCEPT)
                        .with(Wire.REPLY_MESSAGE, "welcome")
                        .with(Wire.FILTER_ID, "open")
                        .with(Wire.FRAMED_POOL, "pool-of-another")
                        .with(Wire.TUNNEL_TYPE, 13)
                        .with(Wire.SERVICE_TYPE, 6)
                        .with(WireAttribute.ofVendor(Wire.CISCO, 1, "a=b".getBytes(US_ASCII))));
    }

    private static String tunnelPassword(Exchange exchange) {
        WireAttribute attribute = exchange.reply().first(Wire.TUNNEL_PASSWORD).orElseThrow();
        return new String(revealed(exchange, attribute, 1), US_ASCII);
    }

    /**
     * @param before how many octets stand before the salt
     */
    private static byte[] revealed(Exchange exchange, WireAttribute attribute, int before) {
        byte[] value = attribute.value();
        byte[] salted = Arrays.copyOfRange(value, before, value.length);
        return SaltedSecret.reveal(salted, exchange.request(), StandardWorld.NAS_SECRET);
    }

    private void rule(String direction, boolean allowed, String attribute) {
        database.configure(
                "insert into attribute_rule (provider_id, direction, allowed, attribute)"
                        + " select id, ?, ?, ? from provider where name = ?",
                direction,
                allowed,
                attribute,
                csp.name());
    }
}
