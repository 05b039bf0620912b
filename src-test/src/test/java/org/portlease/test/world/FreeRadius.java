package org.portlease.test.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * FreeRADIUS from Debian's packages, as a client provider's server: a child process with a
 * configuration of its own on two ports of loopback. It lets everybody in who knows "bob-secret",
 * by PAP, CHAP, MS-CHAPv2, and EAP with MD5, TTLS or PEAP, under a certificate of its own.
 */
public final class FreeRadius implements AutoCloseable {

    private final PortOffset offset = PortOffset.free();
    private final Path directory;
    private final Process process;

    public FreeRadius(String secret) throws IOException {
        directory = Files.createTempDirectory("freeradius");
        ServerCertificate.write(directory);
        Template.write(
                "/freeradius/radiusd.conf",
                directory.resolve("radiusd.conf"),
                Map.of(
                        "DIRECTORY",
                        directory.toString(),
                        "SECRET",
                        secret,
                        "AUTH_PORT",
                        Integer.toString(authPort()),
                        "ACCT_PORT",
                        Integer.toString(acctPort())));
        process =
                new ProcessBuilder("freeradius", "-f", "-l", "stdout", "-d", directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log().toFile())
                        .start();
        Await.until(
                "freeradius to be ready, output in " + log(),
                Duration.ofSeconds(15),
                () -> output().contains("Ready to process requests"));
    }

    public int authPort() {
        return offset.of(1812);
    }

    public int acctPort() {
        return offset.of(1813);
    }

    /** The certificate that it shows to subscribers, as PEM. */
    public Path certificate() {
        return directory.resolve(ServerCertificate.FILE);
    }

    private Path log() {
        return directory.resolve("output.log");
    }

    /** All that it has said. */
    public String output() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs one of FreeRADIUS's clients.
     *
     * @return all that it printed
     */
    public static String client(String attributes, List<String> command) throws IOException {
        Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var input = client.outputWriter()) {
            input.write(attributes);
        }
        String printed = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!client.waitFor(30, TimeUnit.SECONDS)) {
                client.destroyForcibly();
                throw new AssertionError(command + " did not end: " + printed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return printed;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
