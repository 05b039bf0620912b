package org.portlease.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who takes part in each round, in this order. */
final class Entrants {

    /** Access last: the leases that it leaves must not end in the middle of other figures. */
    private static final List<LoadCase> CASES =
            List.of(
                    Goal.SESSIONS_64,
                    Goal.SESSIONS_256,
                    Goal.SESSION_ALONE,
                    Goal.ACCESS_ALONE,
                    Goal.ACCESS_64);

    /** What a proxy that decides nothing can be compared in. */
    private static final List<LoadCase> PROXY_CASES =
            List.of(Goal.SESSION_ALONE, Goal.ACCESS_ALONE, Goal.ACCESS_64);

    /** What a crowd is compared in. */
    private static final List<LoadCase> CROWD_CASES = List.of(Goal.SESSIONS_64, Goal.SESSIONS_256);

    private final Path home;
    private final Path work;
    private final Cluster cluster;
    private final Endpoints endpoints;
    private final Settings settings;

    /**
     * @param home the provisioned server
     * @param work where their files go
     */
    Entrants(Path home, Path work, Cluster cluster, Endpoints endpoints, Settings settings) {
        this.home = home;
        this.work = work;
        this.cluster = cluster;
        this.endpoints = endpoints;
        this.settings = settings;
    }

    /** Those that the chosen parts ask for. A crowd comes right after what it is compared with. */
    List<Entrant> all() {
        List<Entrant> all = new ArrayList<>();
        if (settings.has(Part.RIVALS)) {
            all.add(direct());
        }
        if (settings.hasAny(Part.RIVALS, Part.PROVIDERS, Part.SESSIONS, Part.START)) {
            all.add(portlease(Entrant.PORTLEASE, small("portlease"), cases()));
        }
        if (settings.has(Part.PROVIDERS)) {
            all.add(crowded(Entrant.MANY_PROVIDERS, "providers", settings.providers()));
        }
        if (settings.has(Part.SESSIONS)) {
            all.add(crowded(Entrant.MANY_SESSIONS, "sessions", settings.sessions()));
        }
        if (settings.has(Part.RIVALS)) {
            Path files = work.resolve("freeradius");
            all.add(rival(Entrant.FREERADIUS, new FreeRadius(files, cluster, endpoints), CASES));
            all.add(
                    rival(
                            Entrant.RADSECPROXY,
                            new RadsecProxy(work.resolve("radsecproxy"), endpoints),
                            PROXY_CASES));
        }
        return all;
    }

    private List<LoadCase> cases() {
        if (settings.has(Part.RIVALS)) {
            return CASES;
        }
        return settings.hasAny(Part.PROVIDERS, Part.SESSIONS) ? CROWD_CASES : List.of();
    }

    /**
     * Portlease with the world "load" alone.
     *
     * @param name of its database and directory
     */
    Portlease small(String name) {
        return new Portlease(home, work, name, cluster, endpoints);
    }

    private Entrant crowded(String title, String name, Crowd crowd) {
        return portlease(
                title, new CrowdedPortlease(small("portlease_" + name), crowd), CROWD_CASES);
    }

    private Entrant portlease(String title, Contestant contestant, List<LoadCase> cases) {
        return new Entrant(
                title,
                contestant,
                endpoints.authPort(),
                endpoints.acctPort(),
                cases,
                settings.warmUpSeconds());
    }

    private Entrant direct() {
        return new Entrant(
                Entrant.DIRECT,
                new Direct(),
                endpoints.homeAuthPort(),
                endpoints.homeAcctPort(),
                CASES,
                settings.rivalsWarmUpSeconds());
    }

    private Entrant rival(String title, Contestant contestant, List<LoadCase> cases) {
        return new Entrant(
                title,
                contestant,
                endpoints.authPort(),
                endpoints.acctPort(),
                cases,
                settings.rivalsWarmUpSeconds());
    }
}
