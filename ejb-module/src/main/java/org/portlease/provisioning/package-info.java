/**
 * What people and programs change of the configuration, each verb inside the caller's transaction.
 * Knows no HTTP.
 */
@NullMarked
package org.portlease.provisioning;

import org.jspecify.annotations.NullMarked;
