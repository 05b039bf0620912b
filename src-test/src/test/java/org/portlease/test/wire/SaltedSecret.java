package org.portlease.test.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What is hidden as Tunnel-Password is (RFC 2868 section 3.5): a salt, a length, octets. */
public final class SaltedSecret {

    private static final int SALT = 2;
    private static final byte[] ANY_SALT = {(byte) 0x9A, 0x5C};

    private SaltedSecret() {}

    static byte[] hide(byte[] clear, byte[] authenticator, byte[] secret) {
        byte[] counted = new byte[1 + clear.length];
        counted[0] = (byte) clear.length;
        System.arraycopy(clear, 0, counted, 1, clear.length);
        byte[] hidden = Digests.hidePassword(counted, join(authenticator, ANY_SALT), secret);
        return join(ANY_SALT, hidden);
    }

    /**
     * The secret, in clear.
     *
     * @param salted the value without a tag
     * @param request which the answer that it stands in belongs to
     */
    public static byte[] reveal(byte[] salted, WirePacket request, String secret) {
        byte[] seed = join(request.authenticator(), Arrays.copyOf(salted, SALT));
        byte[] hidden = Arrays.copyOfRange(salted, SALT, salted.length);
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        byte[] counted = Digests.unmask(hidden, seed, key);
        return Arrays.copyOfRange(counted, 1, 1 + (counted[0] & 0xFF));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
