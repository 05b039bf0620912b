/**
 * What follows single Access-Requests for an operator: which ones are to be, by keyed hashes, and
 * what became of them, masked. No packet, no socket.
 */
@NullMarked
package org.portlease.trace;

import org.jspecify.annotations.NullMarked;
