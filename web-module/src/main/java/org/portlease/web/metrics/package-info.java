/**
 * Metrics for Prometheus: what the parts of this node count for themselves, gathered when it is
 * scraped. Nothing is recorded here.
 */
@NullMarked
package org.portlease.web.metrics;

import org.jspecify.annotations.NullMarked;
