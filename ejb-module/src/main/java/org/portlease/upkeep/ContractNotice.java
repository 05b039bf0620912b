package org.portlease.upkeep;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has been told of a contract, so that it is told once. */
@Entity
@Table(name = "contract_notice")
public class ContractNotice {

    /**
     * How a contract stands.
     *
     * @param thresholdOf when the period began in which its threshold is reached; null where it is
     *     not
     */
    record Standing(boolean suspended, @Nullable Instant thresholdOf, boolean creditReached) {

        static final Standing GOOD = new Standing(false, null, false);
    }

    @Id private long contractId;
    private boolean suspended;
    private @Nullable Instant thresholdOf;
    private boolean creditReached;

    protected ContractNotice() {}

    ContractNotice(long contractId) {
        this.contractId = contractId;
    }

    long contractId() {
        return contractId;
    }

    Standing told() {
        return new Standing(suspended, thresholdOf, creditReached);
    }

    void tell(Standing standing) {
        suspended = standing.suspended();
        thresholdOf = standing.thresholdOf();
        creditReached = standing.creditReached();
    }
}
