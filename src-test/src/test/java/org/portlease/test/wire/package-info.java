/**
 * The tests' own RADIUS: octets, a NAS and a home server. Nothing of the product's codec is used
 * here, so that a fault of the codec cannot hide itself.
 */
@NullMarked
package org.portlease.test.wire;

import org.jspecify.annotations.NullMarked;
