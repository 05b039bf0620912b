package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.world.Database;
import org.portlease.test.world.Databases;
import org.portlease.test.world.PortleaseServer;
import org.portlease.test.world.WorldFile;

/** A wrong setting stops the deployment, with a sentence that names it. */
class WrongSettingsIT extends Scenario {

    private final PortleaseServer server = new PortleaseServer("settings");

    @AfterEach
    void stop() {
        server.stop(controller);
    }

    @Test
    void aPortThatIsNoneIsNamed() {
        boot(Map.of("PORTLEASE_AUTH_PORT", "99999"));

        assertRefused("PORTLEASE_AUTH_PORT", "99999");
    }

    @Test
    void aWorldFileThatIsNotThereIsNamed() {
        boot(Map.of("PORTLEASE_CONFIGURATION", "not-there/world.json"));

        assertRefused("PORTLEASE_CONFIGURATION", "not-there/world.json");
    }

    @Test
    void aWorldFileWithAWrongFieldIsNamedWithTheField() {
        WorldFile file =
                new WorldFile().pop("Central", -4).nas("NAS", "Central", "127.0.0.1", "testing123");
        boot(Map.of("PORTLEASE_CONFIGURATION", file.write(server.base()).toString()));

        assertRefused("PORTLEASE_CONFIGURATION", "ports");
    }

    private void boot(Map<String, String> settings) {
        Database database = Databases.h2("settings" + System.nanoTime());
        Map<String, String> all = new HashMap<>(settings);
        all.put("PORTLEASE_DB_URL", database.url());
        all.put("PORTLEASE_DB_USER", database.user());
        all.put("PORTLEASE_DB_PASSWORD", database.password());
        server.boot(controller, all);
    }

    private void assertRefused(String setting, String detail) {
        assertThat(server.log().lines())
                .anyMatch(line -> line.contains(setting) && line.contains(detail));
        assertThat(server.isServing()).isFalse();
    }
}
