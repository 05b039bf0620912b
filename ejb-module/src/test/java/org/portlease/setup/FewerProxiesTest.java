package org.portlease.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.billing.Invoice;
import org.portlease.billing.InvoiceLine;

class FewerProxiesTest {

    private final TestDatabase database = new TestDatabase();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void whatIsFetchedLazilyHasAProxyAndNothingElseHas() {
        assertThat(
                        database.factory()
                                .unwrap(SessionFactoryImplementor.class)
                                .getMappingMetamodel()
                                .streamEntityDescriptors()
                                .filter(EntityPersister::hasProxy)
                                .map(EntityPersister::getEntityName))
                .containsExactlyInAnyOrder(Invoice.class.getName(), InvoiceLine.class.getName());
    }
}
