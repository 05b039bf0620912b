package org.portlease.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PasswordDigestTest {

    @Test
    void onlyThePasswordMatches() {
        byte[] password = "alice-secret".getBytes(StandardCharsets.UTF_8);
        byte[] stored = PasswordDigest.of(password);

        assertThat(PasswordDigest.matches(password, stored)).isTrue();
        assertThat(PasswordDigest.matches("Alice-secret".getBytes(StandardCharsets.UTF_8), stored))
                .isFalse();
        assertThat(PasswordDigest.matches(new byte[0], stored)).isFalse();
    }

    @Test
    void octetsThatAreNoTextStayApart() {
        byte[] stored = PasswordDigest.of(new byte[] {(byte) 0xC3, (byte) 0x28});

        assertThat(PasswordDigest.matches(new byte[] {(byte) 0xC3, (byte) 0x28}, stored)).isTrue();
        assertThat(PasswordDigest.matches(new byte[] {(byte) 0xC4, (byte) 0x28}, stored)).isFalse();
    }

    @Test
    void eachRowHasItsOwnSalt() {
        byte[] password = {1, 2, 3};

        assertThat(PasswordDigest.of(password)).isNotEqualTo(PasswordDigest.of(password));
    }

    @Test
    void whatIsNoDigestIsRefused() {
        assertThatThrownBy(() -> PasswordDigest.matches(new byte[] {1}, new byte[10]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
