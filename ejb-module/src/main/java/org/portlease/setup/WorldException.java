package org.portlease.setup;

/** A world file that does not say what it must. Its message begins with the path of the field. */
public class WorldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorldException(String path, String sentence) {
        super(path.isEmpty() ? sentence : path + ": " + sentence);
    }

    public WorldException(String path, String sentence, Throwable cause) {
        super(path.isEmpty() ? sentence : path + ": " + sentence, cause);
    }
}
