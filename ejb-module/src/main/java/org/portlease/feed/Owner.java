package org.portlease.feed;

/**
 * A client provider, as one version of the configuration names it. Names change and are given
 * again: whose something is, its id says.
 */
record Owner(long id, String name) {}
