package org.portlease.billing;

/**
 * What earlier invoices have of a session.
 *
 * @param billedSeconds rounded, as they were billed
 */
public record BilledBefore(
        long seconds, long billedSeconds, long inputOctets, long outputOctets, int connections) {

    public static final BilledBefore NOTHING = new BilledBefore(0, 0, 0, 0, 0);
}
