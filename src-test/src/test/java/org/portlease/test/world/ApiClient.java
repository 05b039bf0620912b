package org.portlease.test.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** Asks a server's API over HTTPS, as one user or another, and trusts that server's key alone. */
public final class ApiClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI root;

    /**
     * @param keyStore the server's
     */
    public ApiClient(int port, Path keyStore) {
        this.root = URI.create("https://127.0.0.1:" + port);
        this.http =
                HttpClient.newBuilder()
                        .sslContext(PinnedKey.context(keyStore))
                        .connectTimeout(PATIENCE)
                        .build();
    }

    /** A request to the path, which may have a query, without a user. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE);
    }

    public HttpRequest.Builder request(User user, String path) {
        return request(path).header("Authorization", user.authorization());
    }

    public HttpResponse<String> get(User user, String path) {
        return send(request(user, path).build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** For what this class does not offer: streams and the like. */
    public HttpClient http() {
        return http;
    }
}
