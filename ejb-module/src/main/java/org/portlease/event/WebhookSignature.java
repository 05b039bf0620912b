package org.portlease.event;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What proves to a receiver that an event is of this installation's, and of that time. */
final class WebhookSignature {

    private static final String MAC = "HmacSHA256";

    private WebhookSignature() {}

    /**
     * The header's value: the scheme, and the HMAC-SHA256 of "timestamp.body" in hexadecimal.
     *
     * @param timestamp in seconds since 1970
     * @param body the octets that are sent
     */
    static String of(byte[] secret, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret, MAC));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 does not work here", e);
        }
    }
}
