package org.portlease.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server of the installation. It announces itself when it starts, says every few seconds that it
 * is there, and stays known when it is gone. What it is told to do outlives its restarts.
 */
@Entity
public class Node {

    private static final int MOST_VERSION = 64;

    @Id private String name;
    private String version;
    private Instant startedAt;
    private Instant seenAt;
    private long configVersion;
    private @Nullable Instant drainingSince;

    @SuppressWarnings("NullAway.Init")
    protected Node() {}

    private Node(String name, String version, Instant startedAt) {
        this.name = Checks.name("a node's name", name);
        this.version = Checks.text("a node's version", version, MOST_VERSION);
        this.startedAt = startedAt;
        this.seenAt = startedAt;
    }

    /** One that nobody has heard of before. */
    public static Node started(String name, String version, Instant at) {
        return new Node(name, version, at);
    }

    /** It has started again. */
    public void startedAgain(String newVersion, Instant at) {
        version = Checks.text("a node's version", newVersion, MOST_VERSION);
        startedAt = at;
    }

    /** It gets no new sessions from now on: it leaves their requests unanswered. */
    public void drain(Instant now) {
        drainingSince = drainingSince == null ? now : drainingSince;
    }

    public void undrain() {
        drainingSince = null;
    }

    public String name() {
        return name;
    }

    public String version() {
        return version;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** When it last said that it is there, by the database's clock. */
    public Instant seenAt() {
        return seenAt;
    }

    /** The version of the configuration that it decided by when it was last seen. */
    public long configVersion() {
        return configVersion;
    }

    /** Since when it gets no new sessions; empty where it does. */
    public Optional<Instant> drainingSince() {
        return Optional.ofNullable(drainingSince);
    }
}
