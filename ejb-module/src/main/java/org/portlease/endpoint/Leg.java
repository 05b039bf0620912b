package org.portlease.endpoint;

/** Whom a request is forwarded to. */
enum Leg {
    /**
     * The existing Master RADIUS server, asked about a virtual subscriber: one more leg follows.
     */
    MASTER,
    /** The home server of the subscriber: its answer is the NAS's. */
    HOME
}
