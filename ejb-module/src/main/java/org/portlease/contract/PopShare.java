package org.portlease.contract;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.portlease.provider.Pop;

/**
 * How many of a point of presence's ports a contract may use. Its capacity row counts them. Where a
 * contract has no share, the point's ports and its own are all that bound it.
 */
@Entity
public class PopShare {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long contractId;
    private long popId;
    private long capacityId;

    protected PopShare() {}

    private PopShare(long contractId, long popId, long capacityId) {
        this.contractId = contractId;
        this.popId = popId;
        this.capacityId = capacityId;
    }

    /**
     * @param capacityId the row that counts this share's ports, and no other's
     */
    public static PopShare of(Contract contract, Pop pop, long capacityId) {
        return new PopShare(contract.id(), pop.id(), capacityId);
    }

    public long id() {
        return id;
    }

    public long contractId() {
        return contractId;
    }

    public long popId() {
        return popId;
    }

    public long capacityId() {
        return capacityId;
    }
}
