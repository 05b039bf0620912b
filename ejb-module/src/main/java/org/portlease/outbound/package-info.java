/**
 * What we send of our own accord: accounting that a provider's servers have not acknowledged yet,
 * and requests to disconnect sessions. Octets, encrypted, and when to try again; no packet.
 */
@NullMarked
package org.portlease.outbound;

import org.jspecify.annotations.NullMarked;
