/**
 * The admin API under {@code /api/v1} and the health checks. Reads the trade through its beans;
 * holds no rule and no SQL, and sees no RADIUS type.
 */
@NullMarked
package org.portlease.web;

import org.jspecify.annotations.NullMarked;
