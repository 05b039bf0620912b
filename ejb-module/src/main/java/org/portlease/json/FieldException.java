package org.portlease.json;

/** A text that does not say what it must. Its message begins with the path of the field. */
public class FieldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FieldException(String path, String sentence) {
        super(path.isEmpty() ? sentence : path + ": " + sentence);
    }

    public FieldException(String path, String sentence, Throwable cause) {
        super(path.isEmpty() ? sentence : path + ": " + sentence, cause);
    }
}
