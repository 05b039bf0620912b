package org.portlease.billing;

import jakarta.ejb.ApplicationException;

/**
 * What was asked for would make the books wrong: its message says what was expected and what came.
 * Nothing is changed.
 */
@ApplicationException(rollback = true)
public class BillingRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BillingRefusedException(String sentence) {
        super(sentence);
    }
}
