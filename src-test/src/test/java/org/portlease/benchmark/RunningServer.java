package org.portlease.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.portlease.demo.ServerProcess;
import org.portlease.test.world.User;

/** The server that ships, as it runs. */
final class RunningServer implements Running {

    private final ServerProcess server;

    RunningServer(ServerProcess server) {
        this.server = server;
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.of(server.java());
    }

    @Override
    public boolean isAlive() {
        return server.isAlive();
    }

    void awaitReady() throws IOException, InterruptedException {
        server.awaitReady();
    }

    /** What it counts, as a monitoring system would read it. */
    Metrics metrics() throws IOException {
        String password = Files.readString(server.firstPassword()).strip();
        return new Metrics(
                server.client().get(new User("operator", password, List.of()), "/metrics").body());
    }

    /** Where its console output goes. */
    Path log() {
        return server.log();
    }

    @Override
    public void close() {
        server.close();
    }
}
