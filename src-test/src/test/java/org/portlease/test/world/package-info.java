/**
 * What a scenario runs in: servers, their databases, the world files that configure them. No
 * scenario lives here, and no RADIUS.
 */
@NullMarked
package org.portlease.test.world;

import org.jspecify.annotations.NullMarked;
