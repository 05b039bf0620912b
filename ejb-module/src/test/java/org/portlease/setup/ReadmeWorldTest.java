package org.portlease.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;

/** The world file that the README shows. */
class ReadmeWorldTest {

    private static final Pattern WORLD = Pattern.compile("```json\\R(.*?)```", Pattern.DOTALL);

    @Test
    void itCanBeLoaded() throws IOException {
        Matcher world = WORLD.matcher(Files.readString(Path.of("..", "README.md")));
        assertThat(world.find()).isTrue();

        try (TestDatabase database = new TestDatabase()) {
            database.run(entities -> WorldFixture.load(entities, world.group(1)));

            Contract contract =
                    database.inTransaction(
                            entities ->
                                    entities.createQuery("select c from Contract c", Contract.class)
                                            .getSingleResult());
            assertThat(contract.billing().taxCode()).contains("VAT");
        }
    }
}
