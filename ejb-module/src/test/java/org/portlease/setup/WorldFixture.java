package org.portlease.setup;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import javax.crypto.spec.SecretKeySpec;
import org.portlease.secret.KeyRing;

/** Configures a test's database by a world file's text. */
public final class WorldFixture {

    private WorldFixture() {}

    /**
     * @param json with single quotes for double ones
     */
    public static void load(EntityManager entities, String json) {
        KeyRing keys = new KeyRing(new SecretKeySpec(new byte[32], "AES"));
        new WorldLoader(entities, keys, Clock.systemUTC()).load(WorldReaderTest.read(json));
    }
}
