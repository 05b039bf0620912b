package org.portlease.test.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL of Debian's packages, for what the embedded one has no programs for: it comes with
 * pg_dump and its kind, which must be of the server's version. Needs root, to become postgres.
 */
public final class DebianPostgres implements AutoCloseable {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private final PortOffset offset = PortOffset.free();
    private final Path data;

    private DebianPostgres(Path data) {
        this.data = data;
    }

    /**
     * A new one, without any database of ours.
     *
     * @param data its directory, which must not exist, where the user postgres may make it
     */
    public static DebianPostgres empty(Path data) {
        initialize(data);
        return started(data);
    }

    /**
     * A new one that is to be measured: nothing is left out that production does.
     *
     * @param data its directory, which must not exist, where the user postgres may look
     * @param settings as in postgresql.conf, one a line
     */
    public static DebianPostgres durable(Path data, List<String> settings) throws IOException {
        Files.createDirectories(data);
        own(data);
        initialize(data);
        Files.write(data.resolve("postgresql.conf"), settings, StandardOpenOption.APPEND);
        return started(data, "");
    }

    private static void own(Path data) {
        run(List.of("chown", "-R", "postgres:", data.toString()));
    }

    private static void initialize(Path data) {
        asPostgres("initdb", "--auth=trust", "--no-sync", "--encoding=UTF8", "--pgdata=" + data);
    }

    /** One that somebody else has made, a base backup for example. */
    public static DebianPostgres started(Path data) {
        return started(data, " -c fsync=off");
    }

    private static DebianPostgres started(Path data, String options) {
        own(data);
        DebianPostgres postgres = new DebianPostgres(data);
        asPostgres(
                "pg_ctl",
                "--pgdata=" + data,
                "--log=" + data.resolve("server.log"),
                "--options=-h 127.0.0.1 -k /tmp -p " + postgres.port() + options,
                "--wait",
                "start");
        return postgres;
    }

    public int port() {
        return offset.of(5432);
    }

    public Database database(String name, String user, String password) {
        return new Database("jdbc:postgresql://127.0.0.1:" + port() + "/" + name, user, password);
    }

    /** The parent of all its processes. */
    public ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
    }

    @Override
    public void close() {
        asPostgres("pg_ctl", "--pgdata=" + data, "--mode=immediate", "--wait", "stop");
    }

    private static void asPostgres(String program, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of("runuser", "-u", "postgres", "--", programs() + "/" + program));
        command.addAll(List.of(arguments));
        run(command);
    }

    /** Where its programs are: in nobody's path, but for those that speak to any server. */
    public static Path programs() {
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.exists(bin.resolve("pg_ctl")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no server in " + VERSIONS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(Path.of("/").toFile())
                            .redirectErrorStream(true)
                            .start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed:\n" + printed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
