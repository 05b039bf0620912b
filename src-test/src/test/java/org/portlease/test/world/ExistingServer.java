package org.portlease.test.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A WildFly as it is distributed. What it can do is shared with the distribution that Maven has
 * unpacked; what an installation changes is its own.
 */
public record ExistingServer(Path home) {

    private static final List<String> OWN = List.of("standalone", "modules");

    /** One below that directory, in place of what stands there. */
    public static ExistingServer copy(Path work) throws IOException {
        BaseDirectory.delete(work);
        Path distribution = Path.of(System.getProperty("portlease.wildfly")).toRealPath();
        Path home = Files.createDirectories(work.resolve("wildfly")).toAbsolutePath();
        link(distribution, home, OWN);
        link(
                distribution.resolve("modules"),
                Files.createDirectory(home.resolve("modules")),
                List.of());
        BaseDirectory.copy(distribution, home.resolve("standalone"));
        return new ExistingServer(home);
    }

    private static void link(Path from, Path to, List<String> without) throws IOException {
        try (Stream<Path> children = Files.list(from)) {
            for (Path child : children.toList()) {
                if (!without.contains(child.getFileName().toString())) {
                    Files.createSymbolicLink(to.resolve(child.getFileName()), child);
                }
            }
        }
    }

    /** The lines of its configuration. */
    public List<String> configuration() throws IOException {
        return Files.readAllLines(home.resolve("standalone/configuration/standalone.xml"));
    }
}
