/**
 * What failsafe runs: the scenarios in groups, each in a process of its own, two at a time. Every
 * class whose name ends in IT is in one of them; a class is added by its name alone.
 */
@NullMarked
package org.portlease.runs;

import org.jspecify.annotations.NullMarked;
