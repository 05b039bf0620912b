package org.portlease.test.world;

/**
 * The tags of scenarios that share a world, which starts once a process. All scenarios of one tag
 * run in one process (org.portlease.runs).
 */
public final class SharedWorld {

    public static final String STANDARD = "standard-world";
    public static final String LIFE = "life-world";
    public static final String BILLING_NODES = "billing-nodes";

    private SharedWorld() {}
}
