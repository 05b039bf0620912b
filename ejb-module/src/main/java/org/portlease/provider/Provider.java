package org.portlease.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client service provider (CSP): it buys access for its subscribers from the master. */
@Entity
public class Provider {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name;
    private @Nullable String party;
    private @Nullable Instant drainingSince;
    private boolean drainDisconnects;

    @SuppressWarnings("NullAway.Init")
    protected Provider() {}

    private Provider(String name) {
        this.name = name;
    }

    public static Provider named(String name) {
        return new Provider(Checks.name("a provider's name", name));
    }

    public void rename(String newName) {
        name = Checks.name("a provider's name", newName);
    }

    /** Says who buys, as JSON: for its invoices; null for nobody. */
    public void invoiceTo(@Nullable String newParty) {
        party = newParty;
    }

    /** Who buys, as JSON; empty where nobody has said. */
    public Optional<String> party() {
        return Optional.ofNullable(party);
    }

    /**
     * It gets no new sessions from now on; those that are open go on, unless they are to end.
     *
     * @param disconnects whether its open sessions are disconnected
     */
    public void drain(boolean disconnects, Instant now) {
        drainingSince = drainingSince == null ? now : drainingSince;
        drainDisconnects = disconnects;
    }

    public void undrain() {
        drainingSince = null;
        drainDisconnects = false;
    }

    /** Since when it gets no new sessions; empty where it does. */
    public Optional<Instant> drainingSince() {
        return Optional.ofNullable(drainingSince);
    }

    /** Whether its open sessions are disconnected while it drains. */
    public boolean drainDisconnects() {
        return drainDisconnects;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }
}
