package org.portlease.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** One form in which a secret could have been left somewhere. */
final class Trace {

    private final String form;
    private final byte[] octets;

    private Trace(String form, byte[] octets) {
        this.form = form;
        this.octets = octets;
    }

    /** As text and in capitals; in hex and base64; and digests of it in all of these. */
    static List<Trace> of(String secret) {
        List<Trace> traces = new ArrayList<>();
        byte[] text = secret.getBytes(UTF_8);
        encodings(traces, "'" + secret + "'", text);
        encodings(
                traces,
                "'" + secret + "' in capitals",
                secret.toUpperCase(Locale.ROOT).getBytes(UTF_8));
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
            encodings(traces, algorithm + " of '" + secret + "'", digest(algorithm, text));
        }
        return traces;
    }

    private static void encodings(List<Trace> traces, String what, byte[] octets) {
        String hex = HexFormat.of().formatHex(octets);
        traces.add(new Trace(what, octets));
        traces.add(new Trace(what + " in hex", hex.getBytes(US_ASCII)));
        traces.add(
                new Trace(
                        what + " in capital hex", hex.toUpperCase(Locale.ROOT).getBytes(US_ASCII)));
        traces.add(
                new Trace(
                        what + " in base64", Base64.getEncoder().withoutPadding().encode(octets)));
        traces.add(
                new Trace(
                        what + " in URL base64",
                        Base64.getUrlEncoder().withoutPadding().encode(octets)));
    }

    private static byte[] digest(String algorithm, byte[] octets) {
        try {
            return MessageDigest.getInstance(algorithm).digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] octets() {
        return octets.clone();
    }

    /**
     * @param log decoded octet by octet
     */
    boolean isIn(String log) {
        return log.contains(new String(octets, ISO_8859_1));
    }

    @Override
    public String toString() {
        return form;
    }
}
