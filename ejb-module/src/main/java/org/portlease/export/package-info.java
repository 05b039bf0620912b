/**
 * Documents and usage as files: UBL for other people's programs, JSON and CSV for one's own. Values
 * go in and octets come out; no table and no rule of the trade lives here.
 */
@NullMarked
package org.portlease.export;

import org.jspecify.annotations.NullMarked;
