/**
 * The Jakarta Connectors resource adapter: life cycle and settings of the connector in its
 * container. The only package that sees Jakarta Connectors.
 */
@NullMarked
package org.portlease.radius.adapter;

import org.jspecify.annotations.NullMarked;
