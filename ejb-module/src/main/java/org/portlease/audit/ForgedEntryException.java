package org.portlease.audit;

/** The place of the trail's next entry is taken, by one that Portlease did not write. */
public class ForgedEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForgedEntryException(long sequence) {
        super(
                "nothing can be changed: the audit trail has an entry "
                        + sequence
                        + " that was put into the database by something else; an administrator must"
                        + " look at it, and take it out");
    }
}
