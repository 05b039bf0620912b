package org.portlease.provisioning;

import jakarta.ejb.ApplicationException;

/** What was asked for contradicts what is there: its message says what, as a sentence. */
@ApplicationException(rollback = true)
public class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String sentence) {
        super(sentence);
    }
}
