package org.portlease.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a conditional request says, whether it is one tag or several. */
class TagsTest {

    private static final String TAG = "\"abc\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"abc\"",
                "*",
                " * ",
                "\"x\", \"abc\"",
                "\"abc\",\"x\"",
                "W/\"x\" , \"abc\""
            })
    void aTagOfTheListMatches(String said) {
        assertThat(Tags.strong(said, TAG)).isTrue();
        assertThat(Tags.weak(said, TAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"abc\"", "\"x\", W/\"abc\""})
    void aWeakTagIsEnoughToReadAndNotToChange(String said) {
        assertThat(Tags.strong(said, TAG)).isFalse();
        assertThat(Tags.weak(said, TAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "abc", "\"x\"", "\"x,\"abc\"", "\"x\" \"abc\"", "\"abc\"x", "\"*\""})
    void anythingElseDoesNot(String said) {
        assertThat(Tags.strong(said, TAG)).isFalse();
        assertThat(Tags.weak(said, TAG)).isFalse();
    }
}
