package org.portlease.radius.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConnectorSettingsTest {

    private final RadiusResourceAdapter adapter = new RadiusResourceAdapter();

    private ThrowingCallable checking() {
        return () -> ConnectorSettings.of(adapter);
    }

    @Test
    void areCompleteByDefault() {
        ConnectorSettings settings = ConnectorSettings.of(adapter);

        assertThat(settings.transport().bindAddress().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.transport().authPort()).isEqualTo(1812);
        assertThat(settings.transport().acctPort()).isEqualTo(1813);
        assertThat(settings.transport().coaPort()).isEqualTo(3799);
        assertThat(settings.transport().replyCache()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.consumers()).isEqualTo(1);
        assertThat(settings.batchSize()).isEqualTo(128);
        assertThat(settings.testClock()).isEmpty();
    }

    @Test
    void knowTheFileOfATestClock() {
        adapter.setTestClock(" /tmp/ahead ");

        assertThat(ConnectorSettings.of(adapter).testClock()).contains("/tmp/ahead");
    }

    @Test
    void nameAPortThatIsNone() {
        adapter.setAuthPort("99999");

        assertThatThrownBy(checking())
                .hasMessage(
                        "portlease.auth.port (PORTLEASE_AUTH_PORT) must be 0 to 65535,"
                                + " but was 99999");
    }

    @Test
    void nameWhatIsNotANumber() {
        adapter.setReplyCacheSeconds("ten");

        assertThatThrownBy(checking())
                .hasMessage(
                        "portlease.reply.cache.seconds (PORTLEASE_REPLY_CACHE_SECONDS) must be"
                                + " 1 to 300, but was ten");
    }

    @Test
    void nameAnAddressThatIsNone() {
        adapter.setBindAddress("no address");

        assertThatThrownBy(checking())
                .hasMessage(
                        "portlease.bind.address (PORTLEASE_BIND_ADDRESS) must be an address of"
                                + " this machine, but was 'no address'");
    }

    @Test
    void nameTwoPortsThatAreOne() {
        adapter.setAcctPort("1812");

        assertThatThrownBy(checking())
                .hasMessage(
                        "portlease.auth.port (PORTLEASE_AUTH_PORT) and portlease.acct.port"
                                + " (PORTLEASE_ACCT_PORT) must differ, but both were 1812");
    }

    @Test
    void nameTheThirdPortToo() {
        adapter.setCoaPort("1813");

        assertThatThrownBy(checking())
                .hasMessage(
                        "portlease.acct.port (PORTLEASE_ACCT_PORT) and portlease.coa.port"
                                + " (PORTLEASE_COA_PORT) must differ, but both were 1813");
    }

    @Test
    void letAllPortsBeFreeOnes() {
        adapter.setAuthPort("0");
        adapter.setAcctPort("0");
        adapter.setCoaPort("0");

        assertThat(ConnectorSettings.of(adapter).transport().acctPort()).isZero();
    }
}
