package org.portlease.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private final KeyRing keys = ringOf(7);

    private static KeyRing ringOf(int octet) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) octet);
        return new KeyRing(new SecretKeySpec(key, "AES"));
    }

    private static byte[] octets(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void whatWasEncryptedDecrypts() {
        for (String clear : new String[] {"", "s3cret", "x".repeat(5000)}) {
            assertThat(keys.decrypt(keys.encrypt(octets(clear)))).isEqualTo(octets(clear));
        }
    }

    @Test
    void aCiphertextNamesItsKeyAndNeverRepeats() {
        byte[] first = keys.encrypt(octets("s3cret"));

        assertThat(first).hasSize(1 + 12 + 6 + 16).startsWith(1);
        assertThat(keys.encrypt(octets("s3cret"))).isNotEqualTo(first);
    }

    @Test
    void anyDamageIsNoticed() {
        byte[] ciphertext = keys.encrypt(octets("s3cret"));
        for (int i = 0; i < ciphertext.length; i++) {
            byte[] damaged = ciphertext.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> keys.decrypt(damaged))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> keys.decrypt(new byte[28]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 29 octets");
    }

    @Test
    void anotherKeyDecryptsNothing() {
        assertThatThrownBy(() -> ringOf(8).decrypt(keys.encrypt(octets("s3cret"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void digestsDifferByKeyPurposeAndPartition() {
        byte[] digest = keys.mac("lease", octets("ab"), octets("c"));

        assertThat(keys.mac("lease", octets("ab"), octets("c"))).isEqualTo(digest);
        assertThat(keys.mac("class", octets("ab"), octets("c"))).isNotEqualTo(digest);
        assertThat(keys.mac("lease", octets("a"), octets("bc"))).isNotEqualTo(digest);
        assertThat(ringOf(8).mac("lease", octets("ab"), octets("c"))).isNotEqualTo(digest);
    }

    @Test
    void aKeyIsTheDigestsFirst128Bits() {
        String hex = HexFormat.of().formatHex(keys.mac("lease", octets("ab")), 0, 16);

        assertThat(keys.key("lease", octets("ab")).toString().replace("-", "")).isEqualTo(hex);
    }

    @Test
    void theRingDoesNotPrintItsKey() {
        assertThat(keys.toString()).isEqualTo("KeyRing[***]");
    }
}
