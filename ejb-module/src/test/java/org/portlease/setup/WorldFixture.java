package org.portlease.setup;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.OptionalInt;
import javax.crypto.spec.SecretKeySpec;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.AttributeDictionary;
import org.portlease.secret.KeyRing;

/** Configures a test's database by a world file's text. */
public final class WorldFixture {

    /** Knows each attribute, whatever its name: what there are is the endpoint's to tell. */
    public static final AttributeDictionary ANY =
            new AttributeDictionary() {
                @Override
                public void checkPassage(String attribute, boolean allowed) {}

                @Override
                public void checkAddition(String attribute, String valueText, OptionalInt tag) {}
            };

    /** What the fixture encrypts with. */
    public static final KeyRing KEYS = new KeyRing(new SecretKeySpec(new byte[32], "AES"));

    private WorldFixture() {}

    /**
     * @param json with single quotes for double ones
     */
    public static void load(EntityManager entities, String json) {
        new WorldLoader(entities, KEYS, Clock.systemUTC(), ANY).load(WorldReaderTest.read(json));
    }

    /** What has been loaded, as a node knows it that has just read it. */
    public static Directory directory(EntityManager entities) {
        var cache = new DirectoryCache(entities);
        cache.refresh();
        return cache.current();
    }
}
