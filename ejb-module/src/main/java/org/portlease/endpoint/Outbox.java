package org.portlease.endpoint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.portlease.outbound.Backlog.Waiting;
import org.portlease.outbound.Deliveries.Sent;
import org.portlease.outbound.StoredReport;

/** What the steps of one batch store for later, and what came of what was sent; one thread's. */
final class Outbox {

    private final Set<Waiting> waiting = new HashSet<>();
    private final Set<UUID> endedByUs = new HashSet<>();
    private final List<StoredReport> toStore = new ArrayList<>();
    private final List<Sent> acknowledged = new ArrayList<>();
    private final List<Sent> unanswered = new ArrayList<>();
    private final Set<Long> answering = new HashSet<>();
    private final List<Disconnected> disconnected = new ArrayList<>();
    private LongPredicate silent = homeGroup -> true;

    /** Tells of reports that are stored. */
    void knows(Set<Waiting> stored) {
        waiting.addAll(stored);
    }

    /**
     * Tells whose servers have fallen silent: their next answer is to be noted. Until told, any may
     * have.
     */
    void knowsSilent(LongPredicate silentGroups) {
        silent = silentGroups;
    }

    boolean isSilent(long homeGroup) {
        return silent.test(homeGroup);
    }

    /** A Stop of ours is stored for whoever knows of the session. */
    void endedByUs(UUID session) {
        endedByUs.add(session);
    }

    /** Whether an earlier report of the session is stored for the group. */
    boolean waits(UUID session, long homeGroup) {
        return endedByUs.contains(session) || waiting.contains(new Waiting(session, homeGroup));
    }

    void store(StoredReport report) {
        toStore.add(report);
        waiting.add(new Waiting(report.leaseId(), report.homeGroup()));
    }

    void acknowledged(Sent sent) {
        acknowledged.add(sent);
    }

    void unanswered(Sent sent) {
        unanswered.add(sent);
    }

    /** The group's servers have acknowledged something that a NAS waited for. */
    void answers(long homeGroup) {
        answering.add(homeGroup);
    }

    void disconnected(Disconnected answer) {
        disconnected.add(answer);
    }

    List<StoredReport> toStore() {
        return toStore;
    }

    boolean hasDeliveries() {
        return !acknowledged.isEmpty() || !unanswered.isEmpty();
    }

    List<Sent> acknowledged() {
        return acknowledged;
    }

    List<Sent> unanswered() {
        return unanswered;
    }

    Set<Long> answering() {
        return answering;
    }

    List<Disconnected> disconnected() {
        return disconnected;
    }
}
