/**
 * The benchmark, run by hand: a closed loop of whole sessions through a client provider's server
 * that answers at once. The load runs in a process of its own, so that its CPU time can be told.
 */
@NullMarked
package org.portlease.benchmark;

import org.jspecify.annotations.NullMarked;
