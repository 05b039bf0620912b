package org.portlease.billing;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import org.portlease.contract.Contract;

/** Which tariff a contract has from a day on, until the next one's day. */
@Entity
@Table(name = "contract_tariff")
public class TariffAssignment {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long contractId;
    private long tariffId;
    private LocalDate validFrom;

    @SuppressWarnings("NullAway.Init")
    protected TariffAssignment() {}

    TariffAssignment(Contract contract, Tariff tariff, LocalDate validFrom) {
        this.contractId = contract.id();
        this.tariffId = tariff.id();
        this.validFrom = validFrom;
    }

    public long id() {
        return id;
    }

    public long contractId() {
        return contractId;
    }

    public long tariffId() {
        return tariffId;
    }

    public LocalDate validFrom() {
        return validFrom;
    }
}
