package org.portlease.session;

import jakarta.persistence.PersistenceException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether it may be foretold, before a batch's leases are known, which capacity rows they count in.
 * Where that once fails, it is not tried for a while: so a network whose sessions are not where
 * their names say costs one batch in many a second try, and is otherwise as fast as without. Safe
 * for many threads.
 */
final class Foresight {

    /** For how many batches it is not tried after it failed. */
    static final int CAREFUL = 256;

    private final AtomicInteger careful = new AtomicInteger();

    /** To be asked once a batch. */
    boolean isGood() {
        return careful.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
    }

    /** Something came to light that ought to have been locked before. */
    PersistenceException failed() {
        careful.set(CAREFUL);
        return Conflict.because("rows are to be locked that come before rows that are");
    }
}
