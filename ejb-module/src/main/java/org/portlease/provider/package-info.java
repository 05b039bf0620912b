/**
 * Who takes part and with what equipment: providers, points of presence, NASes, home servers, the
 * master's own subscribers, and the rules that tell whose a request is. Knows no contract and no
 * session.
 */
@NullMarked
package org.portlease.provider;

import org.jspecify.annotations.NullMarked;
