package org.portlease.admission;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.portlease.admission.Decision.Admitted;
import org.portlease.admission.Decision.Refused;
import org.portlease.contract.Contract;
import org.portlease.contract.ContractStatus;
import org.portlease.session.Capacity;
import org.portlease.session.Ports;

/**
 * Decides whether a new connection may be established (figure 3, box 310; claims 5 and 6): a pure
 * function of the contract, its capacity rows and an instant.
 */
public final class AdmissionPolicy {

    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

    private AdmissionPolicy() {}

    /** For a client provider's subscriber. */
    public static Decision decide(Contract contract, Ports ports, Instant now) {
        RefusalReason reason = refusal(contract, ports, now);
        return reason == null ? new Admitted() : new Refused(reason);
    }

    /** For an own subscriber: only the point of presence can be full. */
    public static Decision decideOwn(Ports ports) {
        return ports.pop().hasFreePort() ? new Admitted() : new Refused(RefusalReason.POP_FULL);
    }

    private static @Nullable RefusalReason refusal(Contract contract, Ports ports, Instant now) {
        Capacity capacity = ports.contract();
        if (capacity == null) {
            throw new IllegalArgumentException("a contract's capacity row is expected");
        }
        if (contract.status() == ContractStatus.SUSPENDED) {
            return RefusalReason.CONTRACT_SUSPENDED;
        }
        if (!contract.isInForce(now)) {
            return RefusalReason.CONTRACT_NOT_IN_FORCE;
        }
        if (!capacity.hasFreePort()) {
            return RefusalReason.NO_FREE_PORT;
        }
        if (!ports.pop().hasFreePort()) {
            return RefusalReason.POP_FULL;
        }
        if (isTimeUsedUp(contract, capacity, now)) {
            return RefusalReason.TIME_USED_UP;
        }
        return isCreditUsedUp(contract, capacity, now) ? RefusalReason.CREDIT_USED_UP : null;
    }

    private static boolean isTimeUsedUp(Contract contract, Capacity capacity, Instant now) {
        return contract.thresholdSeconds().isPresent()
                && capacity.usedSeconds(now) >= contract.thresholdSeconds().getAsLong();
    }

    /** balance + unbilled seconds * rate >= limit, compared without a division. */
    private static boolean isCreditUsedUp(Contract contract, Capacity capacity, Instant now) {
        if (contract.creditLimit().isEmpty()) {
            return false;
        }
        BigDecimal unbilledTimes3600 =
                contract.ratePerHour()
                        .amount()
                        .multiply(BigDecimal.valueOf(capacity.unbilledSeconds(now)));
        BigDecimal room =
                contract.creditLimit().get().amount().subtract(contract.balance().amount());
        return unbilledTimes3600.compareTo(room.multiply(SECONDS_AN_HOUR)) >= 0;
    }
}
