package org.portlease.secret;

import java.util.Optional;
import java.util.SortedSet;
import javax.crypto.SecretKey;

/**
 * Where an installation's keys lie, by the number that a ciphertext of theirs begins with. What it
 * has may grow while the server runs. Safe for use by many threads.
 */
public interface KeySource {

    /** The least number of a key, and the greatest: an octet has no more. */
    int FIRST = 1;

    int LAST = 255;

    /** The numbers of all keys, FIRST to LAST. */
    SortedSet<Integer> numbers();

    /** The key of that number; empty where there is none. */
    Optional<SecretKey> key(int number);
}
