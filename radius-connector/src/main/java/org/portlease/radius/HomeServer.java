package org.portlease.radius;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A RADIUS server that we ask: a client provider's, or an existing Master RADIUS server.
 *
 * @param id the trade's key of it
 * @param group whose it is: the servers of one group stand in for each other
 * @param authentication where it takes Access-Requests
 * @param accounting where it takes Accounting-Requests
 * @param messageAuthenticator what we ask of its answers to Access-Requests
 * @param priority the lower is asked first
 * @param timeout how long to wait before a request is sent again
 * @param tries how often a request is sent before the next server is asked
 * @param healthCheck how it is found to be back after a silence
 */
public record HomeServer(
        long id,
        long group,
        InetSocketAddress authentication,
        InetSocketAddress accounting,
        Secret secret,
        MessageAuthenticatorPolicy messageAuthenticator,
        int priority,
        Duration timeout,
        int tries,
        HealthCheck healthCheck) {

    public HomeServer {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "a home server's time-out must be positive, but was " + timeout);
        }
        if (tries < 1) {
            throw new IllegalArgumentException(
                    "a home server must be tried at least once, but tries was " + tries);
        }
    }
}
