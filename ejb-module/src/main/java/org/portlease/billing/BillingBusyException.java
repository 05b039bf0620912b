package org.portlease.billing;

import jakarta.ejb.ApplicationException;

/** The books are being written just now: asked for again, it may be done. */
@ApplicationException(rollback = true)
public class BillingBusyException extends BillingRefusedException {

    private static final long serialVersionUID = 1L;

    BillingBusyException() {
        super("the period is being closed or computed again just now");
    }
}
