/**
 * The formats that others read: how values become octets. Knows neither tables nor how what is
 * written came about.
 */
@NullMarked
package org.portlease.export;

import org.jspecify.annotations.NullMarked;
