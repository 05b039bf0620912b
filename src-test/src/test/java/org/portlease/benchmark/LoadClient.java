package org.portlease.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Commands {@link LoadProcess}. */
final class LoadClient implements AutoCloseable {

    private final JsonMapper json = new JsonMapper();
    private final JavaChild process;

    private LoadClient(JavaChild process) {
        this.process = process;
    }

    static LoadClient start(String secret) throws IOException {
        return new LoadClient(JavaChild.start(LoadProcess.class, secret));
    }

    ProcessHandle process() {
        return process.handle();
    }

    /** Sends the first requests. */
    void begin(LoadCase load, int authPort, int acctPort) throws IOException {
        process.command(
                String.format(
                        "begin %s %d %d %d",
                        load.work().name(), load.outstanding(), authPort, acctPort));
    }

    /** Begins so many sessions a second from now on. */
    void open(Work work, int perSecond, int authPort, int acctPort) throws IOException {
        process.command(
                String.format("open %s %d %d %d", work.name(), perSecond, authPort, acctPort));
    }

    /** Writes the Acct-Session-Id of each session of this load whose Stop was acknowledged. */
    void acknowledged(Path file) throws IOException {
        process.command("acknowledged " + file);
    }

    /** Keeps the load up for so long; what it has seen. */
    LoadResult run(int seconds) throws IOException {
        return json.readValue(process.command("run " + seconds), LoadResult.class);
    }

    /** Waits for no more answers. */
    void end() throws IOException {
        process.command("end");
    }

    @Override
    public void close() {
        process.close();
    }
}
