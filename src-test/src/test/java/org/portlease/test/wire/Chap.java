package org.portlease.test.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** CHAP as RADIUS carries it (RFC 1994 section 4.1, RFC 2865 section 5.3). */
public final class Chap {

    private Chap() {}

    static byte[] response(int identifier, String password, byte[] challenge) {
        byte[] id = {(byte) identifier};
        byte[] digest = Digests.md5(id, password.getBytes(StandardCharsets.UTF_8), challenge);
        byte[] response = new byte[17];
        response[0] = id[0];
        System.arraycopy(digest, 0, response, 1, 16);
        return response;
    }

    /** Whether the request's CHAP-Password proves the password, by CHAP-Challenge if there. */
    public static boolean proves(WirePacket request, String password) {
        byte[] challenge =
                request.first(Wire.CHAP_CHALLENGE)
                        .map(WireAttribute::value)
                        .orElseGet(request::authenticator);
        return request.first(Wire.CHAP_PASSWORD)
                .map(WireAttribute::value)
                .filter(v -> Arrays.equals(v, response(v[0], password, challenge)))
                .isPresent();
    }
}
