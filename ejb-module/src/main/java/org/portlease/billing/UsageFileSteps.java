package org.portlease.billing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jboss.ejb3.annotation.TransactionTimeout;

/** The steps of {@link UsageFileRun}, each a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class UsageFileSteps {

    /** A day of ten million sessions takes some minutes; what hangs ends all the same. */
    private static final long LONGEST_FILE_SECONDS = 3_600;

    private static final long LONGEST_LOOK_SECONDS = 60;

    @PersistenceContext private EntityManager entities;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public UsageFileSteps() {}

    /** Outside a container. */
    UsageFileSteps(EntityManager entities) {
        this.entities = entities;
    }

    @TransactionTimeout(LONGEST_LOOK_SECONDS)
    public List<Long> unopened() {
        return new UsageFileMaker(entities).unopened();
    }

    public void openFirst(long contract, Instant now) {
        new UsageFileMaker(entities).openFirst(contract, now);
    }

    @TransactionTimeout(LONGEST_LOOK_SECONDS)
    public List<Long> due(Instant now, int limit) {
        return new UsageFileMaker(entities).due(now, limit);
    }

    public void cut(long file) {
        new UsageFileMaker(entities).cut(file);
    }

    @TransactionTimeout(LONGEST_FILE_SECONDS)
    public boolean make(long file, Instant now) {
        return new UsageFileMaker(entities).make(file, now);
    }

    /** The file of each contract that is not made yet: all before it are. */
    @TransactionTimeout(LONGEST_LOOK_SECONDS)
    public List<Running> running() {
        return entities.createQuery(
                        "select new org.portlease.billing.UsageFileSteps$Running(f.contractId,"
                                + " f.sequence) from UsageFile f where f.madeAt is null",
                        Running.class)
                .getResultList();
    }

    /** The file of a contract's running day. */
    public record Running(long contract, int sequence) {}

    @TransactionTimeout(LONGEST_LOOK_SECONDS)
    public List<UsageFiles.Made> madeAfter(long contract, int sequence, int limit) {
        return new UsageFiles(entities).madeAfter(contract, sequence, limit);
    }

    @TransactionTimeout(LONGEST_FILE_SECONDS)
    public void write(long file, OutputStream out) throws IOException {
        new UsageFiles(entities).write(file, out);
    }
}
