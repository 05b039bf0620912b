package org.portlease.storm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.world.WorldFile;

/** The installation that the storm goes over: one POP, the plan's NASes, the client providers. */
final class StormWorld {

    private static final String POP = "Coast";
    private static final int POP_PORTS = 1_000_000;
    private static final int HOME_TIMEOUT_MILLIS = 600;

    /** The least that a NAS may be asked for. */
    private static final int INTERIM_SECONDS = 60;

    /** Of a session without interims: what no session of a storm reaches in real time. */
    private static final int LONGEST_SESSION_SECONDS = 1800;

    private StormWorld() {}

    static Path write(StormPlan plan, List<StormHome> homes, Path file) {
        WorldFile world = new WorldFile().pop(POP, POP_PORTS);
        plan.nases().forEach(nas -> add(world, nas));
        for (StormHome home : homes) {
            List<Map<String, @Nullable Object>> servers = new ArrayList<>();
            for (TestHomeServer server : home.servers()) {
                servers.add(
                        WorldFile.homeServer(
                                server,
                                "timeoutMillis",
                                HOME_TIMEOUT_MILLIS,
                                "priority",
                                servers.size() + 1));
            }
            world.provider(
                    home.provider(),
                    home.realm(),
                    servers,
                    "ports",
                    home.contract().ports(),
                    "accounting",
                    home.contract().accounting());
        }
        return world.write(file);
    }

    private static void add(WorldFile world, NasPlan nas) {
        NasPlan.Habit habit = nas.habit();
        world.nas(
                nas.name(),
                POP,
                nas.address(),
                StormNas.SECRET,
                "uniquePorts",
                habit.hasUniquePorts(),
                "interimSeconds",
                habit.sendsInterims() ? INTERIM_SECONDS : 0,
                "longestSessionSeconds",
                LONGEST_SESSION_SECONDS);
    }
}
