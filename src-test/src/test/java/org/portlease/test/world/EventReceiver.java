package org.portlease.test.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook's receiver on loopback, which accepts all and remembers of what types they were. */
public final class EventReceiver implements AutoCloseable {

    private static final int NO_CONTENT = 204;

    private final List<String> types = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public EventReceiver() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            types.add(exchange.getRequestHeaders().getFirst("Portlease-Event-Type"));
            exchange.sendResponseHeaders(NO_CONTENT, -1);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
    }

    /** In the order in which they came. */
    public List<String> types() {
        return List.copyOf(types);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
