/** The floors of the design, held by ArchUnit. No server is needed here. */
@NullMarked
package org.portlease.architecture;

import org.jspecify.annotations.NullMarked;
