package org.portlease.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only this server can reach is no receiver of events. */
class WebhookReachTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.254",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:a00:1::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "ff02::1"
            })
    void anInternalAddressIsTooNear(String address) throws UnknownHostException {
        assertThat(WebhookReach.isInternal(InetAddress.getByName(address))).isTrue();
        String host = address.contains(":") ? "[" + address + "]" : address;
        String url = "https://" + host + "/hook";
        assertThatThrownBy(() -> new WebhookReach(false).check(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PORTLEASE_WEBHOOK_INTERNAL");
        assertThatCode(() -> new WebhookReach(true).check(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "100.63.0.1",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.2.1",
                "223.255.255.255",
                "2001:db8::1",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void anyOtherIsFarEnough(String address) throws UnknownHostException {
        assertThat(WebhookReach.isInternal(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://me:pw@host/a b", "mailto:someone", "https://no.invalid/"})
    void whatIsNowhereIsNotItsMatter(String url) {
        assertThatCode(() -> new WebhookReach(false).check(url)).doesNotThrowAnyException();
    }

    @Test
    void aHostWrittenAsANumberIsTheAddressThatItMeans() {
        assertThatThrownBy(() -> new WebhookReach(false).check("http://2130706433/"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
