package org.portlease.billing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** How many ports a contract pays for, from a time on until the next one's. */
@Entity
@Table(name = "port_allocation")
public class PortAllocation {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column private long contractId;
    private Instant fromAt;
    private int ports;

    @SuppressWarnings("NullAway.Init")
    protected PortAllocation() {}

    PortAllocation(long contractId, Instant fromAt, int ports) {
        this.contractId = contractId;
        this.fromAt = fromAt;
        this.ports = ports;
    }

    public long id() {
        return id;
    }

    Instant fromAt() {
        return fromAt;
    }

    int ports() {
        return ports;
    }

    void change(int newPorts) {
        ports = newPorts;
    }
}
