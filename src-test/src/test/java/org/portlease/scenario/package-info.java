/**
 * What Portlease must do, shown on the archive that ships, through real sockets. One class a
 * subject; a test's name states the behaviour.
 */
@NullMarked
package org.portlease.scenario;

import org.jspecify.annotations.NullMarked;
