package org.portlease.benchmark;

/**
 * A load as it is offered to a system.
 *
 * @param outstanding how many requests are under way at a time
 */
record LoadCase(Work work, int outstanding) {

    /** How many of what counts as done there were. */
    long done(LoadResult result) {
        return work == Work.ACCESS ? result.exchanges() : result.sessions();
    }

    @Override
    public String toString() {
        return work + ", " + outstanding + " outstanding";
    }
}
