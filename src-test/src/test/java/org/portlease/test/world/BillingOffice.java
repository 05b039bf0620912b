package org.portlease.test.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The corporate billing of a world's master: what it has told Portlease of prices and parties, and
 * the events that come to its webhook.
 */
public final class BillingOffice {

    static final String TARIFF = "Scenario";
    static final String TAX = "VAT";

    /** What its webhooks are signed with. */
    public static final String SECRET = "what-only-the-office-knows";

    /** 60 an hour, 0.50 a connection. */
    private static final Map<String, @Nullable Object> PRICES =
            WorldFile.object(
                    "usage",
                    List.of(
                            WorldFile.object(
                                    "name",
                                    "Time",
                                    "time",
                                    WorldFile.object("perHour", 60),
                                    "connection",
                                    WorldFile.object("each", 0.50))));

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** Listens until the tests end. */
    public BillingOffice() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/events", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String expected =
                "v1="
                        + signature(
                                exchange.getRequestHeaders().getFirst("Portlease-Timestamp"), body);
        boolean genuine =
                expected.equals(exchange.getRequestHeaders().getFirst("Portlease-Signature"));
        if (genuine) {
            events.add(new String(body, StandardCharsets.UTF_8));
        }
        exchange.sendResponseHeaders(genuine ? 204 : 401, -1);
        exchange.close();
    }

    private static String signature(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where it takes events. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
    }

    void write(WorldFile file) {
        file.set("seller", party("Master"));
        file.set(
                "taxRates",
                List.of(WorldFile.object("code", TAX, "category", "STANDARD", "percent", 19)));
        file.set(
                "tariffs",
                List.of(
                        WorldFile.object(
                                "name",
                                TARIFF,
                                "versions",
                                List.of(WorldFile.object("prices", PRICES)))));
        file.set("webhooks", List.of(WorldFile.object("url", url(), "secret", SECRET)));
    }

    static Map<String, @Nullable Object> party(String name) {
        return WorldFile.object(
                "name",
                name,
                "legalId",
                "HRB " + name,
                "vatId",
                "DE123456789",
                "city",
                "Berlin",
                "country",
                "DE");
    }

    /** The bodies of a provider's genuine events, in the order in which they came. */
    public List<String> events(String provider) {
        return events.stream()
                .filter(event -> event.contains("\"provider\":\"" + provider + "\""))
                .toList();
    }
}
