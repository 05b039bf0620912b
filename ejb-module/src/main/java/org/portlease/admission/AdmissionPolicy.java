package org.portlease.admission;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.portlease.admission.Decision.Admitted;
import org.portlease.admission.Decision.Refused;
import org.portlease.contract.Conditions;
import org.portlease.contract.Contract;
import org.portlease.contract.ContractStatus;
import org.portlease.provider.Nas;
import org.portlease.provider.Provider;
import org.portlease.session.Capacity;
import org.portlease.session.Ports;

/**
 * Decides whether a new connection may be established (figure 3, box 310; claims 5 and 6): a pure
 * function of the contract, its capacity rows and an instant.
 */
public final class AdmissionPolicy {

    private AdmissionPolicy() {}

    /**
     * For a client provider's subscriber.
     *
     * @param reserved how many of the point of presence's ports are the master's own
     */
    public static Decision decide(Contract contract, Ports ports, int reserved, Instant now) {
        Capacity capacity = capacityOf(ports);
        boolean burst = !capacity.hasFreePort() || isShareUsedUp(ports);
        RefusalReason reason =
                exhausted(contract, capacity, now)
                        .or(() -> burst ? withoutBurst(contract, ports) : Optional.empty())
                        .or(() -> popFull(ports.pop(), reserved))
                        .or(() -> timeFor(contract, capacity, now).refusal())
                        .orElse(null);
        return reason == null ? new Admitted(burst) : new Refused(reason);
    }

    /** For a further link of a session that has its port. */
    public static Decision decideLink(Contract contract, Ports ports, Instant now) {
        return exhausted(contract, capacityOf(ports), now)
                .<Decision>map(Refused::new)
                .orElseGet(() -> new Admitted(false));
    }

    /**
     * Why nobody may be connected there now, whatever the contract and the ports say.
     *
     * @param client empty for the master's own subscribers
     */
    public static Optional<RefusalReason> draining(Nas nas, Optional<Provider> client) {
        if (nas.drainingSince().isPresent()) {
            return Optional.of(RefusalReason.NAS_DRAINING);
        }
        return client.flatMap(Provider::drainingSince)
                .map(since -> RefusalReason.PROVIDER_DRAINING);
    }

    /** For an own subscriber: only the point of presence can be full. */
    public static Decision decideOwn(Ports ports) {
        return ports.pop().hasFreePort()
                ? new Admitted(false)
                : new Refused(RefusalReason.POP_FULL);
    }

    /** Why the contract may not be used any more, whatever ports are free. */
    public static Optional<RefusalReason> exhausted(
            Contract contract, Capacity capacity, Instant now) {
        if (contract.status() == ContractStatus.SUSPENDED) {
            return Optional.of(RefusalReason.CONTRACT_SUSPENDED);
        }
        if (!contract.isInForce(now)) {
            return Optional.of(RefusalReason.CONTRACT_NOT_IN_FORCE);
        }
        if (isTimeUsedUp(contract, capacity, now)) {
            return Optional.of(RefusalReason.TIME_USED_UP);
        }
        return isCreditUsedUp(contract, capacity, now)
                ? Optional.of(RefusalReason.CREDIT_USED_UP)
                : Optional.empty();
    }

    /**
     * How long a session may last under the contract's threshold: under a hard one what is left
     * less what is promised to others, and not more than a grant may reserve at once.
     */
    public static TimeLeft timeFor(Contract contract, Capacity capacity, Instant now) {
        OptionalLong threshold = contract.thresholdSeconds();
        Conditions conditions = contract.conditions();
        if (threshold.isEmpty() || !conditions.hardThreshold()) {
            return TimeLeft.UNLIMITED;
        }
        long unused = threshold.getAsLong() - capacity.usedSeconds(now);
        long left = unused - capacity.promisedSeconds(now);
        long least = conditions.leastSession().toSeconds();
        if (left >= least) {
            return TimeLeft.of(Math.min(left, conditions.mostSession().toSeconds()));
        }
        return TimeLeft.none(
                unused < least ? RefusalReason.TIME_USED_UP : RefusalReason.TIME_RESERVED);
    }

    private static Capacity capacityOf(Ports ports) {
        Capacity capacity = ports.contract();
        if (capacity == null) {
            throw new IllegalArgumentException("a contract's capacity row is expected");
        }
        return capacity;
    }

    private static boolean isShareUsedUp(Ports ports) {
        Capacity share = ports.share();
        return share != null && !share.hasFreePort();
    }

    private static Optional<RefusalReason> withoutBurst(Contract contract, Ports ports) {
        Capacity capacity = capacityOf(ports);
        if (capacity.burstInUse() < contract.conditions().burstPorts()) {
            return Optional.empty();
        }
        return Optional.of(
                capacity.hasFreePort() ? RefusalReason.SHARE_USED_UP : RefusalReason.NO_FREE_PORT);
    }

    private static Optional<RefusalReason> popFull(Capacity pop, int reserved) {
        if (pop.hasPortForClients(reserved)) {
            return Optional.empty();
        }
        return Optional.of(pop.hasFreePort() ? RefusalReason.POP_RESERVED : RefusalReason.POP_FULL);
    }

    private static boolean isTimeUsedUp(Contract contract, Capacity capacity, Instant now) {
        return contract.thresholdSeconds().isPresent()
                && capacity.usedSeconds(now) >= contract.thresholdSeconds().getAsLong();
    }

    private static boolean isCreditUsedUp(Contract contract, Capacity capacity, Instant now) {
        return contract.creditLimit()
                .filter(
                        limit ->
                                capacity.credit()
                                        .reaches(limit.amount(), capacity.unbilledSeconds(now)))
                .isPresent();
    }
}
