package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import org.portlease.contract.Contract;
import org.portlease.event.EventOutbox;
import org.portlease.event.EventType;
import org.portlease.upkeep.ContractNotice.Standing;

/**
 * Tells the webhooks how a contract stands: whoever tells it first, in the transaction that changed
 * it or in a sweep, notes it under the notice's lock, and nobody tells it again.
 */
@ApplicationScoped
public class ContractNotices {

    @PersistenceContext private EntityManager entities;
    private EventOutbox outbox;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected ContractNotices() {}

    @Inject
    protected ContractNotices(EventOutbox outbox) {
        this.outbox = outbox;
    }

    /** Outside a container. */
    public ContractNotices(EntityManager entities) {
        this(new EventOutbox(entities));
        this.entities = entities;
    }

    /** Tells that a contract was suspended or resumed, where that is new. */
    public void tellState(Contract contract, Instant now) {
        tellState(contract, locked(contract), now);
    }

    void tellState(Contract contract, ContractNotice notice, Instant now) {
        Standing told = notice.told();
        boolean suspended = isSuspended(contract, told);
        if (suspended != told.suspended()) {
            notice.tell(new Standing(suspended, told.thresholdOf(), told.creditReached()));
            publish(
                    suspended ? EventType.CONTRACT_SUSPENDED : EventType.CONTRACT_RESUMED,
                    contract,
                    now,
                    Json.createObjectBuilder());
        }
    }

    /** One that is over has not been resumed. */
    static boolean isSuspended(Contract contract, Standing told) {
        return switch (contract.status()) {
            case ACTIVE -> false;
            case SUSPENDED -> true;
            case TERMINATED -> told.suspended();
        };
    }

    /** Another node may be telling it just now: under the notice's lock, one does. */
    ContractNotice locked(Contract contract) {
        entities.createNativeQuery(
                        "insert into contract_notice (contract_id, suspended, credit_reached)"
                                + " values (:contract, false, false) on conflict do nothing")
                .setParameter("contract", contract.id())
                .executeUpdate();
        ContractNotice notice = entities.find(ContractNotice.class, contract.id());
        entities.refresh(notice, LockModeType.PESSIMISTIC_WRITE);
        return notice;
    }

    void publish(EventType type, Contract contract, Instant now, JsonObjectBuilder data) {
        outbox.publish(
                type, contract.providerId(), now, data.add("contract", contract.id()).build());
    }
}
