/** Tests of the clock that tests may set. */
@NullMarked
package org.portlease.time;

import org.jspecify.annotations.NullMarked;
