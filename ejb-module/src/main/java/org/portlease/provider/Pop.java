package org.portlease.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A point of presence: where the master has ports. Its capacity row counts them. */
@Entity
public class Pop {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name;
    private long capacityId;
    private int reservedPorts;
    private @Nullable String billingGroup;

    @SuppressWarnings("NullAway.Init")
    protected Pop() {}

    private Pop(String name, long capacityId, int reservedPorts) {
        this.name = name;
        this.capacityId = capacityId;
        this.reservedPorts = reservedPorts;
    }

    /**
     * @param capacityId the row that counts this point of presence's ports, and no other's
     * @param reservedPorts how many of them no client provider may take; 0 or more
     */
    public static Pop of(String name, long capacityId, int reservedPorts) {
        Checks.between("reserved ports", reservedPorts, 0, Integer.MAX_VALUE);
        return new Pop(Checks.name("a point of presence's name", name), capacityId, reservedPorts);
    }

    public void rename(String newName) {
        name = Checks.name("a point of presence's name", newName);
    }

    /**
     * @param ports how many of its ports no client provider may take; 0 or more
     */
    public void reserve(int ports) {
        reservedPorts = Checks.between("reserved ports", ports, 0, Integer.MAX_VALUE);
    }

    /** Puts it into a group that prices may differ by; null for none. */
    public void groupAs(@Nullable String group) {
        billingGroup = group == null ? null : Checks.name("a billing group's name", group);
    }

    /** By which prices may differ; empty for none. */
    public Optional<String> billingGroup() {
        return Optional.ofNullable(billingGroup);
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public long capacityId() {
        return capacityId;
    }

    /** How many of its ports are the master's own subscribers' alone. */
    public int reservedPorts() {
        return reservedPorts;
    }
}
