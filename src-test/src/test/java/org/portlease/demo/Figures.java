package org.portlease.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.portlease.test.wire.TestNas;

/**
 * The demonstration: starts the server with the world {@code figures}, prints the figures as they
 * are played, and keeps a little traffic going until Ctrl-C.
 */
public final class Figures {

    private static final int SECONDS_BETWEEN_SESSIONS = 5;

    private final PrintStream out = System.out;
    private final DemoSettings settings;

    private Figures(DemoSettings settings) {
        this.settings = settings;
    }

    /**
     * @param arguments the provisioned server's directory, and one for the demonstration's own
     *     files
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "expected the server's directory and a work directory");
        }
        DemoSettings settings = DemoSettings.of(System.getenv(), System.getProperties());
        settings.requireFreePorts();
        new Figures(settings).run(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    private void run(Path home, Path work) throws IOException, InterruptedException {
        out.println("Starting the server with the demonstration world ...");
        try (TapReader tap = new TapReader();
                TestNas nas =
                        new TestNas(
                                "127.0.0.1",
                                DemoSettings.NAS_SECRET,
                                settings.authPort(),
                                settings.acctPort());
                ServerProcess server =
                        ServerProcess.start(
                                home,
                                work,
                                settings.portOffset(),
                                settings.forServer(tap.address()))) {
            Thread stop = new Thread(server::close, "stop-server");
            Runtime.getRuntime().addShutdownHook(stop);
            server.awaitReady();
            FigurePlayer player = new FigurePlayer(nas, tap);
            playFigures(player);
            sayWhatToTry(server);
            keepTrafficGoing(player, server);
        }
    }

    private void playFigures(FigurePlayer player) throws IOException {
        out.println();
        out.println("---> a packet as it was on the wire, #n its Identifier octet on that leg");
        out.println("- -> a decision of the built-in Master RADIUS server");
        for (SequenceChart chart : player.playAll()) {
            out.println();
            out.println(chart);
        }
    }

    private void sayWhatToTry(ServerProcess server) {
        out.println();
        out.println("The server runs on. Try:");
        out.printf(
                "  echo 'User-Name=%s,User-Password=%s,NAS-Port=1,Acct-Session-Id=try-1'"
                        + " | radclient -x 127.0.0.1:%d auth %s%n",
                FigurePlayer.BOB,
                FigurePlayer.BOB_PASSWORD,
                settings.authPort(),
                DemoSettings.NAS_SECRET);
        out.println(
                "  curl -k -u \"operator:$(cat "
                        + server.firstPassword()
                        + ")\" "
                        + server.api()
                        + "/capacity   (and /refusals, /counters)");
        out.println("  " + server.readiness());
        out.println("Its log: " + server.log());
        out.println("Ctrl-C stops it. A session every " + SECONDS_BETWEEN_SESSIONS + " seconds:");
    }

    private void keepTrafficGoing(FigurePlayer player, ServerProcess server)
            throws IOException, InterruptedException {
        boolean own = false;
        while (server.isAlive()) {
            String user = own ? FigurePlayer.ALICE : FigurePlayer.BOB;
            String password = own ? FigurePlayer.ALICE_PASSWORD : FigurePlayer.BOB_PASSWORD;
            tell(user, outcome(player, user, password));
            own = !own;
            TimeUnit.SECONDS.sleep(SECONDS_BETWEEN_SESSIONS);
        }
        throw new IOException("the server has stopped; see " + server.log());
    }

    /** Somebody who tries things out may have taken the ports: then the traffic is refused. */
    private static String outcome(FigurePlayer player, String user, String password)
            throws IOException {
        try {
            player.playUnseen(user, password);
            return "Accept, Start, Stop";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void tell(String user, String outcome) {
        out.println(
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
                        + "  "
                        + user
                        + "  "
                        + outcome);
    }
}
