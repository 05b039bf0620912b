/**
 * The start of the server: schema, key, and the world that it serves. Runs once before any request,
 * and decides nothing about one.
 */
@NullMarked
package org.portlease.setup;

import org.jspecify.annotations.NullMarked;
