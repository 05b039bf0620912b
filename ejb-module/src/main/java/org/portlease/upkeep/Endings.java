package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Backlog;
import org.portlease.outbound.SilentEnd;
import org.portlease.session.EndCause;
import org.portlease.session.Ending;
import org.portlease.session.Lease;
import org.portlease.session.Ledger;
import org.portlease.session.UsageRecord;

/**
 * Ends sessions that no Stop has ended: billed up to the last evidence, marked as estimated, and
 * told to whoever was told of their beginning, so that no ghost stays there.
 */
@ApplicationScoped
public class Endings implements Ending {

    private Backlog backlog;
    private DirectoryCache directories;

    @SuppressWarnings("NullAway.Init") // for the container's proxy
    protected Endings() {}

    @Inject
    public Endings(Backlog backlog, DirectoryCache directories) {
        this.backlog = backlog;
        this.directories = directories;
    }

    @Override
    public void end(Ledger ledger, Lease lease, EndCause cause, Instant now) {
        UsageRecord record = lease.closeByEvidence(cause);
        ledger.close(lease, record);
        if (!lease.isForProxy()) {
            lease.likeness().ifPresent(likeness -> tell(lease, record, likeness, cause, now));
        }
    }

    private void tell(
            Lease lease, UsageRecord record, byte[] likeness, EndCause cause, Instant now) {
        Directory directory = directories.current();
        SilentEnd end =
                SilentEnd.of(
                        lease,
                        likeness,
                        record.metering(),
                        cause.terminateCause(),
                        record.stoppedAt());
        Long contract = lease.place().contractId();
        if (directory.masterIsExternal()) {
            backlog.storeStop(Backlog.MASTER_GROUP, end, now);
        }
        if (contract != null) {
            backlog.storeStop(directory.contract(contract).providerId(), end, now);
        }
    }
}
