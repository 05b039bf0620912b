package org.portlease.demo;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.portlease.test.world.BaseDirectory;

/**
 * The provisioned server as a child process, on a copy of its {@code standalone} directory: each
 * start begins with a database and a key of its own, and disturbs no other server.
 */
public final class ServerProcess implements AutoCloseable {

    private static final int MANAGEMENT_PORT = 9990;
    private static final int HTTP_PORT = 8080;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int POLL_MILLIS = 500;
    private static final int LAST_LINES = 15;

    private final Process process;
    private final int portOffset;
    private final Path log;

    private ServerProcess(Process process, int portOffset, Path log) {
        this.process = process;
        this.portOffset = portOffset;
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
        environment.keySet().removeIf(name -> name.startsWith("JBOSS_"));
        // else the script's shell, and not the server, would get the signal to stop
        environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
        environment.putAll(settings);
        return new ServerProcess(builder.start(), portOffset, log);
    }

    /**
     * Waits until the server says that it is ready.
     *
     * @throws IOException where it stops instead, or takes too long, with the end of its log
     */
    public void awaitReady() throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(limit)) {
                throw new IOException("the server did not become ready:\n" + endOfLog());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    public boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(readiness()).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String readiness() {
        return "http://127.0.0.1:" + (MANAGEMENT_PORT + portOffset) + "/health/ready";
    }

    public String api() {
        return "http://127.0.0.1:" + (HTTP_PORT + portOffset) + "/api/v1";
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
        return List.of(HTTP_PORT + portOffset, MANAGEMENT_PORT + portOffset);
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
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
