/**
 * A port held for a session, and what the session used: leases, capacity rows, usage records. Used
 * under their locks; no rule of admission and no packet lives here.
 */
@NullMarked
package org.portlease.session;

import org.jspecify.annotations.NullMarked;
