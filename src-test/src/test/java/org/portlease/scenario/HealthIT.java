package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of the three questions, answered by a server that serves. */
class HealthIT extends StandardScenario {

    @ParameterizedTest
    @CsvSource({
        "started, schema",
        "started, configuration",
        "started, sockets",
        "ready, database",
        "ready, radius",
        "live, process"
    })
    void aServerThatServesIsHealthy(String question, String check) {
        HttpResponse<String> answer = world.a().management("/health/" + question);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).containsPattern("\"name\":\"" + check + "\",\"status\":\"UP\"");
    }
}
