/**
 * What all resources of the admin API share: who calls, how a body is read, how a change is made,
 * how a fault is told. Knows no resource.
 */
@NullMarked
package org.portlease.web.api;

import org.jspecify.annotations.NullMarked;
