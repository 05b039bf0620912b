/** What all resources of the admin API share: roles and manners. It knows no resource. */
@NullMarked
package org.portlease.web.api;

import org.jspecify.annotations.NullMarked;
