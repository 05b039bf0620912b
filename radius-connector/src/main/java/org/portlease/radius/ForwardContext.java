package org.portlease.radius;

/**
 * What the endpoint wants to know again when a home server has answered. The connector keeps it in
 * memory and never looks inside; implementations are immutable.
 */
public interface ForwardContext {}
