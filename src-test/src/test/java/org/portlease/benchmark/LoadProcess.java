package org.portlease.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The load as a process of its own: obeys one line of standard input after the other, and answers
 * each with one line.
 */
final class LoadProcess {

    private LoadProcess() {}

    /**
     * @param arguments the server's two ports, the home server's two, the secret
     */
    public static void main(String[] arguments) throws IOException {
        int[] ports = new int[4];
        for (int i = 0; i < ports.length; i++) {
            ports[i] = Integer.parseInt(arguments[i]);
        }
        String secret = arguments[4];
        InstantServer server = new InstantServer(ports[2], ports[3], secret);
        Thread thread = new Thread(server, "client-provider");
        thread.setDaemon(true);
        thread.start();
        String run = Long.toHexString(System.currentTimeMillis());
        SessionLoad load = null;
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "lanes" -> {
                    load =
                            new SessionLoad(
                                    ports[0],
                                    ports[1],
                                    secret,
                                    run + "-" + words[1],
                                    Integer.parseInt(words[1]));
                    load.begin();
                    System.out.println("begun");
                }
                case "run" -> System.out.println(run(load, Long.parseLong(words[1])));
                default -> throw new IllegalArgumentException("unknown command " + words[0]);
            }
        }
    }

    private static String run(@Nullable SessionLoad load, long seconds) throws IOException {
        if (load == null) {
            throw new IllegalArgumentException("expected lanes before a run");
        }
        return load.run(seconds).toString();
    }
}
