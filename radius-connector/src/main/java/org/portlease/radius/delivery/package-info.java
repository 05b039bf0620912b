/**
 * The batches: takes events from the transport to the message endpoint, and what it decided back,
 * and knows what to do when a batch fails. Nothing of Jakarta Connectors, no octets, no sockets.
 */
@NullMarked
package org.portlease.radius.delivery;

import org.jspecify.annotations.NullMarked;
