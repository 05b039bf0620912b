/**
 * Where events become decisions and packets: the message endpoint, and the only package that sees
 * RADIUS types. It translates; the rules live on the floors below.
 */
@NullMarked
package org.portlease.endpoint;

import org.jspecify.annotations.NullMarked;
