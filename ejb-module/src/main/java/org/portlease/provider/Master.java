package org.portlease.provider;

/** Which Master RADIUS server (415 in figure 4) answers for virtual subscribers. */
public enum Master {
    /** This installation, by the contract's state alone. */
    BUILT_IN,
    /** An existing server, over RADIUS, after our own decision: it can only refuse more. */
    EXTERNAL
}
