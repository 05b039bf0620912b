package org.portlease.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CallFilterTest {

    @Test
    void aReasonIsUtf8() {
        String sent = "fällig seit März €";
        String received =
                new String(sent.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(CallFilter.decoded(received)).isEqualTo(sent);
        assertThatThrownBy(() -> CallFilter.decoded("f\u00e4llig"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("Portlease-Reason: expected UTF-8");
    }
}
