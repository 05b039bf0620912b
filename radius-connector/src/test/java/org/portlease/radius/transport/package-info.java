/** Tests of the parts of {@code transport}, without sockets. */
@NullMarked
package org.portlease.radius.transport;

import org.jspecify.annotations.NullMarked;
