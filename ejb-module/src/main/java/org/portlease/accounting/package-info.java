/**
 * What a NAS reports of a session, recorded once: under the virtual subscriber's contract or the
 * own subscriber, against the lease or without one. No packet, no socket.
 */
@NullMarked
package org.portlease.accounting;

import org.jspecify.annotations.NullMarked;
