/** Tests of the parts of {@code adapter}, without sockets. */
@NullMarked
package org.portlease.radius.adapter;

import org.jspecify.annotations.NullMarked;
