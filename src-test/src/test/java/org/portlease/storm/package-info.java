/**
 * The long test: NASes on a bad wire that reboot, client providers that fall silent, servers and a
 * database that are killed, and an audit of the books at the end. Everything follows from a seed.
 */
@NullMarked
package org.portlease.storm;

import org.jspecify.annotations.NullMarked;
