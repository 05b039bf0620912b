package org.portlease.storm;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Wire;

/**
 * A NAS: its subscribers, its wire, the two servers that it knows, and its reboots. Everything
 * happens on its actor's thread.
 */
final class StormNas implements AutoCloseable {

    static final String SECRET = "secret-of-the-storm";

    private static final Duration ON_PATIENCE = Duration.ofSeconds(20);
    private static final int IDS_A_LIFE = 0x100000;

    private final NasPlan plan;
    private final List<Destination> servers;
    private final BooleanSupplier calm;
    private final Actor actor;
    private final SplittableRandom weathers;
    private final List<Line> lines = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();
    private final List<StormSession> sessions = new ArrayList<>();
    private final Map<Integer, Caller> lastWithId = new HashMap<>();
    private int server;
    private int life;
    private int lastId;
    private int announcementsAcknowledged;
    private boolean closingTime;

    /**
     * @param realms of the client providers whose subscribers come
     * @param calm whether datagrams all arrive
     */
    StormNas(NasPlan plan, List<Destination> servers, List<String> realms, BooleanSupplier calm) {
        this.plan = plan;
        this.servers = servers;
        this.calm = calm;
        this.server = plan.number() % servers.size();
        this.weathers = new SplittableRandom(plan.weather());
        this.actor = new Actor(plan.name());
        for (int i = 0; i < plan.callers().size(); i++) {
            String name = "caller-" + plan.number() + "-" + i;
            String realm = realms.get((i + plan.number()) % realms.size());
            callers.add(new Caller(this, i + 1, name + "@" + realm, plan.callers().get(i)));
        }
    }

    /** Lets its subscribers come, until it is told that nobody comes any more. */
    void begin(Duration time) {
        actor.soon(() -> callers.forEach(Caller::goOn));
        plan.reboots().forEach(each -> actor.after(each.at(), () -> reboot(each)));
        actor.after(time, () -> closingTime = true);
    }

    /** Forgets all sessions, whatever is under way; its datagrams on the wire travel on. */
    private void reboot(NasPlan.Reboot reboot) {
        life++;
        lastId = plan.habit().usesIdsAgain() ? 0 : life * IDS_A_LIFE;
        lines.forEach(Line::releaseAll);
        if (reboot.announced()) {
            ask(
                    new Weather(weathers.nextLong(), actor, calm),
                    new Attempt.Asking(
                            ON_PATIENCE,
                            this::accountingOn,
                            reply -> announcementsAcknowledged++,
                            () -> {}));
        }
        callers.forEach(Caller::goOn);
    }

    private Draft accountingOn(int delay) {
        return Draft.accountingRequest(Wire.ACCOUNTING_ON, "00000000")
                .with(Wire.NAS_IDENTIFIER, plan.name())
                .with(Wire.ACCT_DELAY_TIME, delay);
    }

    /** A new session; its id may be one from before a reboot, though another subscriber's. */
    StormSession newSession(Caller caller, String userName, int port) {
        do {
            lastId++;
        } while (lastWithId.get(lastId) == caller);
        lastWithId.put(lastId, caller);
        StormSession session =
                new StormSession(plan, String.format("%08X", lastId), userName, port);
        sessions.add(session);
        return session;
    }

    Weather weather(Visit visit) {
        return new Weather(visit.weather(), actor, calm);
    }

    void ask(Weather weather, Attempt.Asking asking) {
        new Attempt(this, weather, asking).begin();
    }

    /** Does it then, unless the NAS has been rebooted by then. */
    void after(Duration time, Runnable task) {
        actor.after(time, inThisLife(task));
    }

    /** The task, to be done unless the NAS has been rebooted by then. */
    Runnable inThisLife(Runnable task) {
        int born = life;
        return () -> {
            if (life == born) {
                task.run();
            }
        };
    }

    Line freeLine() {
        for (Line line : lines) {
            if (line.isFree()) {
                return line;
            }
        }
        Line line = new Line(plan.address(), SECRET.getBytes(StandardCharsets.UTF_8), actor);
        lines.add(line);
        return line;
    }

    /** The server that it asks first at the moment. */
    int server() {
        return server;
    }

    /** Turns to the other server, where nothing else has turned there before. */
    void giveUpOn(int silent) {
        if (server == silent) {
            server = (silent + 1) % servers.size();
        }
    }

    InetSocketAddress address(int index, byte[] request) {
        Destination destination = servers.get(index);
        return request[0] == Wire.ACCOUNTING_REQUEST
                ? destination.accounting()
                : destination.authentication();
    }

    boolean isClosingTime() {
        return closingTime;
    }

    NasPlan plan() {
        return plan;
    }

    /** Whether all of its sessions are over, and no datagram is on its wire. */
    boolean isDone() {
        return actor.isIdle();
    }

    /** Every session so far; to be read when it is done. */
    List<StormSession> sessions() {
        return List.copyOf(sessions);
    }

    int announcementsAcknowledged() {
        return announcementsAcknowledged;
    }

    @Override
    public void close() {
        actor.close();
        lines.forEach(Line::close);
    }
}
