/** The connector on real loopback sockets, with scripted endpoints, NASes and home servers. */
@NullMarked
package org.portlease.radius.delivery;

import org.jspecify.annotations.NullMarked;
