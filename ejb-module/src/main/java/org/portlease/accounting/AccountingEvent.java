package org.portlease.accounting;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report that is not billed: Accounting-On and -Off, a status type that we do not know, or a
 * session's that is nobody's. Recorded, because what is not recorded may not be acknowledged.
 */
@Entity
@Table(name = "accounting_event")
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class AccountingEvent {

    @Id private UUID id;
    private long nasId;
    private @Nullable Long contractId;
    private long statusType;
    private Instant at;
    private @Nullable UUID nasKey;
    private boolean settled;

    @SuppressWarnings("NullAway.Init")
    protected AccountingEvent() {}

    /**
     * @param id the event's that brought it
     * @param statusType Acct-Status-Type (RFC 2866 section 5.1), 0 where there was none
     */
    public AccountingEvent(
            UUID id, long nasId, @Nullable Long contractId, long statusType, Instant at) {
        this.id = id;
        this.nasId = nasId;
        this.contractId = contractId;
        this.statusType = statusType;
        this.at = at;
        this.settled = true;
    }

    /**
     * An Accounting-On or -Off: to be settled by closing what that NAS had open before.
     *
     * @param newNasKey which NAS of the peer's, keyed
     */
    public AccountingEvent ofReboot(UUID newNasKey) {
        nasKey = newNasKey;
        settled = false;
        return this;
    }

    public UUID id() {
        return id;
    }

    public Instant at() {
        return at;
    }

    /** Which NAS of the peer's, where it is one that has rebooted. */
    public Optional<UUID> nasKey() {
        return Optional.ofNullable(nasKey);
    }

    /** What the NAS had open before is closed. */
    public void settle() {
        settled = true;
    }
}
