package org.portlease.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The load's process, as the benchmark commands it: a line there, a line back. */
final class LoadClient implements AutoCloseable {

    private final Process process;
    private final BufferedReader replies;
    private final PrintWriter commands;

    private LoadClient(Process process) {
        this.process = process;
        this.replies = process.inputReader(StandardCharsets.UTF_8);
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    static LoadClient start(
            int authPort, int acctPort, int homeAuthPort, int homeAcctPort, String secret)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(LoadProcess.class.getName());
        for (int port : new int[] {authPort, acctPort, homeAuthPort, homeAcctPort}) {
            command.add(Integer.toString(port));
        }
        command.add(secret);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return new LoadClient(builder.start());
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Begins anew with that many requests outstanding. */
    void lanes(int lanes) throws IOException {
        command("lanes " + lanes);
    }

    /** Keeps the load up for so long; what it has seen. */
    String run(int seconds) throws IOException {
        return command("run " + seconds);
    }

    private String command(String line) throws IOException {
        commands.println(line);
        String reply = replies.readLine();
        if (reply == null) {
            throw new IOException("the load has ended at the command '" + line + "'");
        }
        return reply;
    }

    /** The load ends when its commands do. */
    @Override
    public void close() {
        commands.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
