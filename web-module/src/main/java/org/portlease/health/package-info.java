/**
 * The health checks. The server finds them only in a library of the archive, not in its WAR or EJB
 * JAR; so they are packaged as one, and know the rest of the archive only by what it reports to the
 * {@link org.portlease.health.HealthBoard}.
 */
@NullMarked
package org.portlease.health;

import org.jspecify.annotations.NullMarked;
