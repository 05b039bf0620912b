package org.portlease.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.portlease.test.world.Template;

/** Debian's radsecproxy, which forwards over UDP and keeps nothing. */
final class RadsecProxy implements Contestant {

    static final String PROGRAM = "/usr/sbin/radsecproxy";

    private final Path work;
    private final Endpoints endpoints;

    RadsecProxy(Path work, Endpoints endpoints) {
        this.work = work;
        this.endpoints = endpoints;
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(work);
        Template.write("/benchmark/radsecproxy.conf", configuration(), endpoints.names());
    }

    private Path configuration() {
        return work.resolve("radsecproxy.conf");
    }

    @Override
    public Running start() throws IOException {
        return Daemon.start(
                work.resolve("output.log"),
                List.of(PROGRAM, "-f", "-c", configuration().toString()));
    }
}
