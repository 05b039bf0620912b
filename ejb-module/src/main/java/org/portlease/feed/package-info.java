/**
 * What is told to those who listen: sessions, capacity and alarms, as they happen, on every node.
 * Stands above everything else of the trade; only the web sees it.
 */
@NullMarked
package org.portlease.feed;

import org.jspecify.annotations.NullMarked;
