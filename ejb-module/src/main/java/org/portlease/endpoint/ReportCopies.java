package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ACCT_DELAY_TIME;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_TIME;
import static org.portlease.radius.packet.AttributeTypes.ACCT_STATUS_TYPE;
import static org.portlease.radius.packet.AttributeTypes.PROXY_STATE;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.portlease.accounting.Entry;
import org.portlease.contract.Contract;
import org.portlease.outbound.StoredReport;
import org.portlease.radius.Event;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/** Who is to get a report, in their order, and how each is to see it (figures 6 and 9). */
final class ReportCopies {

    private static final long INTERIM = 3;

    private final Event.RequestArrived event;
    private final Route route;
    private final Batch batch;

    ReportCopies(Event.RequestArrived event, Route route, Batch batch) {
        this.event = event;
        this.route = route;
        this.batch = batch;
    }

    /**
     * @param contract whose session it is, where it is a client provider's
     * @param entry where it was recorded, where it is a session's
     */
    List<ReportCopy> of(Optional<Contract> contract, Optional<Entry> entry) {
        boolean external = batch.directory().masterIsExternal();
        if (contract.isEmpty()) {
            boolean own = entry.isPresent() || route instanceof Route.Own;
            return own && external
                    ? List.of(copy(PeerBook.MASTER_GROUP, original(), entry))
                    : List.of();
        }
        if (route instanceof Route.Virtual) {
            return List.of();
        }
        long provider = contract.get().providerId();
        ReportCopy home = copy(provider, batch.attributes().toHome(provider, original()), entry);
        if (!external) {
            return List.of(home);
        }
        Packet rewritten =
                MasterRequests.accounting(
                        packet(),
                        contract.get(),
                        batch.directory(),
                        entry.flatMap(Entry::masterClass));
        return List.of(copy(PeerBook.MASTER_GROUP, rewritten, entry), home);
    }

    private ReportCopy copy(long group, Packet sent, Optional<Entry> entry) {
        UUID session = entry.map(Entry::session).orElse(event.id());
        return new ReportCopy(
                group,
                session,
                reportKey(group, sent, entry),
                event.id(),
                sent,
                event.at().minusSeconds(packet().number(ACCT_DELAY_TIME).orElse(0)));
    }

    /** Interims are told apart by their time; what has none, by all that it says. */
    private UUID reportKey(long group, Packet sent, Optional<Entry> entry) {
        long status = packet().number(ACCT_STATUS_TYPE).orElse(0);
        OptionalLong seconds =
                status == INTERIM ? packet().number(ACCT_SESSION_TIME) : OptionalLong.of(0);
        if (entry.isPresent() && seconds.isPresent()) {
            return StoredReport.idOf(group, entry.get().session(), status, seconds.getAsLong());
        }
        Packet lasting = sent.copy().remove(ACCT_DELAY_TIME).remove(PROXY_STATE);
        return batch.keys().key("report", octets(group), PacketCodec.freeze(lasting));
    }

    private static byte[] octets(long group) {
        return ByteBuffer.allocate(Long.BYTES).putLong(group).array();
    }

    private Packet packet() {
        return event.request().packet();
    }

    private Packet original() {
        return batch.withoutOurClass(packet());
    }
}
