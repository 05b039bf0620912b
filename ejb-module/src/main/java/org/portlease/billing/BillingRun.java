package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Closes the billing periods that are over. */
@ApplicationScoped
public class BillingRun {

    private static final Logger LOG = Logger.getLogger(BillingRun.class);

    public void run(Instant now) {
        LOG.debugf("Billing as of %s", now);
    }
}
