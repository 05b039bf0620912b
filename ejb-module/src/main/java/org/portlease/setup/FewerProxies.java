package org.portlease.setup;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.ToOne;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Keeps Hibernate from making a class of a proxy for each entity at each start: only what another
 * entity fetches lazily needs one. It works on the model after that is read and before it is used.
 * What is fetched lazily from inside an embeddable is not looked for: it would be read at once.
 */
public class FewerProxies implements Integrator {

    @Override
    public void integrate(
            Metadata model, BootstrapContext context, SessionFactoryImplementor factory) {
        Set<String> lazilyFetched =
                model.getEntityBindings().stream()
                        .flatMap(FewerProxies::lazilyFetchedBy)
                        .collect(Collectors.toUnmodifiableSet());
        model.getEntityBindings().stream()
                .filter(entity -> !lazilyFetched.contains(entity.getEntityName()))
                .forEach(entity -> entity.setLazy(false));
    }

    private static Stream<String> lazilyFetchedBy(PersistentClass entity) {
        return entity.getPropertyClosure().stream()
                .map(Property::getValue)
                .filter(ToOne.class::isInstance)
                .map(ToOne.class::cast)
                .filter(ToOne::isLazy)
                .map(ToOne::getReferencedEntityName);
    }

    @Override
    public void disintegrate(
            SessionFactoryImplementor factory, SessionFactoryServiceRegistry registry) {
        // nothing was taken
    }
}
