package org.portlease.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.spi.HealthCheckResponseProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HealthBoardTest {

    private final HealthBoard board = new HealthBoard();

    @BeforeAll
    static void bringTheProviderThatTheServerHas() {
        HealthCheckResponse.setResponseProvider(new PlainProvider());
    }

    @Test
    void aPartThatHasSaidNothingIsNotReady() {
        HealthCheckResponse response = board.response("radius");

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow()).containsEntry("reason", "not started yet");
    }

    @Test
    void aPartWithoutAFaultIsReady() {
        board.ask("radius", Optional::empty);

        assertThat(board.response("radius").getStatus()).isEqualTo(Status.UP);
        assertThat(board.response("database").getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void aFaultIsAskedForAnewEachTimeAndTold() {
        Map<String, String> fault = new HashMap<>();
        board.ask("database", () -> Optional.ofNullable(fault.get("now")));
        assertThat(board.response("database").getStatus()).isEqualTo(Status.UP);

        fault.put("now", "connection refused");

        HealthCheckResponse response = board.response("database");
        assertThat(response.getName()).isEqualTo("database");
        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData().orElseThrow()).containsEntry("reason", "connection refused");
    }

    private static final class PlainProvider implements HealthCheckResponseProvider {
        @Override
        public HealthCheckResponseBuilder createResponseBuilder() {
            return new PlainBuilder();
        }
    }

    private static final class PlainBuilder extends HealthCheckResponseBuilder {
        private final Map<String, Object> data = new HashMap<>();
        private String name = "";
        private boolean up;

        @Override
        public HealthCheckResponseBuilder name(String newName) {
            name = newName;
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, String value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, long value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder withData(String key, boolean value) {
            data.put(key, value);
            return this;
        }

        @Override
        public HealthCheckResponseBuilder up() {
            return status(true);
        }

        @Override
        public HealthCheckResponseBuilder down() {
            return status(false);
        }

        @Override
        public HealthCheckResponseBuilder status(boolean isUp) {
            up = isUp;
            return this;
        }

        @Override
        public HealthCheckResponse build() {
            return new HealthCheckResponse(
                    name, up ? Status.UP : Status.DOWN, Optional.of(Map.copyOf(data)));
        }
    }
}
