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
                copyTree(server.resolve("standalone").resolve(part), target.resolve(part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BaseDirectory(target);
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
