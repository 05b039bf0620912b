package org.portlease.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.portlease.test.world.DocumentedCommands;

/** The operator's guide prepares a server as the packaged one is prepared. */
class OperatorGuideTest {

    private static final Path PACKAGING = Path.of("..", "ear", "pom.xml");
    private static final Pattern SCRIPT = Pattern.compile("([a-z-]+)\\.cli");
    private static final DocumentedCommands GUIDE =
            DocumentedCommands.of("operator-guide.md", Map.of());

    /**
     * Nobody adds a script to the server that is packaged, and forgets the guide. Those of the ear
     * module take away what only a server of ours can do without.
     */
    @Test
    void theGuideRunsTheScriptsOfThePackagedServerAndUndoesThemInTheOppositeOrder()
            throws IOException {
        List<String> packaged = new ArrayList<>(List.of("microprofile"));
        packaged.addAll(
                Files.readAllLines(PACKAGING).stream()
                        .filter(line -> line.contains("<script>"))
                        .filter(line -> line.contains("wildfly-config"))
                        .flatMap(line -> scripts(line).stream())
                        .toList());
        List<String> undone = new ArrayList<>(packaged);
        Collections.reverse(undone);

        assertThat(scripts(GUIDE.text("install")).subList(0, packaged.size()))
                .containsExactlyElementsOf(packaged);
        assertThat(scripts(GUIDE.text("uninstall")).subList(0, packaged.size()))
                .containsExactlyElementsOf(undone.stream().map(name -> name + "-undo").toList());
    }

    /** The names of the scripts that a text speaks of, and then of files made for the occasion. */
    private static List<String> scripts(String text) {
        return SCRIPT.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
