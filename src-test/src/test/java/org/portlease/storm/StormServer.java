package org.portlease.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.portlease.demo.ServerProcess;
import org.portlease.test.world.Await;
import org.portlease.test.world.PortOffset;

/** One of the Portlease servers, a process of its own. */
final class StormServer implements Mortal, AutoCloseable {

    private static final Duration END = Duration.ofSeconds(20);

    private final Path home;
    private final Path work;
    private final PortOffset offset = PortOffset.free();
    private final Map<String, String> settings;
    private ServerProcess process;

    /**
     * Starts it; {@link #awaitReady} tells when it is up.
     *
     * @param home the provisioned server
     * @param work where its copy goes
     * @param common settings of every server of the installation
     */
    StormServer(Path home, Path work, String node, Map<String, String> common) {
        this.home = home;
        this.work = work.resolve(node);
        this.settings = new HashMap<>(common);
        settings.put("PORTLEASE_NODE", node);
        settings.put("PORTLEASE_AUTH_PORT", Integer.toString(offset.of(1812)));
        settings.put("PORTLEASE_ACCT_PORT", Integer.toString(offset.of(1813)));
        settings.put("PORTLEASE_COA_PORT", "0");
        try {
            process = ServerProcess.start(home, this.work, offset.value(), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Destination destination() {
        return Destination.onLoopback(offset.of(1812), offset.of(1813));
    }

    /** A server that does not get ready is ended. */
    void awaitReady() {
        try {
            process.awaitReady();
        } catch (IOException e) {
            process.close();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.close();
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** SIGKILL: nothing is closed, nothing finished. */
    @Override
    public void kill() {
        process.java().destroyForcibly();
        Await.until("the end of " + work, END, () -> !process.isAlive());
    }

    @Override
    public void revive() {
        try {
            process = ServerProcess.restart(home, work, offset.value(), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }
}
