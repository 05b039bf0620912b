package org.portlease.test.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** An OpenID provider on loopback: its discovery, its keys, and the access tokens that it signs. */
public final class OpenIdProvider implements AutoCloseable {

    private static final String KEY_ID = "key-1";
    private static final int BITS = 2048;

    private final HttpServer server;
    private final KeyPair keys = newKeys();

    public OpenIdProvider() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, discovery()));
        server.createContext("/keys", exchange -> answer(exchange, keySet()));
        server.start();
    }

    /** Its name in tokens, and where it is found. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The value of the header Authorization for a user of those roles. */
    public String authorization(String user, String audience, List<String> roles) {
        return authorization(user, audience, roles, Instant.now().plusSeconds(60), keys);
    }

    /** The same, of a time that has passed. */
    public String expired(String user, String audience, List<String> roles) {
        return authorization(user, audience, roles, Instant.now().minusSeconds(60), keys);
    }

    /** The same, signed by somebody else. */
    public String forged(String user, String audience, List<String> roles) {
        return authorization(user, audience, roles, Instant.now().plusSeconds(60), newKeys());
    }

    private String authorization(
            String user, String audience, List<String> roles, Instant expires, KeyPair signer) {
        String head = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + KEY_ID + "\"}");
        String body =
                encoded(
                        "{\"iss\":\"%s\",\"sub\":\"id-of-%s\",\"preferred_username\":\"%s\",\"aud\":\"%s\",\"typ\":\"Bearer\",\"iat\":%d,\"exp\":%d,\"roles\":[%s]}"
                                .formatted(
                                        issuer(),
                                        user,
                                        user,
                                        audience,
                                        expires.getEpochSecond() - 120,
                                        expires.getEpochSecond(),
                                        roles.stream()
                                                .map(role -> '"' + role + '"')
                                                .collect(Collectors.joining(","))));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signer.getPrivate());
            signature.update((head + "." + body).getBytes(StandardCharsets.US_ASCII));
            return "Bearer " + head + "." + body + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String discovery() {
        return """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/authorize",
                "token_endpoint":"%1$s/token","end_session_endpoint":"%1$s/end",
                "response_types_supported":["code"],"subject_types_supported":["public"],
                "id_token_signing_alg_values_supported":["RS256"]}"""
                .formatted(issuer());
    }

    private String keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(KEY_ID, number(key.getModulus()), number(key.getPublicExponent()));
    }

    private static String number(BigInteger number) {
        byte[] octets = number.toByteArray();
        int sign = octets[0] == 0 ? 1 : 0;
        return encoded(Arrays.copyOfRange(octets, sign, octets.length));
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] octets = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, octets.length);
        try (exchange) {
            exchange.getResponseBody().write(octets);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
