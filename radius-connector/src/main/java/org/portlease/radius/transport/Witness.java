package org.portlease.radius.transport;

/** Who learns from what a destination does; called by any thread. */
interface Witness {

    /** Of a NAS nothing is kept. */
    Witness NOBODY =
            new Witness() {
                @Override
                public void asked(long now) {
                    // see above
                }

                @Override
                public void answered(long now) {
                    // see above
                }

                @Override
                public void unanswered(long askedAt, long now) {
                    // see above
                }
            };

    /** A request is on its way there. */
    void asked(long now);

    void answered(long now);

    /**
     * A request has had no answer in time.
     *
     * @param askedAt when it was first sent there
     */
    void unanswered(long askedAt, long now);
}
