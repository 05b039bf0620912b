package org.portlease.rotation;

/** The keys that are here are not those of the database. */
public final class WrongKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongKeyException(String message) {
        super(message);
    }
}
