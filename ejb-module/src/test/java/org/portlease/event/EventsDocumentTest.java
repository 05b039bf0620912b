package org.portlease.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/events.md tells integrators is so. */
class EventsDocumentTest {

    private static final String DOCUMENT = read();

    private static String read() {
        try {
            return Files.readString(
                    Path.of(System.getProperty("basedir", "."), "..", "docs", "events.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The block that follows a line which ends so. */
    private static String block(String lead) {
        Matcher found =
                Pattern.compile(Pattern.quote(lead) + "\n\n```\n(.*?)\n```", Pattern.DOTALL)
                        .matcher(DOCUMENT);
        assertThat(found.find()).as("a block after '%s'", lead).isTrue();
        return found.group(1);
    }

    @Test
    void theWorkedExampleIsRight() {
        String signature =
                WebhookSignature.of(
                        block("The secret:").getBytes(StandardCharsets.UTF_8),
                        Long.parseLong(block("The timestamp:")),
                        block("The body:").getBytes(StandardCharsets.UTF_8));

        assertThat(block("The signature:")).isEqualTo(signature);
        assertThat(DOCUMENT).contains("\nPortlease-Signature: " + signature + "\n");
    }

    @Test
    void theCatalogueHasEachType() {
        assertThat(
                        DOCUMENT.lines()
                                .map(Pattern.compile("\\| `([a-z_]+\\.[a-z]+)` \\|.*")::matcher)
                                .filter(Matcher::matches)
                                .map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(EventType.values()).map(EventType::wireName).toList());
    }
}
