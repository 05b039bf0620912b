package org.portlease.radius.transport;

/**
 * Work that lasts as long as the connector listens, for a thread that somebody else provides.
 *
 * @param name what logs call it
 */
public record Loop(String name, Body body) {

    /** Returns when the loop is to end, and throws when it failed and is to begin again. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }
}
