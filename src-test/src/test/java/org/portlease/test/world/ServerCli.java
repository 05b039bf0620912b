package org.portlease.test.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** WildFly's command line, as an operator uses it: the one that ships with the server. */
final class ServerCli {

    private static final int PATIENCE_SECONDS = 300;

    private ServerCli() {}

    /** Runs commands against a server that runs. */
    static String online(int managementPort, List<String> commands) {
        return run(List.of("--connect", "--controller=127.0.0.1:" + managementPort), "", commands);
    }

    /** Runs scripts, one after the other, on the configuration of a server that is stopped. */
    static String offline(Path base, List<Path> scripts) {
        List<String> commands = new ArrayList<>(List.of("embed-server"));
        try {
            for (Path script : scripts) {
                commands.addAll(Files.readAllLines(script));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run(List.of(), "-Djboss.server.base.dir=" + base, commands);
    }

    private static String run(List<String> arguments, String options, List<String> commands) {
        try {
            Path file = Files.createTempFile("commands", ".cli");
            Path output = Files.createTempFile("commands", ".log");
            Files.write(file, commands);
            List<String> call = new ArrayList<>();
            call.add(
                    Path.of(System.getProperty("portlease.server"), "bin/jboss-cli.sh").toString());
            call.addAll(arguments);
            call.add("--file=" + file);
            ProcessBuilder builder =
                    new ProcessBuilder(call)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().put("JAVA_OPTS", options);
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            if (!ended || process.exitValue() != 0 || printed.contains("\"failed\"")) {
                process.destroyForcibly();
                throw new AssertionError("the server's command line did not do it: " + printed);
            }
            Files.delete(file);
            Files.delete(output);
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
