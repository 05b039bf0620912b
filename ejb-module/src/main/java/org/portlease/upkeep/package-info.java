/**
 * What time does to leases, contracts and counters, without being asked: sweeps, by an instant that
 * they are given. No packet lives here.
 */
@NullMarked
package org.portlease.upkeep;

import org.jspecify.annotations.NullMarked;
