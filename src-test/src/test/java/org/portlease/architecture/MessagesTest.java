package org.portlease.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaEnumConstant;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each message for operators has an id of its own, and the page about messages has them all. */
class MessagesTest {

    private static final String ANNOTATIONS = "org.jboss.logging.annotations.";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(PL[A-Z]{3}\\d{4})` \\| ([A-Z]+) \\| .+ \\| .+ \\|$");

    private final JavaClasses classes =
            new ClassFileImporter().importLocations(new ProductClasses().get(MessagesTest.class));

    @Test
    void thePageHasEachMessageWithItsLevel() throws IOException {
        Path page = Path.of(System.getProperty("basedir")).resolveSibling("docs/messages.md");
        List<String> told =
                ROW.matcher(Files.readString(page))
                        .results()
                        .map(row -> row.group(1) + " " + row.group(2))
                        .toList();

        assertThat(told).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(messages());
    }

    @Test
    void noIdMeansTwoThings() {
        assertThat(messages()).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        assertThat(messages().stream().map(each -> each.substring(0, 9))).doesNotHaveDuplicates();
    }

    /** "PLRAD0001 INFO", each. */
    private List<String> messages() {
        List<String> all = new ArrayList<>();
        for (JavaClass each : classes) {
            each.tryGetAnnotationOfType(ANNOTATIONS + "MessageLogger")
                    .ifPresent(logger -> all.addAll(messages(each, text(logger, "projectCode"))));
        }
        return all;
    }

    private static List<String> messages(JavaClass logger, String code) {
        return logger.getMethods().stream()
                .filter(method -> method.isAnnotatedWith(ANNOTATIONS + "Message"))
                .map(method -> message(method, code))
                .toList();
    }

    private static String message(JavaMethod method, String code) {
        JavaAnnotation<?> message = method.getAnnotationOfType(ANNOTATIONS + "Message");
        JavaAnnotation<?> log = method.getAnnotationOfType(ANNOTATIONS + "LogMessage");
        int id = (int) message.get("id").orElseThrow();
        JavaEnumConstant level = (JavaEnumConstant) log.get("level").orElseThrow();
        return String.format("%s%04d %s", code, id, level.name());
    }

    private static String text(JavaAnnotation<?> annotation, String property) {
        return (String) annotation.get(property).orElseThrow();
    }

    @Test
    void nobodySaysAnythingWithoutAnId() {
        noClasses()
                .that()
                .areNotAnnotatedWith("javax.annotation.processing.Generated")
                .and()
                .haveNameNotMatching(".*_\\$logger")
                .should()
                .callMethodWhere(
                        target(owner(assignableTo("org.jboss.logging.BasicLogger")))
                                .and(target(nameMatching("(info|warn|error|fatal)[fv]?"))))
                .check(classes);
    }
}
