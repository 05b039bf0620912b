/**
 * The JDBC driver that the server's data source names, whatever database its URL points to. Knows
 * no table.
 */
@NullMarked
package org.portlease.jdbc;

import org.jspecify.annotations.NullMarked;
