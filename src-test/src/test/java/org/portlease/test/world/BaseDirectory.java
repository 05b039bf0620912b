package org.portlease.test.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server's own copy of the base directory that ships: its configuration, its deployments, its
 * data and its log.
 */
public record BaseDirectory(Path path) {

    private static final List<String> PARTS =
            List.of("configuration", "data", "deployments", "lib");
    private static final String CONFIGURATION = "configuration/standalone.xml";

    static BaseDirectory copyFor(String container) {
        return copy(
                        Path.of(System.getProperty("portlease.server")),
                        Path.of(System.getProperty("portlease.work"))
                                .resolve(container)
                                .toAbsolutePath())
                .withUsers();
    }

    /** Users of each role, so that the server makes none itself. */
    private BaseDirectory withUsers() {
        try {
            for (User user : User.ALL) {
                user.write(path.resolve("configuration/portlease-users"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The key store that the server makes, when somebody first speaks TLS with it. */
    public Path keyStore() {
        return path.resolve("configuration/portlease-tls.p12");
    }

    /** A copy of what the provisioned server ships, in place of what stands there. */
    public static BaseDirectory copy(Path server, Path target) {
        try {
            delete(target);
            for (String part : PARTS) {
                Path from = server.resolve("standalone").resolve(part);
                if (Files.exists(from)) { // a server that never ran has no data
                    copyTree(from, target.resolve(part));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BaseDirectory(target);
    }

    /**
     * Runs scripts of the server's configuration on it, as an operator does while the server is
     * stopped.
     */
    public BaseDirectory scripted(String... scripts) {
        ServerCli.offline(
                path,
                Stream.of(scripts)
                        .map(name -> Path.of("../wildfly-config/src/main/cli", name + ".cli"))
                        .toList());
        return this;
    }

    /** The lines of the server's configuration; scripts move some of them. */
    public List<String> configuration() {
        try {
            return Files.readAllLines(path.resolve(CONFIGURATION)).stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path log() {
        return path.resolve("log/server.log");
    }

    /** Logs everything that Portlease has to say. */
    public BaseDirectory traced() {
        return edit(
                "<root-logger>",
                "<logger category=\"org.portlease\"><level name=\"TRACE\"/></logger><root-logger>");
    }

    /** Changes the configuration by one of the scripts that ship, as an operator does. */
    public BaseDirectory changedBy(String script) {
        Path cli =
                Path.of(System.getProperty("basedir"))
                        .resolveSibling("wildfly-config/src/main/cli");
        try {
            Path file = path.resolve(script);
            Files.writeString(file, "embed-server\n" + Files.readString(cli.resolve(script)));
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("portlease.server"))
                                            .resolve("bin/jboss-cli.sh")
                                            .toString(),
                                    "--file=" + file)
                            .redirectErrorStream(true)
                            .redirectOutput(path.resolve(script + ".log").toFile());
            builder.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + path);
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException(
                        script + " failed: " + Files.readString(path.resolve(script + ".log")));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Takes the archive out, to be deployed at run time. */
    public BaseDirectory withoutArchive() {
        return without("deployments/portlease.ear");
    }

    private BaseDirectory without(String file) {
        try {
            Files.delete(path.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private BaseDirectory edit(String pattern, String replacement) {
        Path file = path.resolve(CONFIGURATION);
        try {
            String before = Files.readString(file);
            String after = before.replaceFirst(pattern, replacement);
            if (after.equals(before)) {
                throw new IllegalStateException("no " + pattern + " in " + file);
            }
            Files.writeString(file, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Deletes a directory and all that is in it, where it is there. */
    public static void delete(Path tree) throws IOException {
        if (Files.notExists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        Files.createDirectories(to.resolve(from.relativize(directory)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.copy(file, to.resolve(from.relativize(file)));
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
