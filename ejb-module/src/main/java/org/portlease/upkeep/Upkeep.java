package org.portlease.upkeep;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sweeps, each as often as it needs to by the server's clock. Every node does so; none waits for
 * another, and what one has done the other finds done.
 */
@Singleton
@DependsOn("Startup")
public class Upkeep {

    private static final Duration EVERY_SECOND = Duration.ofSeconds(1);
    private static final Duration EVERY_FIVE = Duration.ofSeconds(5);
    private static final Duration EVERY_TEN = Duration.ofSeconds(10);
    private static final Duration EVERY_MINUTE = Duration.ofMinutes(1);
    private static final Duration EVERY_HOUR = Duration.ofHours(1);

    @Inject private Clock clock;
    @Inject private ExpirySweep expiry;
    @Inject private RebootSweep reboots;
    @Inject private ContractSweep contracts;
    @Inject private RepairSweep repairs;
    @Inject private EvidenceSweep evidence;
    @Inject private PortSweep ports;
    @Inject private NoticeSweep notices;
    @Inject private KeySweep keys;
    @Inject private NodeBeat nodes;
    @Inject private DrainSweep drains;
    @Inject private CapacitySweep capacities;

    private final Map<String, Instant> doneAt = new HashMap<>();
    private Instant complainedAt = Instant.EPOCH;

    /** What was silent before, we may just not have heard. */
    private Instant listeningSince = Instant.EPOCH;

    private boolean deaf = true;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void everySecond() {
        sweep(clock.instant());
    }

    /** Does what is due at that instant, each sweep in transactions of its own. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void sweep(Instant now) {
        due("nodes", EVERY_FIVE, now, nodes::sweep);
        due("reboots", EVERY_SECOND, now, reboots::sweep);
        due("expiry", EVERY_TEN, now, instant -> expiry.sweep(instant, listeningSince));
        due("contracts", EVERY_TEN, now, contracts::sweep);
        due("drains", EVERY_TEN, now, drains::sweep);
        due("repairs", EVERY_MINUTE, now, repairs::sweep);
        due("evidence", EVERY_HOUR, now, evidence::sweep);
        due("capacities", EVERY_HOUR, now, capacities::sweep);
        due("notices", EVERY_TEN, now, notices::sweep);
        due("ports", EVERY_TEN, now, ports::sweep);
        due("keys", EVERY_TEN, now, keys::sweep);
    }

    private void due(String name, Duration interval, Instant now, Consumer<Instant> sweep) {
        Instant last = doneAt.getOrDefault(name, Instant.EPOCH);
        // half a second less: timers are not punctual
        if (Duration.between(last, now).plusMillis(500).compareTo(interval) < 0) {
            return;
        }
        doneAt.put(name, now);
        try {
            sweep.accept(now);
            if (deaf) {
                deaf = false;
                listeningSince = now;
            }
        } catch (Exception e) { // a failed commit throws a checked one that nobody declares
            deaf = deaf || !reachesDatabase(now);
            complain(name, now, e);
        }
    }

    /**
     * Whether the node's beat can be written. A sweep that fails by itself, again and again, must
     * not keep silent sessions open.
     */
    private boolean reachesDatabase(Instant now) {
        try {
            nodes.sweep(now);
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    /** Once a minute at most: without a database every sweep of every second fails. */
    private void complain(String name, Instant now, Exception e) {
        if (Duration.between(complainedAt, now).compareTo(EVERY_MINUTE) >= 0) {
            complainedAt = now;
            UpkeepLog.LOG.sweepFailed(name, e.getClass().getSimpleName());
        }
        UpkeepLog.LOG.debugf(e, "The sweep of %s failed", name);
    }
}
