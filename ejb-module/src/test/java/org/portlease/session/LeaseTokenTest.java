package org.portlease.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.portlease.secret.KeyRing;

class LeaseTokenTest {

    private static final UUID INSTALLATION = new UUID(1, 1);

    private final LeaseToken token = new LeaseToken(keys(1), INSTALLATION);
    private final UUID lease = UUID.fromString("01234567-89ab-7def-8123-456789abcdef");

    private static KeyRing keys(int seed) {
        byte[] key = new byte[32];
        key[0] = (byte) seed;
        return new KeyRing(new SecretKeySpec(key, "AES"));
    }

    @Test
    void isReadBackAndHoldsThirtyTwoOctets() {
        assertThat(token.of(lease)).hasSize(32);
        assertThat(token.read(token.of(lease))).contains(lease);
    }

    @Test
    void isNotReadWhenAnyOctetIsDamaged() {
        for (int i = 0; i < 32; i++) {
            byte[] damaged = token.of(lease);
            damaged[i] ^= 1;
            assertThat(token.read(damaged)).as("octet %d", i).isEmpty();
        }
    }

    @Test
    void isNotReadByAnotherInstallation() {
        assertThat(new LeaseToken(keys(2), INSTALLATION).read(token.of(lease))).isEmpty();
    }

    @Test
    void isNotReadByAnotherInstallationWithTheSameKey() {
        assertThat(new LeaseToken(keys(1), new UUID(2, 2)).read(token.of(lease))).isEmpty();
    }

    @Test
    void leavesTheClassesOfOthersAlone() {
        assertThat(token.read("csp-class".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(token.read(new byte[0])).isEmpty();
    }
}
