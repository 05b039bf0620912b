package org.portlease.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Where the parts of the archive that a health check can't see say how they are. Safe for many
 * threads.
 */
@ApplicationScoped
public class HealthBoard {

    private final Map<String, Supplier<Optional<String>>> faults = new ConcurrentHashMap<>();

    /**
     * @param part which part answers
     * @param fault asked at each check, by any thread: why it cannot serve, or empty
     */
    public void ask(String part, Supplier<Optional<String>> fault) {
        faults.put(part, fault);
    }

    /** How the part is; one that has said nothing yet is not ready. */
    HealthCheckResponse response(String part) {
        Supplier<Optional<String>> answer =
                faults.getOrDefault(part, () -> Optional.of("not started yet"));
        Optional<String> fault = answer.get();
        var response = HealthCheckResponse.named(part).status(fault.isEmpty());
        fault.ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }
}
