package org.portlease.setup;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jboss.ejb3.annotation.TransactionTimeout;
import org.portlease.json.FieldException;
import org.portlease.provider.AttributeDictionary;
import org.portlease.provider.Installation;
import org.portlease.rotation.KeyBook;
import org.portlease.rotation.ThisNode;
import org.portlease.rotation.WrongKeyException;
import org.portlease.secret.KeyRing;

/**
 * Opens the installation for this server: its key must be the database's, its world too, and what
 * the world file names is created where it is not there yet. Servers that start together do this
 * one after the other, under a lock on the installation row.
 */
@Stateless
public class InstallationOpening {

    /** Far more than a request's: a world file may hold a hundred thousand rules. */
    private static final long SECONDS = 600;

    @PersistenceContext private EntityManager entities;
    @Inject private KeyRing keys;
    @Inject private Clock clock;
    @Inject private AttributeDictionary dictionary;
    @Inject private ThisNode node;

    /**
     * @throws WrongSettingException where the key or the world is not the database's, or the world
     *     does not fit what is there
     */
    @TransactionTimeout(SECONDS)
    public void open(WorldSource source, World world) {
        Installation installation =
                entities.find(Installation.class, Installation.ID, LockModeType.PESSIMISTIC_WRITE);
        installation.identifyAs(UUID.randomUUID());
        openKeys(installation);
        checkKey(installation);
        checkWorld(installation, world);
        try {
            new WorldLoader(entities, keys, clock, dictionary).load(world);
        } catch (FieldException e) {
            throw source.wrong(e);
        }
    }

    /** Noted with it what this node holds, so that no newer key encrypts which it lacks. */
    private void openKeys(Installation installation) {
        try {
            new KeyBook(entities, keys).open(installation, clock.instant());
        } catch (WrongKeyException e) {
            throw new WrongSettingException(
                    KeyStore.SETTING,
                    "this credential store is not the installation's: "
                            + e.getMessage()
                            + "; every server of an installation needs the same keys",
                    e);
        }
        node.note(entities, keys, clock.instant());
    }

    /** Digests under another secret would find nothing again. */
    private void checkKey(Installation installation) {
        byte[] check = keys.mac("key check", "portlease".getBytes(StandardCharsets.UTF_8));
        Optional<byte[]> existing = installation.keyCheck();
        if (existing.isEmpty()) {
            installation.keepKeyCheck(check);
        } else if (!MessageDigest.isEqual(existing.get(), check)) {
            throw new WrongSettingException(
                    KeyStore.SETTING,
                    "the key in this credential store is not the one that the database's secrets"
                            + " were encrypted with; every server of an installation needs the"
                            + " same store");
        }
    }

    private static void checkWorld(Installation installation, World world) {
        Optional<String> existing = installation.world();
        if (existing.isPresent() && !existing.get().equals(world.name())) {
            throw new WrongSettingException(
                    WorldSource.DEMO,
                    "the database (PORTLEASE_DB_URL) is of the world "
                            + existing.get()
                            + ", but this server was started for the world "
                            + world.name()
                            + "; start it as the database's, or with a database of its own");
        }
    }
}
