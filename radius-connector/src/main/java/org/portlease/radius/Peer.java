package org.portlease.radius;

import java.time.Duration;

/**
 * Who may send us requests: a NAS or a proxy, known by its source address alone (RFC 2865 section
 * 3), never by an attribute.
 *
 * @param id the trade's key of it
 * @param network its address, or the network of many that share a secret
 * @param messageAuthenticator what we ask of its Access-Requests
 * @param proxy whether it is a proxy of another installation, and so may use virtual identifiers
 * @param budget how long one request may take over all home servers together
 */
public record Peer(
        long id,
        Network network,
        Secret secret,
        MessageAuthenticatorPolicy messageAuthenticator,
        boolean proxy,
        Duration budget) {

    public Peer {
        if (budget.isNegative() || budget.isZero()) {
            throw new IllegalArgumentException(
                    "a peer's time budget must be positive, but was " + budget);
        }
    }
}
