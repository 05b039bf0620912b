/**
 * The change of the installation's key: which keys ciphertexts are of, which one encrypts, who
 * holds them, and the way of what is stored to the newest. It knows tables and columns, not what
 * they mean.
 */
@NullMarked
package org.portlease.rotation;

import org.jspecify.annotations.NullMarked;
