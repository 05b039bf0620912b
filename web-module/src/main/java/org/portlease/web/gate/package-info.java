/**
 * Where the container turns a request away before any resource sees it: without a user, without a
 * path. It says so in the API's own manner.
 */
@NullMarked
package org.portlease.web.gate;

import org.jspecify.annotations.NullMarked;
