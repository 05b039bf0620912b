package org.portlease.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.BaseDirectory;

/**
 * The provisioned server as a child process, on a copy of its {@code standalone} directory: each
 * start begins with a database of its own, and disturbs no other server. It gets the settings that
 * it is started with, and none of whoever starts it.
 */
public final class ServerProcess implements AutoCloseable {

    private static final int MANAGEMENT_PORT = 9990;
    private static final int HTTPS_PORT = 8443;
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int POLL_MILLIS = 100;
    private static final int MOST_REASONS = 3;
    private static final int READY = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int portOffset;
    private final Path base;
    private final Path log;

    private ServerProcess(Process process, int portOffset, Path base, Path log) {
        this.process = process;
        this.portOffset = portOffset;
        this.base = base;
        this.log = log;
    }

    /**
     * Starts the server; {@link #awaitReady} tells when it is up.
     *
     * @param home the provisioned server
     * @param work where its copy and its log go; an earlier run's is overwritten
     * @param portOffset added to the ports of HTTP and management
     * @param settings environment variables, as an operator would set them
     */
    public static ServerProcess start(
            Path home, Path work, int portOffset, Map<String, String> settings) throws IOException {
        BaseDirectory.copy(home, work.resolve("standalone"));
        return restart(home, work, portOffset, settings);
    }

    /** Starts it on the copy that an earlier start has left, with that one's database. */
    public static ServerProcess restart(
            Path home, Path work, int portOffset, Map<String, String> settings) throws IOException {
        Path log = work.resolve("server.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        home.resolve("bin").resolve("standalone.sh").toString(),
                        "-Djboss.server.base.dir=" + work.resolve("standalone"),
                        "-Djboss.socket.binding.port-offset=" + portOffset);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("(JBOSS|PORTLEASE)_.*"));
        // else the script's shell, and not the server, would get the signal to stop
        environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
        environment.putAll(settings);
        return new ServerProcess(builder.start(), portOffset, work.resolve("standalone"), log);
    }

    /**
     * Waits until the server says that it is ready.
     *
     * @throws IOException where it stops or its deployment fails, or it takes too long, with what
     *     the log says about it
     */
    public void awaitReady() throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!isReady()) {
            if (!process.isAlive() || hasFailed() || Instant.now().isAfter(limit)) {
                throw new IOException("the server did not become ready, see " + log + reasons());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    public boolean isReady() {
        return health().filter(response -> response.statusCode() == READY).isPresent();
    }

    private boolean hasFailed() {
        return health().filter(response -> response.body().contains("\"FAILED\"")).isPresent();
    }

    private Optional<HttpResponse<String>> health() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(readiness()))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String readiness() {
        return "http://127.0.0.1:" + (MANAGEMENT_PORT + portOffset) + "/health/ready";
    }

    public String api() {
        return "https://localhost:" + (HTTPS_PORT + portOffset) + "/api/v1";
    }

    /** The file with the password of the API's first user, which the server has made. */
    public Path firstPassword() {
        return base.resolve("configuration/portlease-first-password").toAbsolutePath();
    }

    /** The API, as its first user or another. */
    public ApiClient client() {
        return new ApiClient(
                HTTPS_PORT + portOffset, base.resolve("configuration/portlease-tls.p12"));
    }

    /** Where its console output goes. */
    public Path log() {
        return log;
    }

    /** The server's own process, not that of the script that started it. */
    public ProcessHandle java() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the server does not run"));
    }

    /** The TCP ports that a server at this offset takes. */
    public static List<Integer> tcpPorts(int portOffset) {
        return List.of(HTTPS_PORT + portOffset, MANAGEMENT_PORT + portOffset);
    }

    /** The sentences that name a setting; nothing where the log has none. */
    private String reasons() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("PORTLEASE_"))
                    .distinct()
                    .limit(MOST_REASONS)
                    .map(line -> System.lineSeparator() + line.strip())
                    .collect(Collectors.joining());
        }
    }

    /** Stops the server in order; where it does not obey, at once. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
