package org.portlease.billing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.portlease.contract.Contract;
import org.portlease.provider.Provider;
import org.portlease.session.Capacity;
import org.portlease.session.CapacityCut;

/**
 * Makes the daily files of usage records, each step inside a transaction of the caller's, in this
 * order: {@link #cut}, {@link #make}. Whatever is killed between or within them is done again, and
 * comes out the same. One transaction's.
 *
 * <p>Each record, and each change of one, is in exactly one file, whatever order transactions
 * commit in. Who records a session holds its contract's capacity row until the commit, and reads
 * there how far files have been cut: where the session stopped before, the record gets the sequence
 * of the next file; else none, and is in the file of the day of its stop. The cut changes that
 * under the same lock. So whoever was before the cut has committed when it is made, and {@link
 * #make}, which comes after, sees the record; whoever is after it has put the record into the next
 * file. A record that changes between the cut and the end of {@code make} is seen by its one
 * statement as it was, and again, as a correction, in the next file; or not at all here, and there
 * for the first time. No watermark of times is asked, nothing is walked through but the day's own
 * records and those few that came late, and a record that is in time costs its writer nothing but a
 * null.
 */
public final class UsageFileMaker {

    /** Before all sessions: a contract's first file has also what stopped before its day. */
    private static final Instant EVER = Instant.parse("0001-01-01T00:00:00Z");

    private static final String FREEZE =
            """
            insert into usage_file_record (file_id, stopped_at, lease_id, acct_session_id, nas, pop,
                port_type, started_at, session_seconds, input_octets, output_octets,
                terminate_cause, end_cause, estimated, burst, without_admission, late, correction)
            select :file, u.stopped_at, u.id, u.acct_session_id, coalesce(n.name, ''),
                coalesce(p.name, ''), u.port_type, u.started_at, u.session_seconds, u.input_octets,
                u.output_octets, u.terminate_cause, u.end_cause, u.estimated, u.burst, u.late,
                u.usage_file is not null,
                exists (select 1 from usage_file_record r where r.lease_id = u.id)
              from (select * from usage_record
                     where contract_id = :contract and usage_file is null
                       and stopped_at >= :from and stopped_at < :until
                    union all
                    select * from usage_record
                     where contract_id = :contract and usage_file = :sequence) u
              left join nas n on n.id = u.nas_id
              left join pop p on p.id = u.pop_id
            """;

    private final EntityManager entities;

    public UsageFileMaker(EntityManager entities) {
        this.entities = entities;
    }

    /** The contracts that billing has met and that have no file yet. */
    public List<Long> unopened() {
        return entities.createQuery(
                        "select c.id from Contract c where exists (select 1 from"
                                + " BillingPeriod p where p.contractId = c.id) and not"
                                + " exists (select 1 from UsageFile f"
                                + " where f.contractId = c.id) order by c.id",
                        Long.class)
                .getResultList();
    }

    /** Opens a contract's first file. Holds its capacity row for as long as its transaction. */
    public void openFirst(long contractId, Instant now) {
        Contract contract = entities.find(Contract.class, contractId);
        // one node does, the others find it done
        entities.find(Capacity.class, contract.capacityId(), LockModeType.PESSIMISTIC_WRITE);
        if (!hasFile(contract)) {
            entities.persist(UsageFile.first(contract, begin(contract, now)));
        }
    }

    private boolean hasFile(Contract contract) {
        return !entities.createQuery(
                        "select f.id from UsageFile f where f.contractId = :id", Long.class)
                .setParameter("id", contract.id())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** Where billing met it, and not before its first period. */
    private Instant begin(Contract contract, Instant now) {
        Instant period =
                entities.createQuery(
                                "select min(p.startsAt) from BillingPeriod p"
                                        + " where p.contractId = :id",
                                Instant.class)
                        .setParameter("id", contract.id())
                        .getSingleResult();
        Instant begin = new PeriodCloser(entities).begin(contract, now);
        return begin.isBefore(period) ? period : begin;
    }

    /** The files that may be made, those that have waited longest first. */
    public List<Long> due(Instant now, int limit) {
        return entities.createQuery(
                        "select f.id from UsageFile f where f.madeAt is null and f.dueAt <= :now"
                                + " order by f.dueAt, f.id",
                        Long.class)
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
    }

    /**
     * Draws the line between this file and the next. Holds the capacity row for as long as its
     * transaction, which does nothing else.
     */
    public void cut(long fileId) {
        UsageFile file = entities.find(UsageFile.class, fileId);
        Contract contract = entities.find(Contract.class, file.contractId());
        new CapacityCut(entities).file(contract.capacityId(), file.untilAt(), file.sequence());
    }

    /**
     * Freezes the records of a file that has been cut, and opens the next day's.
     *
     * @return whether it did: else another node is at it, or it is made
     */
    public boolean make(long fileId, Instant now) {
        Optional<UsageFile> locked = lock(fileId).filter(file -> !file.isMade());
        locked.ifPresent(file -> make(file, now));
        return locked.isPresent();
    }

    private void make(UsageFile file, Instant now) {
        Contract contract = entities.find(Contract.class, file.contractId());
        file.name(
                entities.find(Provider.class, contract.providerId()).name(),
                contract.virtualSubscriber().identifier());
        freeze(file);
        try {
            UsageFileFormat format =
                    new UsageFiles(entities).writeLines(file, OutputStream.nullOutputStream());
            file.make(format.sums(), format.digest(), now);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing was to be written, but", e);
        }
        entities.persist(file.next(contract));
    }

    private void freeze(UsageFile file) {
        Query freeze = entities.createNativeQuery(FREEZE);
        freeze.setParameter("file", file.id())
                .setParameter("contract", file.contractId())
                .setParameter("from", file.sequence() == 1 ? EVER : file.fromAt())
                .setParameter("until", file.untilAt())
                .setParameter("sequence", file.sequence())
                .executeUpdate();
    }

    private Optional<UsageFile> lock(long fileId) {
        return entities
                .unwrap(Session.class)
                .createNativeQuery(
                        "select * from usage_file where id = :id for update skip locked",
                        UsageFile.class)
                .setParameter("id", fileId)
                .getResultList()
                .stream()
                .findFirst();
    }
}
