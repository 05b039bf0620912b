/**
 * Rows by the page: filtered, sorted, and continued behind the last one that was seen. Knows no
 * trade.
 */
@NullMarked
package org.portlease.listing;

import org.jspecify.annotations.NullMarked;
