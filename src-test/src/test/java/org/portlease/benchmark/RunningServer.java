package org.portlease.benchmark;

import java.util.Optional;
import org.portlease.demo.ServerProcess;

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

    @Override
    public void close() {
        server.close();
    }
}
