package org.portlease.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.portlease.json.FieldException;

/** Where the settings say that the world is to come from. */
final class WorldSource {

    static final String DEMO = "PORTLEASE_DEMO";
    static final String FILE = "PORTLEASE_CONFIGURATION";

    private static final Set<String> DEMONSTRATIONS = Set.of("figures", "load");

    private final Optional<String> demo;
    private final Optional<String> file;

    WorldSource(Config settings) {
        demo = settings.getOptionalValue("portlease.demo", String.class);
        file = settings.getOptionalValue("portlease.configuration", String.class);
    }

    /** Puts before a fault of the world where that world came from. */
    WrongSettingException wrong(FieldException fault) {
        String sentence = file.map(path -> path + ": ").orElse("") + fault.getMessage();
        return new WrongSettingException(demo.isPresent() ? DEMO : FILE, sentence, fault);
    }

    /**
     * @throws WrongSettingException where the settings, or the file they name, are wrong
     */
    World read() {
        if (demo.isPresent() && file.isPresent()) {
            throw new WrongSettingException(
                    DEMO, "excludes " + FILE + ": a demonstration brings its own world");
        }
        try {
            return demo.map(WorldSource::demonstration)
                    .or(() -> file.map(WorldSource::file))
                    .orElseGet(World::empty);
        } catch (FieldException e) {
            throw wrong(e);
        }
    }

    private static World demonstration(String name) {
        if (!DEMONSTRATIONS.contains(name)) {
            throw new WrongSettingException(
                    DEMO, "expected figures or load, but got '" + name + "'");
        }
        String resource = "/org/portlease/demo/" + name + ".json";
        try (InputStream world = WorldSource.class.getResourceAsStream(resource)) {
            if (world == null) {
                throw new WrongSettingException(DEMO, "this archive lacks " + resource);
            }
            return WorldReader.read(world);
        } catch (IOException e) {
            throw new WrongSettingException(DEMO, "cannot read " + resource, e);
        }
    }

    private static World file(String path) {
        try (InputStream world = Files.newInputStream(Path.of(path))) {
            return WorldReader.read(world);
        } catch (IOException | InvalidPathException e) {
            throw new WrongSettingException(FILE, "cannot read the file " + path + ": " + e, e);
        }
    }
}
