package org.portlease.audit;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.jboss.ejb3.annotation.TransactionTimeout;

/** Reads the whole trail, in a transaction that may last. */
@Stateless
public class AuditCheck {

    private static final long LONGEST_SECONDS = 600;

    @Inject private AuditTrail trail;

    /** What the trail's chain of hashes says of it. */
    @TransactionTimeout(LONGEST_SECONDS)
    public AuditTrail.Verdict verify() {
        return trail.verify();
    }
}
