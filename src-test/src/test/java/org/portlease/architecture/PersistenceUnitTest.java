package org.portlease.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody looks for classes when the server starts: what the list lacks does not exist. */
class PersistenceUnitTest {

    private static final Pattern LISTED = Pattern.compile("<class>([^<]+)</class>");
    private static final String DESCRIPTOR =
            "ejb-module/src/main/resources/META-INF/persistence.xml";

    @Test
    void allThatIsMappedIsListed() throws IOException {
        Path root = Path.of(System.getProperty("basedir")).resolveSibling("");
        List<String> listed =
                LISTED.matcher(Files.readString(root.resolve(DESCRIPTOR)))
                        .results()
                        .map(found -> found.group(1))
                        .toList();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(mapped());
    }

    private static List<String> mapped() {
        return new ClassFileImporter()
                .importLocations(new ProductClasses().get(PersistenceUnitTest.class)).stream()
                        .filter(PersistenceUnitTest::isMapped)
                        .map(JavaClass::getName)
                        .toList();
    }

    private static boolean isMapped(JavaClass type) {
        return Stream.of("Entity", "Embeddable", "MappedSuperclass", "Converter")
                .anyMatch(each -> type.isAnnotatedWith("jakarta.persistence." + each));
    }
}
