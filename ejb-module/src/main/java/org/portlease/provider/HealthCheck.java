package org.portlease.provider;

/** How a home server that has fallen silent is found to be back. */
public enum HealthCheck {
    /** By the requests that it is asked, last of its owner's, from time to time. */
    USE,
    /** By Status-Server (RFC 5997). */
    STATUS_SERVER
}
