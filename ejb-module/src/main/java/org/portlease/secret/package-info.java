/**
 * Encryption at rest and keyed digests, from one key. Any floor may use it; it knows none of them,
 * neither table nor server.
 */
@NullMarked
package org.portlease.secret;

import org.jspecify.annotations.NullMarked;
