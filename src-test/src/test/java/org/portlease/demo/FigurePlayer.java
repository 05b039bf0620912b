package org.portlease.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;

/** Plays the founding document's figures against a server of the world {@code figures}. */
final class FigurePlayer implements AutoCloseable {

    static final String ALICE = "alice@msp.example";
    static final String ALICE_PASSWORD = "alice-secret";
    static final String BOB = "bob@north.example";
    static final String BOB_PASSWORD = "bob-secret";

    private static final int NORTH_PORTS = 4;

    /** Longer than a NAS waits: a server that has just started is slow at first. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestNas nas;
    private final TapReader tap;

    FigurePlayer(TestNas nas, TapReader tap) {
        this.nas = nas;
        this.tap = tap;
    }

    /** All charts, in the document's order. */
    List<SequenceChart> playAll() throws IOException {
        return List.of(
                figure6(),
                figure7Suspended(),
                figure7Unknown(),
                figure7Full(),
                figure8(),
                figure9());
    }

    /** The master's own subscriber is admitted and accounted under its own identifier. */
    SequenceChart figure6() throws IOException {
        Scene scene = new Scene();
        Session session = scene.admitted(Session.of(ALICE, ALICE_PASSWORD));
        scene.account(session.start());
        scene.account(session.stop(60));
        return scene.chart("Figure 6: an own subscriber of the master is admitted");
    }

    /** The contract is suspended: nothing goes to the client provider. */
    SequenceChart figure7Suspended() throws IOException {
        Scene scene = new Scene();
        scene.rejected(Session.of("sue@south.example", "sue-secret"));
        return scene.chart("Figure 7: refused by the master, because South is suspended");
    }

    /** Nobody's realm: not even the Master is asked. */
    SequenceChart figure7Unknown() throws IOException {
        Scene scene = new Scene();
        scene.rejected(Session.of("carol@nowhere.example", "carol-secret"));
        return scene.chart("Figure 7: refused by the proxy, because nobody knows the realm");
    }

    /** All ports of the contract are in use: the chart shows the request that is one too many. */
    SequenceChart figure7Full() throws IOException {
        List<Session> open = new ArrayList<>();
        for (int i = 0; i < NORTH_PORTS; i++) {
            Scene unseen = new Scene();
            Session session = unseen.admitted(Session.of(BOB, BOB_PASSWORD));
            unseen.account(session.start());
            open.add(session);
        }
        Scene scene = new Scene();
        scene.rejected(Session.of(BOB, BOB_PASSWORD));
        for (Session session : open) {
            new Scene().account(session.stop(30));
        }
        return scene.chart(
                "Figure 7: refused by the master, because North's "
                        + NORTH_PORTS
                        + " ports are in use");
    }

    /** The master admits, the client provider does not know the subscriber. */
    SequenceChart figure8() throws IOException {
        Scene scene = new Scene();
        scene.rejected(Session.of(BOB, "not-bobs-secret"));
        return scene.chart("Figure 8: admitted by the master, refused by North");
    }

    /** Admitted by both, and accounted on both sides. */
    SequenceChart figure9() throws IOException {
        Scene scene = new Scene();
        Session session = scene.admitted(Session.of(BOB, BOB_PASSWORD));
        scene.account(session.start());
        scene.account(session.interim(300));
        scene.account(session.stop(540));
        return scene.chart(
                "Figure 9: admitted by the master and by North, accounted on both sides");
    }

    /** A session from beginning to end that no chart is drawn of. */
    void playUnseen(String user, String password) throws IOException {
        Scene scene = new Scene();
        Session session = scene.admitted(Session.of(user, password));
        scene.account(session.start());
        scene.account(session.stop(5));
    }

    /**
     * The messages between a request of the NAS and its reply, as the wire and the tap told them.
     */
    private final class Scene {

        private final List<Arrow> arrows = new ArrayList<>();

        Scene() throws IOException {
            tap.drain();
        }

        /** The session with the Classes that the Accept brought. */
        Session admitted(Session session) throws IOException {
            return session.accepted(seen(session.access(), Wire.ACCESS_ACCEPT));
        }

        void rejected(Session session) throws IOException {
            seen(session.access(), Wire.ACCESS_REJECT);
        }

        void account(Draft report) throws IOException {
            seen(report, Wire.ACCOUNTING_RESPONSE);
        }

        private WirePacket seen(Draft request, int expectedCode) throws IOException {
            Exchange exchange = nas.send(request);
            WirePacket reply = exchange.insist(PATIENCE);
            arrows.add(PacketView.arrow(Party.NAS, Party.PROXY, exchange.request()));
            arrows.addAll(tap.drain());
            arrows.add(PacketView.arrow(Party.PROXY, Party.NAS, reply));
            if (reply.code() != expectedCode) {
                throw new IllegalStateException(
                        "expected code "
                                + expectedCode
                                + " for "
                                + exchange.request().text(Wire.USER_NAME)
                                + ", but got "
                                + reply.code());
            }
            return reply;
        }

        SequenceChart chart(String title) {
            return new SequenceChart(title, arrows);
        }
    }

    @Override
    public void close() throws IOException {
        nas.close();
        tap.close();
    }
}
