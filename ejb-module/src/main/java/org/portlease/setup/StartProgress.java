package org.portlease.setup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** How far the start has come, for health. Safe for many threads. */
@ApplicationScoped
public class StartProgress {

    private volatile boolean migrated;
    private volatile boolean configured;

    void schemaMigrated() {
        migrated = true;
    }

    void configurationRead() {
        configured = true;
    }

    /** Why the schema is not what this version works with; empty where it is. */
    public Optional<String> schemaFault() {
        return migrated ? Optional.empty() : Optional.of("the schema is not migrated yet");
    }

    /** Why there is no configuration to work by; empty where there is one. */
    public Optional<String> configurationFault() {
        return configured
                ? Optional.empty()
                : Optional.of("the configuration has not been read yet");
    }
}
