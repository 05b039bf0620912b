package org.portlease.invoice;

/** What a document is. */
public enum DocumentKind {
    /** Asks for money (UNTDID 1001 code 380). */
    INVOICE,
    /** Takes back what an invoice asked for (code 381): its amounts are positive. */
    CREDIT_NOTE
}
