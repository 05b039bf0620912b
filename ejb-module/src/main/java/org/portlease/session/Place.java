package org.portlease.session;

import jakarta.persistence.Embeddable;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a session is, and for whom it is metered.
 *
 * @param contractId the contract of the virtual subscriber it is metered under, or null
 * @param subscriberId the own subscriber it is metered under, or null
 * @param popId the point of presence that gives the port
 * @param nasId the peer that asked
 */
@Embeddable
public record Place(
        @Nullable Long contractId, @Nullable Long subscriberId, long popId, long nasId) {

    static Place of(Row row) throws SQLException {
        return new Place(row.numberOrNull(), row.numberOrNull(), row.number(), row.number());
    }

    public static Place ofContract(long contractId, long popId, long nasId) {
        return new Place(contractId, null, popId, nasId);
    }

    /**
     * @param subscriberId null where an external Master RADIUS server keeps the subscribers
     */
    public static Place ofOwn(@Nullable Long subscriberId, long popId, long nasId) {
        return new Place(null, subscriberId, popId, nasId);
    }

    /** Whether both count in the same capacity rows, for the same owner. */
    public boolean sharesPortsWith(Place other) {
        return sameOwner(other) && popId == other.popId;
    }

    /** Whether both are metered under the same contract, or the same own subscriber. */
    public boolean sameOwner(Place other) {
        return Objects.equals(contractId, other.contractId)
                && Objects.equals(subscriberId, other.subscriberId);
    }
}
