/**
 * Whether a new connection may be established: the policy over a contract's facts, and the counts
 * of refusals. No packet, no socket.
 */
@NullMarked
package org.portlease.admission;

import org.jspecify.annotations.NullMarked;
