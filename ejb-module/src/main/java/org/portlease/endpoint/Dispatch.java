package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.portlease.radius.Event.ForwardAnswered;
import org.portlease.radius.Event.ForwardUnanswered;
import org.portlease.radius.Event.RequestArrived;
import org.portlease.radius.Event.SendAnswered;
import org.portlease.radius.Event.SendUnanswered;
import org.portlease.radius.ForwardContext;
import org.portlease.radius.Outcome;
import org.portlease.radius.Request;
import org.portlease.radius.packet.Packet;
import org.portlease.session.OpenSessions;

/** Which step takes an event. */
@ApplicationScoped
public class Dispatch {

    private static final Step GONE = ledger -> new Outcome.Drop("peer removed");

    @Inject private OpenSessions sessions;
    @Inject private Tracing tracing;

    Step step(Routed routed, Batch batch) {
        if (routed.event() instanceof RequestArrived request) {
            if (isGone(request.request(), batch)) {
                return GONE;
            }
            return request(request, routed.route(), batch);
        }
        if (routed.event() instanceof ForwardAnswered answer) {
            return answered(answer, batch);
        }
        if (routed.event() instanceof ForwardUnanswered silence) {
            return unanswered(silence, batch);
        }
        return routed.event() instanceof SendAnswered answer
                ? ofOurOwn(answer.context(), Optional.of(answer.response()), batch)
                : ofOurOwn(((SendUnanswered) routed.event()).context(), Optional.empty(), batch);
    }

    /** A peer may have been removed since it asked: it needs no answer any more. */
    private static boolean isGone(Request request, Batch batch) {
        return switch (request.packet().code()) {
            case COA_REQUEST, DISCONNECT_REQUEST ->
                    !batch.directory().hasHomeServer(request.peer().id());
            default -> !batch.directory().hasNas(request.peer().id());
        };
    }

    private Step request(RequestArrived request, Optional<Route> route, Batch batch) {
        return switch (request.request().packet().code()) {
            case ACCESS_REQUEST -> tracing.ofRequest(request, route.orElseThrow(), batch);
            case ACCOUNTING_REQUEST ->
                    new AccountingRequestStep(request, route.orElseThrow(), batch);
            case COA_REQUEST, DISCONNECT_REQUEST -> new AuthorizationStep(request, batch, sessions);
            default ->
                    throw new IllegalArgumentException(
                            "expected a request for the trade, but it is "
                                    + request.request().packet().code());
        };
    }

    private Step answered(ForwardAnswered answer, Batch batch) {
        ForwardContext context = answer.context();
        if (context instanceof AccessContext access) {
            return isGone(answer.request(), batch)
                    ? GONE
                    : tracing.ofAnswer(access, new AccessAnswerStep(answer, access, batch));
        }
        return context instanceof AccountingContext accounting
                ? new AccountingAnswerStep(answer, accounting, batch)
                : new AuthorizationAnswerStep(
                        Optional.of(answer.response()), (AuthorizationContext) context, batch);
    }

    private Step unanswered(ForwardUnanswered silence, Batch batch) {
        ForwardContext context = silence.context();
        if (context instanceof AccessContext access) {
            return isGone(silence.request(), batch)
                    ? GONE
                    : tracing.ofAnswer(access, new AccessAnswerStep(silence, access, batch));
        }
        return context instanceof AccountingContext accounting
                ? new AccountingSilenceStep(silence, accounting, batch)
                : new AuthorizationAnswerStep(
                        Optional.empty(), (AuthorizationContext) context, batch);
    }

    /**
     * @param response empty for silence
     */
    private static Step ofOurOwn(ForwardContext context, Optional<Packet> response, Batch batch) {
        return context instanceof DeliveryContext delivery
                ? new DeliveryStep(delivery.sent(), response.isPresent(), batch)
                : new DisconnectionStep((DisconnectionContext) context, response, batch);
    }
}
