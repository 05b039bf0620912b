package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ACCT_DELAY_TIME;
import static org.portlease.radius.packet.AttributeTypes.ACCT_INPUT_GIGAWORDS;
import static org.portlease.radius.packet.AttributeTypes.ACCT_INPUT_OCTETS;
import static org.portlease.radius.packet.AttributeTypes.ACCT_OUTPUT_GIGAWORDS;
import static org.portlease.radius.packet.AttributeTypes.ACCT_OUTPUT_OCTETS;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_TIME;
import static org.portlease.radius.packet.AttributeTypes.ACCT_STATUS_TYPE;
import static org.portlease.radius.packet.AttributeTypes.ACCT_TERMINATE_CAUSE;
import static org.portlease.radius.packet.AttributeTypes.EVENT_TIMESTAMP;

import java.time.Duration;
import java.time.Instant;
import org.portlease.outbound.Disconnection;
import org.portlease.outbound.OwnStop;
import org.portlease.outbound.StoredReport;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/** Makes packets of what is stored: reports, Stops of ours, Disconnect-Requests. */
final class OwnRequests {

    private static final int STOP = 2;
    private static final long MOST = 0xFFFF_FFFFL;

    private final Batch batch;
    private final Instant now;

    OwnRequests(Batch batch, Instant now) {
        this.batch = batch;
        this.now = now;
    }

    /**
     * The report, with the time that has passed since as its Acct-Delay-Time.
     *
     * @throws RuntimeException where what is stored can't be read any more
     */
    Packet report(StoredReport stored) {
        Packet payload = PacketCodec.thaw(batch.keys().decrypt(stored.payload()));
        Packet report = stored.stop().map(stop -> stop(payload, stored, stop)).orElse(payload);
        long delay = Duration.between(stored.delayFrom(), now).toSeconds();
        return report.remove(ACCT_DELAY_TIME)
                .addNumber(ACCT_DELAY_TIME, Math.min(MOST, Math.max(0, delay)));
    }

    private Packet stop(Packet likeness, StoredReport stored, OwnStop says) {
        Packet stop = batch.withoutOurClass(likeness).copy(Code.ACCOUNTING_REQUEST);
        for (int type :
                new int[] {
                    ACCT_STATUS_TYPE,
                    ACCT_SESSION_TIME,
                    ACCT_INPUT_OCTETS,
                    ACCT_INPUT_GIGAWORDS,
                    ACCT_OUTPUT_OCTETS,
                    ACCT_OUTPUT_GIGAWORDS,
                    ACCT_TERMINATE_CAUSE,
                    EVENT_TIMESTAMP
                }) {
            stop.remove(type);
        }
        stop.addNumber(ACCT_STATUS_TYPE, STOP)
                .addNumber(ACCT_SESSION_TIME, Math.min(MOST, says.seconds()))
                .addNumber(ACCT_INPUT_OCTETS, says.inputOctets() & MOST)
                .addNumber(ACCT_INPUT_GIGAWORDS, says.inputOctets() >>> 32)
                .addNumber(ACCT_OUTPUT_OCTETS, says.outputOctets() & MOST)
                .addNumber(ACCT_OUTPUT_GIGAWORDS, says.outputOctets() >>> 32)
                .addNumber(ACCT_TERMINATE_CAUSE, says.terminateCause())
                .addNumber(EVENT_TIMESTAMP, stored.delayFrom().getEpochSecond() & MOST);
        if (stored.homeGroup() != PeerBook.MASTER_GROUP) {
            return batch.attributes().toHome(stored.homeGroup(), stop);
        }
        return stored.contractId().isPresent()
                ? MasterRequests.accounting(
                        stop,
                        batch.directory().contract(stored.contractId().getAsLong()),
                        batch.directory(),
                        stored.masterClass())
                : stop;
    }

    /**
     * A Disconnect-Request that says which session is meant, and nothing else (RFC 5176 section 3).
     *
     * @throws RuntimeException where what is stored can't be read any more
     */
    Packet disconnect(Disconnection stored) {
        Packet likeness = PacketCodec.thaw(batch.keys().decrypt(stored.likeness()));
        Packet request = Packet.of(Code.DISCONNECT_REQUEST);
        for (int type : SessionIdentity.ATTRIBUTES) {
            likeness.octets(type).ifPresent(value -> request.add(type, value));
        }
        return request.addNumber(EVENT_TIMESTAMP, now.getEpochSecond() & MOST);
    }
}
