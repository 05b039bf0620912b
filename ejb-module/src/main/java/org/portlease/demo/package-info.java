/**
 * The demonstration worlds and the RADIUS server of their client provider North: here only by the
 * setting {@code PORTLEASE_DEMO}. No rule of the trade lives here, and nothing depends on it.
 */
@NullMarked
package org.portlease.demo;

import org.jspecify.annotations.NullMarked;
