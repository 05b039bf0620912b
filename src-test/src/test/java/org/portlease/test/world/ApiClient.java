package org.portlease.test.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Asks a server's API over HTTPS, as one user or another, and trusts that server's key alone. */
public final class ApiClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Amounts are read as they are written, to the last zero. */
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private static final String ROOT = "/api/v1/";

    private final SSLContext tls;
    private final HttpClient http;
    private final URI root;
    private volatile @Nullable User describedBy;
    private @Nullable ApiContract contract;

    /**
     * @param keyStore the server's
     */
    public ApiClient(int port, Path keyStore) {
        this.root = URI.create("https://127.0.0.1:" + port);
        this.tls = PinnedKey.context(keyStore);
        this.http = HttpClient.newBuilder().sslContext(tls).connectTimeout(PATIENCE).build();
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

    /** The object or list that a resource shows. */
    public JsonNode read(User user, String resource) {
        HttpResponse<String> answer = get(user, ROOT + resource);
        if (answer.statusCode() != 200) {
            throw new AssertionError(resource + ": " + answer.statusCode() + " " + answer.body());
        }
        return json(answer);
    }

    /** Posts JSON to a resource. */
    public HttpResponse<String> post(User user, String resource, String body) {
        return send(user, "POST", resource, body, Map.of("Content-Type", "application/json"));
    }

    /** Changes a resource that nobody else changes: the version is read first. */
    public HttpResponse<String> patch(User user, String resource, String body) {
        return send(
                user,
                "PATCH",
                resource,
                body,
                Map.of(
                        "Content-Type",
                        "application/merge-patch+json",
                        "If-Match",
                        etag(user, resource)));
    }

    /** Removes a resource that nobody else changes. */
    public HttpResponse<String> delete(User user, String resource) {
        return send(user, "DELETE", resource, "", Map.of("If-Match", etag(user, resource)));
    }

    /** The version of what a resource shows; that of anything where it shows nothing. */
    public String etag(User user, String resource) {
        return get(user, ROOT + resource).headers().firstValue("ETag").orElse("*");
    }

    /**
     * @param resource below /api/v1
     * @param body may be empty
     */
    public HttpResponse<String> send(
            User user, String method, String resource, String body, Map<String, String> headers) {
        HttpRequest.BodyPublisher content =
                body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body);
        HttpRequest.Builder request = request(user, ROOT + resource).method(method, content);
        headers.forEach(request::header);
        return send(request.build());
    }

    public static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("expected JSON, but got: " + answer.body(), e);
        }
    }

    public HttpResponse<String> send(HttpRequest request) {
        HttpResponse<String> answer = send(request, HttpResponse.BodyHandlers.ofString());
        if (describedBy != null && request.uri().getPath().startsWith(ROOT)) {
            contract().check(request.method(), answer);
        }
        return answer;
    }

    /** From now on each answer must be as the server itself describes it to that user. */
    public void holdToItsWord(User reader) {
        describedBy = reader;
    }

    /** What the server says of its API. */
    public synchronized ApiContract contract() {
        ApiContract described = contract;
        if (described == null) {
            HttpRequest request =
                    request(Objects.requireNonNull(describedBy), "/openapi")
                            .header("Accept", "application/json")
                            .build();
            described = new ApiContract(json(send(request, HttpResponse.BodyHandlers.ofString())));
            contract = described;
        }
        return described;
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

    /**
     * What the server says to something that no client of HTTP would say, until it ends the
     * connection.
     *
     * @param said in lines
     * @param patience how long it may be silent
     * @throws UncheckedIOException where it is silent for longer
     */
    public String answerTo(String said, Duration patience) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = tls.getSocketFactory().createSocket(root.getHost(), root.getPort())) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream()
                    .write(said.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(answer);
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            answer.writeBytes(("ended: " + e).getBytes(StandardCharsets.ISO_8859_1));
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /** For what this class does not offer: streams and the like. */
    public HttpClient http() {
        return http;
    }
}
