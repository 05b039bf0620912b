/**
 * Sockets: the doors to the NASes, the pools of home servers, the duplicate cache, the requests in
 * flight. Moves datagrams, and parses nothing.
 */
@NullMarked
package org.portlease.radius.transport;

import org.jspecify.annotations.NullMarked;
