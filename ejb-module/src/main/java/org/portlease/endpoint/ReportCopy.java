package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ACCT_STATUS_TYPE;
import static org.portlease.radius.packet.AttributeTypes.PROXY_STATE;

import java.time.Instant;
import java.util.UUID;
import org.portlease.outbound.StoredReport;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;
import org.portlease.secret.KeyRing;

/**
 * A report on its way to one group of home servers.
 *
 * @param homeGroup a provider's id, or {@link PeerBook#MASTER_GROUP}
 * @param session its lease's id, or an id of its own where it is no session's
 * @param reportKey the same for each copy of it
 * @param event the id of the event that brought it
 * @param packet as that group is to see it
 * @param delayFrom when its Acct-Delay-Time was zero
 */
record ReportCopy(
        long homeGroup,
        UUID session,
        UUID reportKey,
        UUID event,
        Packet packet,
        Instant delayFrom) {

    private static final long START = 1;
    private static final long INTERIM = 3;

    /** Whether it says nothing to who has got its session's Stop. */
    boolean isBeforeStop() {
        long status = packet.number(ACCT_STATUS_TYPE).orElse(0);
        return status == START || status == INTERIM;
    }

    /** To be delivered later; who waited for an answer by a Proxy-State then waits no more. */
    StoredReport stored(KeyRing keys, Instant now) {
        Packet kept = packet.has(PROXY_STATE) ? packet.copy().remove(PROXY_STATE) : packet;
        return new StoredReport(
                homeGroup,
                session,
                reportKey,
                event,
                keys.encrypt(PacketCodec.freeze(kept)),
                delayFrom,
                now);
    }
}
