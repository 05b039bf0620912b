package org.portlease.feed;

import java.util.Optional;

/**
 * Who asks to be told.
 *
 * @param user the principal that was authenticated
 * @param provider the id of the provider that it speaks for, and whose events alone it is told;
 *     empty for one who sees all
 */
public record Listener(String user, Optional<Long> provider) {}
