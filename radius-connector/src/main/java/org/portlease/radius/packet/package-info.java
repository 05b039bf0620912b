/**
 * Packets as values: frame check, codec, dictionary, authenticators and credentials, on
 * TinyRadius's model. Reads and writes octets, and does no I/O.
 */
@NullMarked
package org.portlease.radius.packet;

import org.jspecify.annotations.NullMarked;
