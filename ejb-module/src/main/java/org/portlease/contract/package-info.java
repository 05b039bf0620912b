/**
 * What a client provider may use, and the snapshot of all configuration that decisions are taken
 * by. Knows no session and no packet.
 */
@NullMarked
package org.portlease.contract;

import org.jspecify.annotations.NullMarked;
