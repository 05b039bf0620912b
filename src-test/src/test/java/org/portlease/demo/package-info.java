/**
 * The demonstration's player: starts the server, plays the founding document's figures over UDP and
 * prints them as the wire told them. Tests of the demonstration stand beside it.
 */
@NullMarked
package org.portlease.demo;

import org.jspecify.annotations.NullMarked;
