package org.portlease.radius;

/** How a home server that has fallen silent is found to be back. */
public enum HealthCheck {
    /** By the requests that it is asked, last of its group, from time to time. */
    USE,
    /**
     * By Status-Server (RFC 5997), which is also how a silent server is told from a lost packet.
     */
    STATUS_SERVER
}
