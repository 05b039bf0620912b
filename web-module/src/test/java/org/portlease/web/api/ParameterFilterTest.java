package org.portlease.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFilterTest {

    private static final Map<String, Class<?>> KNOWN =
            Map.of("pop", String.class, "dryRun", boolean.class, "open", Boolean.class);

    static class Common {
        @QueryParam("limit")
        int limit;
    }

    static class Wanted extends Common {
        @QueryParam("pop")
        String pop = "";
    }

    interface Resource {
        void list(
                @PathParam("id") long id,
                @BeanParam Wanted wanted,
                @QueryParam("nas") String nas,
                String body);
    }

    private static List<String> wrong(
            Map<String, List<String>> query, Map<String, List<String>> path) {
        return ParameterFilter.faults(query, path, KNOWN).stream().map(FieldFault::field).toList();
    }

    @Test
    void aMethodKnowsItsOwnParametersThoseOfItsBeansAndADryRun() {
        Method list =
                Arrays.stream(Resource.class.getDeclaredMethods())
                        .filter(method -> method.getName().equals("list"))
                        .findFirst()
                        .orElseThrow();

        assertThat(ParameterFilter.of(list)).containsOnlyKeys("dryRun", "limit", "nas", "pop");
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertThat(wrong(Map.of("pop", List.of("Berlin")), Map.of("id", List.of("1")))).isEmpty();
        assertThat(wrong(Map.of("Pop", List.of("Berlin")), Map.of())).containsExactly("Pop");
        assertThat(wrong(Map.of("", List.of("")), Map.of())).containsExactly("");
    }

    @Test
    void whatIsSaidTwiceIsNamed() {
        assertThat(wrong(Map.of("pop", List.of("a", "a")), Map.of())).containsExactly("pop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"True", "TRUE", "1", "", "yes", " true"})
    void whatIsNeitherTrueNorFalseIsNamed(String value) {
        for (String name : List.of("dryRun", "open")) {
            assertThat(wrong(Map.of(name, List.of("true")), Map.of())).isEmpty();
            assertThat(wrong(Map.of(name, List.of("false")), Map.of())).isEmpty();
            assertThat(wrong(Map.of(name, List.of(value)), Map.of())).containsExactly(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "a\nb", "\ud800", "a\u202eb"})
    void whatNoValueCouldBeIsNamed(String value) {
        assertThat(wrong(Map.of("pop", List.of(value)), Map.of())).containsExactly("pop");
        assertThat(wrong(Map.of(), Map.of("name", List.of(value)))).containsExactly("name");
    }
}
