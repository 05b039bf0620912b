package org.portlease.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {

    private final Forms forms =
            new Forms(
                    Validation.byDefaultProvider()
                            .configure()
                            .messageInterpolator(new ParameterMessageInterpolator())
                            .buildValidatorFactory()
                            .getValidator());

    enum Colour {
        RED,
        BLUE
    }

    record Part(@NotNull Integer size) {}

    record Form(
            @NotBlank String name,
            @NotNull @Min(0) Integer ports,
            @Nullable BigDecimal amount,
            @Nullable Boolean active,
            @Nullable Instant from,
            @Nullable ZoneId zone,
            @Nullable Colour colour,
            @Nullable String secret,
            @Nullable List<@Valid Part> parts) {}

    record View(long id, String name, int ports, boolean active, List<Part> parts) {}

    private Form read(String json) throws IOException {
        return forms.read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Form.class);
    }

    private Problem problem(String json) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> read(json));
        assertThat(thrown).as(json).isNotNull();
        return thrown.problem();
    }

    @Test
    void whatIsSaidIsRead() throws IOException {
        Form form =
                read(
                        """
                        {"name": "Berlin", "ports": 5, "amount": 1.10, "active": true,
                         "from": "2026-01-31T12:00:00Z", "zone": "Europe/Berlin",
                         "colour": "RED", "parts": [{"size": 1}]}
                        """);

        assertThat(form.amount()).isEqualTo(new BigDecimal("1.10"));
        assertThat(form.from()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(form.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(form.parts()).containsExactly(new Part(1));
        assertThat(form.secret()).isNull();
    }

    @Test
    void eachWrongFieldIsNamedAtOnce() {
        Problem problem =
                problem(
                        """
                        {"ports": -1, "amount": "1", "active": "yes", "from": "yesterday",
                         "zone": "Atlantis", "colour": "GREEN", "nmae": "Berlin",
                         "parts": [{"size": 1}, {"size": "big", "weight": 2}, 7]}
                        """);

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors())
                .extracting(FieldFault::field)
                .containsExactlyInAnyOrder(
                        "ports",
                        "name",
                        "amount",
                        "active",
                        "from",
                        "zone",
                        "colour",
                        "nmae",
                        "parts[1].size",
                        "parts[1].weight",
                        "parts[2]");
    }

    @Test
    void aFaultSaysWhatWasExpectedAndOfWhatKindItIsButNotWhatItSays() {
        Problem problem =
                problem("{\"name\": \"Berlin\", \"ports\": \"hunter2\", \"colour\": \"hunter2\"}");

        assertThat(problem.errors())
                .contains(
                        new FieldFault("ports", "expected a whole number, but got a JSON string"),
                        new FieldFault(
                                "colour", "expected one of [RED, BLUE], but got a JSON string"));
        assertThat(problem.toString()).doesNotContain("hunter2");
    }

    @Test
    void numbersAreNeitherRoundedNorMadeOfTexts() {
        assertThat(problem("{\"name\": \"a\", \"ports\": 1.5}").errors())
                .extracting(FieldFault::field)
                .containsExactly("ports");
        assertThat(problem("{\"name\": \"a\", \"ports\": 99999999999}").errors())
                .extracting(FieldFault::field)
                .containsExactly("ports");
        assertThat(problem("{\"name\": 7, \"ports\": 1}").errors())
                .extracting(FieldFault::field)
                .containsExactly("name");
    }

    @Test
    void whatIsNoObjectOfJsonIsMalformed() {
        String deep = "[".repeat(1000) + "]".repeat(1000);
        for (String body :
                List.of("", "{", "[]", "7", "{} {}", "{\"name\":\"a\",\"name\":\"b\"}", deep)) {
            assertThat(problem(body).status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void aPatchChangesWhatItNamesAndNothingElse() {
        View view = new View(1, "Berlin", 5, true, List.of(new Part(1)));

        Form form = forms.patched(view, patch("{\"ports\": 7, \"active\": null}"), Form.class);

        assertThat(form.name()).isEqualTo("Berlin");
        assertThat(form.ports()).isEqualTo(7);
        assertThat(form.active()).isNull();
        assertThat(form.parts()).containsExactly(new Part(1));
        assertThat(form.secret()).isNull();
    }

    @Test
    void aPatchIsReadAsStrictlyAsAForm() {
        View view = new View(1, "Berlin", 5, true, List.of());

        ProblemException thrown =
                catchThrowableOfType(
                        ProblemException.class,
                        () ->
                                forms.patched(
                                        view, patch("{\"id\": 2, \"ports\": null}"), Form.class));

        assertThat(thrown.problem().errors())
                .extracting(FieldFault::field)
                .containsExactlyInAnyOrder("id", "ports");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "ports", "active", "colour", "zone", "from", "amount", "parts"})
    void anObjectInThePlaceOfAnotherValueIsAWrongField(String field) {
        View view = new View(1, "Berlin", 5, true, List.of());
        String json = "{\"" + field + "\": {\"a\": 1, \"b\": null}}";

        ProblemException thrown =
                catchThrowableOfType(
                        ProblemException.class, () -> forms.patched(view, patch(json), Form.class));

        assertThat(thrown.problem().status()).isEqualTo(422);
        assertThat(thrown.problem().errors()).extracting(FieldFault::field).contains(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a@u0000", "a@u0001b", "a@nb", "a@u0085", "a@u2028b", "@ud800", "a@u202eb"})
    void aTextIsOneLineOfWholeCharacters(String text) {
        String value = "\"" + text.replace('@', '\\') + "\"";
        Problem problem =
                problem("{\"name\": " + value + ", \"parts\": [{\"size\": " + value + "}]}");

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors())
                .extracting(FieldFault::field)
                .containsExactly("name", "parts[0].size");
        ProblemException ofPatch =
                catchThrowableOfType(
                        ProblemException.class,
                        () ->
                                forms.patched(
                                        new View(1, "Berlin", 5, true, List.of()),
                                        patch("{\"name\": " + value + "}"),
                                        Form.class));
        assertThat(ofPatch.problem().errors()).extracting(FieldFault::field).contains("name");
    }

    @Test
    void aTextMayBeOfAnyScript() throws IOException {
        for (String name : List.of("Köln", "北京", "תל אביב", "🌍", "a\u200fb")) {
            assertThat(read("{\"name\": \"" + name + "\", \"ports\": 1}").name()).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e999999999",
                "1e-999999999",
                "0e-999999999",
                "1e41",
                "1e-41"
            })
    void aNumberHasFewDigits(String number) {
        Problem problem = problem("{\"name\": \"a\", \"ports\": 1, \"amount\": " + number + "}");

        assertThat(problem.errors()).extracting(FieldFault::field).containsExactly("amount");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"+1000000000-12-31T23:59:59Z\"",
                "\"-1000000000-01-01T00:00:00Z\"",
                "1769860800",
                "[2026, 1, 31]",
                "\"\""
            })
    void aTimeIsATextAndCanBeStored(String time) {
        Problem problem = problem("{\"name\": \"a\", \"ports\": 1, \"from\": " + time + "}");

        assertThat(problem.errors()).extracting(FieldFault::field).containsExactly("from");
        assertThat(problem.errors().get(0).detail())
                .startsWith("expected an instant such as 2026-01-31T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\": NaN}", "{\"a\": 1, \"a\": 2}", "{\"a\": '1'}", "{'a'}"})
    void whatIsNoJsonIsToldWithoutTheInsides(String body) {
        assertThat(problem(body).detail())
                .startsWith("expected JSON with each name once, but it can't be read at line 1");
    }

    private Patch patch(String json) {
        try {
            return new Patch((ObjectNode) Json.mapper().readTree(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
