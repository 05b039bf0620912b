package org.portlease.storm;

/** What a storm can end without warning, and somebody starts again. */
interface Mortal {

    /** Returns when it is gone. */
    void kill();

    /** Returns when it serves again. */
    void revive();
}
