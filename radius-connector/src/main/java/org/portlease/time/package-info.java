/** Where connector and trade take the time from. Nothing else. */
@NullMarked
package org.portlease.time;

import org.jspecify.annotations.NullMarked;
