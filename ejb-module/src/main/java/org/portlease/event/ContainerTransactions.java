package org.portlease.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.function.Function;

/** Those of the server. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class ContainerTransactions implements Transactions {

    @PersistenceContext private EntityManager entities;

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        return work.apply(entities);
    }
}
