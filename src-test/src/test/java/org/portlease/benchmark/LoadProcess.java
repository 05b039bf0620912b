package org.portlease.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The load as a process of its own: obeys one line of standard input after the other, and answers
 * each with one line.
 */
final class LoadProcess {

    private final JsonMapper json = new JsonMapper();
    private final NasRequests requests;
    private @Nullable SessionLoad load;
    private long next;

    private LoadProcess(String secret) {
        requests = new NasRequests(secret, Long.toHexString(System.currentTimeMillis()));
    }

    /**
     * @param arguments the secret
     */
    public static void main(String[] arguments) throws IOException {
        var process = new LoadProcess(arguments[0]);
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println(process.obey(line.split(" ", -1)));
        }
    }

    private String obey(String[] words) throws IOException {
        return switch (words[0]) {
            case "begin" ->
                    begin(
                            new LoadCase(Work.valueOf(words[1]), Integer.parseInt(words[2])),
                            Integer.parseInt(words[3]),
                            Integer.parseInt(words[4]));
            case "open" ->
                    open(
                            Work.valueOf(words[1]),
                            Integer.parseInt(words[2]),
                            Integer.parseInt(words[3]),
                            Integer.parseInt(words[4]));
            case "run" -> json.writeValueAsString(begun().run(Long.parseLong(words[1])));
            case "acknowledged" -> acknowledged(Path.of(words[1]));
            case "end" -> end();
            default -> throw new IllegalArgumentException("unknown command " + words[0]);
        };
    }

    private String begin(LoadCase wanted, int authPort, int acctPort) throws IOException {
        load = SessionLoad.closed(requests, wanted, authPort, acctPort, next);
        return "begun";
    }

    private String open(Work work, int perSecond, int authPort, int acctPort) throws IOException {
        load = SessionLoad.open(requests, work, perSecond, authPort, acctPort, next);
        return "open";
    }

    private String acknowledged(Path file) throws IOException {
        Files.write(file, begun().acknowledged().toList());
        return "written";
    }

    private String end() throws IOException {
        next = begun().next();
        begun().close();
        load = null;
        return "ended";
    }

    private SessionLoad begun() {
        if (load == null) {
            throw new IllegalArgumentException("expected 'begin' or 'open' first");
        }
        return load;
    }
}
