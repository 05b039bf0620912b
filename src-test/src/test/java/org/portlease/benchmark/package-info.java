/**
 * The benchmark, run by hand. It sets Portlease beside FreeRADIUS and radsecproxy: closed loops of
 * sessions through a client provider's server that answers at once, each system, the load and that
 * server in processes of their own, so that the CPU time of each can be told. Its other parts
 * ({@link org.portlease.benchmark.Part}) look at Portlease alone. The one that closes months can be
 * run by itself as well.
 */
@NullMarked
package org.portlease.benchmark;

import org.jspecify.annotations.NullMarked;
