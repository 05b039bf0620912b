/**
 * What the connector and the trade say to each other: events in, outcomes out, and the peers that
 * both know. No sockets and no octets live here, and nothing of a subscriber, contract or table.
 */
@NullMarked
package org.portlease.radius;

import org.jspecify.annotations.NullMarked;
