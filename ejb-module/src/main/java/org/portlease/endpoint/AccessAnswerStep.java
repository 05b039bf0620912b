package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.CLASS;
import static org.portlease.radius.packet.AttributeTypes.STATE;

import java.util.Optional;
import java.util.stream.Stream;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.provider.Nas;
import org.portlease.radius.Event;
import org.portlease.radius.Event.ForwardAnswered;
import org.portlease.radius.Outcome;
import org.portlease.radius.Target;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Ledger;
import org.portlease.session.Place;
import org.portlease.session.ReleaseCause;
import org.portlease.session.SessionKeys;

/**
 * What came of an Access-Request that was forwarded: an answer, or silence (figure 5, boxes 510 to
 * 550). An answer whose lease is gone meanwhile is a Reject.
 */
final class AccessAnswerStep implements Step {

    private final Event.OfRequest event;
    private final AccessContext context;
    private final Optional<ForwardAnswered> answer;
    private final Batch batch;

    /** For an answer. */
    AccessAnswerStep(ForwardAnswered event, AccessContext context, Batch batch) {
        this.event = event;
        this.context = context;
        this.answer = Optional.of(event);
        this.batch = batch;
    }

    /** For silence. */
    AccessAnswerStep(Event.ForwardUnanswered event, AccessContext context, Batch batch) {
        this.event = event;
        this.context = context;
        this.answer = Optional.empty();
        this.batch = batch;
    }

    @Override
    public SessionKeys keys() {
        return SessionKeys.ofLease(context.leaseId());
    }

    @Override
    public Stream<Place> places(Ledger ledger) {
        if (endsAttempt()) {
            return reserved(ledger).map(Lease::place).stream();
        }
        boolean counted = answerCode() == Code.ACCESS_ACCEPT && grant().reservesTime();
        return counted ? ledger.lease(keys()).map(Lease::place).stream() : Stream.empty();
    }

    @Override
    public Outcome decide(Ledger ledger) {
        Optional<Lease> lease = ledger.lease(keys());
        if (endsAttempt()) {
            reserved(ledger).ifPresent(held -> ledger.release(held, releaseCause()));
            lease.filter(open -> open.state() == LeaseState.ACTIVE)
                    .ifPresent(Lease::endConversation);
            return refused();
        }
        if (lease.isEmpty()) {
            return batch.refuse(context.route(), nas(), RefusalReason.LEASE_ENDED);
        }
        return proceed(ledger, lease.get(), answer.orElseThrow());
    }

    private Outcome proceed(Ledger ledger, Lease lease, ForwardAnswered answered) {
        Packet response = answered.response();
        if (context.leg() == Leg.MASTER) {
            lease.masterAdmitted(response.octets(CLASS).orElse(null));
            long home = context.route().contract().map(Contract::providerId).orElseThrow();
            Packet original = batch.withoutOurClass(event.request().packet());
            return new Outcome.Forward(
                    new Target.HomeServers(home, lease.homeServer()),
                    batch.attributes().toHome(home, original),
                    context.forHome(),
                    Optional.empty());
        }
        Packet reply = relayed(response);
        if (response.code() == Code.ACCESS_CHALLENGE) {
            lease.challenged(
                    response.octets(STATE)
                            .map(state -> batch.reader().state(event.request(), state))
                            .orElse(null),
                    answered.server(),
                    event.at());
            ledger.rekey(lease);
            return new Outcome.Reply(reply);
        }
        return grant().give(ledger, lease, reply, event.at().plus(Lease.GRANTED_FOR));
    }

    private Grant grant() {
        return new Grant(batch, event, context.route(), nas());
    }

    private Code answerCode() {
        return answer.orElseThrow().response().code();
    }

    private ReleaseCause releaseCause() {
        if (answer.isEmpty()) {
            return ReleaseCause.HOME_SILENT;
        }
        return context.leg() == Leg.MASTER
                ? ReleaseCause.MASTER_REFUSED
                : ReleaseCause.HOME_REJECTED;
    }

    /** Whether the subscriber will not be connected: the port goes back, if no session has it. */
    private boolean endsAttempt() {
        return answer.map(ForwardAnswered::response).map(this::rejects).orElse(true);
    }

    private boolean rejects(Packet response) {
        return switch (response.code()) {
            case ACCESS_ACCEPT -> false;
            case ACCESS_CHALLENGE -> context.leg() == Leg.MASTER; // nobody could answer it
            default -> true;
        };
    }

    private Outcome refused() {
        if (answer.isEmpty()) {
            return batch.refuse(context.route(), nas(), RefusalReason.HOME_SILENT);
        }
        if (context.leg() == Leg.MASTER) {
            return batch.refuse(context.route(), nas(), RefusalReason.MASTER_REFUSED);
        }
        batch.countRefusal(context.route(), nas(), RefusalReason.HOME_REJECTED);
        return new Outcome.Reply(relayed(answer.get().response()));
    }

    private Packet relayed(Packet response) {
        return Replies.relayed(
                batch.attributes().toNas(context.route(), response), batch.directory());
    }

    private Nas nas() {
        return batch.directory().nas(event.request().peer().id());
    }

    /** Silence does not end what was asked again meanwhile, here or on another node. */
    private Optional<Lease> reserved(Ledger ledger) {
        return ledger.lease(keys())
                .filter(lease -> lease.state() == LeaseState.RESERVED)
                .filter(lease -> answer.isPresent() || lease.expiresBy(context.reservedUntil()));
    }
}
