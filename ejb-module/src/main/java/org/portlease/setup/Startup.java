package org.portlease.setup;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PessimisticLockException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.SessionFactory;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.portlease.contract.DirectoryCache;

/**
 * What happens before the first request: the schema is migrated, the mapping is compared with it,
 * and the installation is opened. A fault stops the deployment. Flyway keeps its own transactions,
 * so the container must not bring one.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {

    @Resource(lookup = "java:jboss/datasources/PortleaseDS")
    private DataSource dataSource;

    @Inject
    @ConfigProperty(name = "portlease.node", defaultValue = "portlease")
    private String node;

    @PersistenceContext private EntityManager entities;
    @Inject private InstallationOpening opening;
    @Inject private DirectoryCache directories;
    @Inject private StartProgress progress;

    @PostConstruct
    void start() {
        migrate();
        progress.schemaMigrated();
        WorldSource source = new WorldSource(ConfigProvider.getConfig());
        World world = source.read();
        open(source, world);
        directories.refresh();
        new UserRealm().open();
        progress.configurationRead();
        SetupLog.LOG.serving(world.name());
    }

    /** Another server may be loading its world, for longer than anybody waits for a row. */
    private void open(WorldSource source, World world) {
        boolean open = false;
        while (!open) {
            try {
                opening.open(source, world);
                open = true;
            } catch (EJBException e) {
                if (!isLocked(e)) {
                    throw e;
                }
                SetupLog.LOG.waiting();
            }
        }
    }

    private static boolean isLocked(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause)
                .anyMatch(
                        cause ->
                                cause instanceof PessimisticLockException
                                        || cause instanceof LockTimeoutException);
    }

    private void migrate() {
        try {
            new SchemaUpgrade(dataSource, node).run();
            entities.getEntityManagerFactory()
                    .unwrap(SessionFactory.class)
                    .getSchemaManager()
                    .validateMappedObjects();
        } catch (FlywayException | SchemaManagementException e) {
            throw new WrongSettingException(
                    "PORTLEASE_DB_URL",
                    "the database cannot be used by this version: " + e.getMessage(),
                    e);
        }
    }
}
