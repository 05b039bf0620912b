package org.portlease.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the trail ends. Its only row is the lock under which changes follow each other. */
@Entity
class AuditHead {

    static final short ID = 1;

    @Id private short id;
    private long lastSequence;
    private byte @Nullable [] lastHash;

    protected AuditHead() {}

    long lastSequence() {
        return lastSequence;
    }

    /** Of the last entry; empty before the first. */
    Optional<byte[]> lastHash() {
        return Optional.ofNullable(lastHash);
    }

    void moveTo(AuditEntry entry) {
        lastSequence = entry.sequence();
        lastHash = entry.hash();
    }
}
