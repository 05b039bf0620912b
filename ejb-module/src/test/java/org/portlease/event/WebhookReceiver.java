package org.portlease.event;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** A receiver of events on loopback, which remembers what came and answers as it is told. */
final class WebhookReceiver implements AutoCloseable {

    private static final int OK = 200;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Map<String, String> answerHeaders = new ConcurrentHashMap<>();
    private final HttpServer server;
    private volatile ToIntFunction<Received> answer = event -> OK;
    private volatile byte[] answerBody = new byte[0];

    /** An event as it came. */
    record Received(Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("absent")).get(0);
        }

        JsonObject json() {
            return Json.createReader(new StringReader(body)).readObject();
        }

        String provider() {
            return json().getString("provider");
        }

        int sequence() {
            return json().getInt("sequence");
        }

        /** "North 1". */
        String place() {
            return provider() + " " + sequence();
        }
    }

    WebhookReceiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=in-the-url";
    }

    /** The status of each answer from now on; the function may wait, as long as it likes. */
    void answers(ToIntFunction<Received> status) {
        answer = status;
    }

    void answersWith(byte[] body, Map<String, String> headers) {
        answerBody = body;
        answerHeaders.putAll(headers);
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<String> places() {
        return received.stream().map(Received::place).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Received event = new Received(Map.copyOf(exchange.getRequestHeaders()), body);
            received.add(event);
            int status = answer.applyAsInt(event);
            answerHeaders.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answerBody;
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
