package org.portlease.test.world;

import org.portlease.test.wire.TestHomeServer;

/**
 * A client provider of a world: one scenario's alone, so that scenarios do not meet.
 *
 * @param name by which the database knows it
 * @param homeServer asked first
 * @param standIn asked where the first is silent; for most providers the first again
 */
public record Csp(String name, String realm, TestHomeServer homeServer, TestHomeServer standIn) {

    public String subscriber(String name) {
        return name + "@" + realm;
    }

    public String virtualIdentifier() {
        return WorldFile.virtualIdentifier(name);
    }

    public String virtualPassword() {
        return WorldFile.virtualPassword(name);
    }
}
