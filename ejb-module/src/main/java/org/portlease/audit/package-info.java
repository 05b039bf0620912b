/**
 * Who changed what, when, from where and why: a trail that only grows and shows where it was
 * tampered with; and which requests have been answered already.
 */
@NullMarked
package org.portlease.audit;

import org.jspecify.annotations.NullMarked;
