/** The Jakarta Connectors resource adapter: life cycle, settings, delivery of batches. */
@NullMarked
package org.portlease.radius.adapter;

import org.jspecify.annotations.NullMarked;
