package org.portlease.json;

import jakarta.ejb.ApplicationException;

/** A text that does not say what it must. Its message begins with the path of the field. */
@ApplicationException(rollback = true)
public class FieldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String sentence;

    public FieldException(String path, String sentence) {
        super(path.isEmpty() ? sentence : path + ": " + sentence);
        this.path = path;
        this.sentence = sentence;
    }

    public FieldException(String path, String sentence, Throwable cause) {
        super(path.isEmpty() ? sentence : path + ": " + sentence, cause);
        this.path = path;
        this.sentence = sentence;
    }

    /** Which field, "nases[0].network"; empty for the whole. */
    public String path() {
        return path;
    }

    /** What is wrong with it, without the path. */
    public String sentence() {
        return sentence;
    }
}
