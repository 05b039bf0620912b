/**
 * The benchmarks, run by hand. One sets Portlease beside FreeRADIUS and radsecproxy: closed loops
 * of sessions through a client provider's server that answers at once, each system, the load and
 * that server in processes of their own, so that the CPU time of each can be told. The other closes
 * months.
 */
@NullMarked
package org.portlease.benchmark;

import org.jspecify.annotations.NullMarked;
