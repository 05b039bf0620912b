/**
 * JSON that people write, read field by field, so that each fault names its place. Nothing of the
 * trade lives here.
 */
@NullMarked
package org.portlease.json;

import org.jspecify.annotations.NullMarked;
