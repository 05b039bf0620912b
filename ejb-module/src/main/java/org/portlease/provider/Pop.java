package org.portlease.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** A point of presence: where the master has ports. Its capacity row counts them. */
@Entity
public class Pop {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name;
    private long capacityId;

    @SuppressWarnings("NullAway.Init")
    protected Pop() {}

    private Pop(String name, long capacityId) {
        this.name = name;
        this.capacityId = capacityId;
    }

    /**
     * @param capacityId the row that counts this point of presence's ports, and no other's
     */
    public static Pop of(String name, long capacityId) {
        return new Pop(Checks.name("a point of presence's name", name), capacityId);
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
}
