package org.portlease.event;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/** Runs work in a transaction of its own, which has been committed when it returns. */
@FunctionalInterface
public interface Transactions {

    <T> T run(Function<EntityManager, T> work);
}
