package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.CALLING_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.portlease.provider.Nas;
import org.portlease.radius.Event;
import org.portlease.radius.packet.Packet;
import org.portlease.trace.ArmedTraces;
import org.portlease.trace.TraceNotes;

/** The steps of Access-Requests, those that are traced with somebody who takes notes. */
@ApplicationScoped
public class Tracing {

    @Inject private ArmedTraces armed;
    @Inject private Clock clock;

    Step ofRequest(Event.RequestArrived event, Route route, Batch batch) {
        Optional<TraceNotes> followed = armed.isEmpty() ? Optional.empty() : follow(event);
        if (followed.isEmpty()) {
            return new AccessRequestStep(event, route, batch, null);
        }
        Nas nas = batch.directory().nas(event.request().peer().id());
        DecisionNotes notes = new DecisionNotes(clock);
        notes.received(event, nas);
        notes.identified(route, batch.directory());
        return new TracedStep(
                new AccessRequestStep(event, route, batch, notes),
                new RequestTracer(followed.get(), clock),
                notes);
    }

    private Optional<TraceNotes> follow(Event.RequestArrived event) {
        Packet packet = event.request().packet();
        return armed.follow(
                event.request().peer().id(),
                packet.text(USER_NAME).orElse(null),
                packet.text(CALLING_STATION_ID).orElse(null),
                event.at());
    }

    /** What came of a request that was forwarded. */
    Step ofAnswer(AccessContext context, AccessAnswerStep step) {
        RequestTracer tracer = context.tracer();
        return tracer == null ? step : new TracedStep(step, tracer, new DecisionNotes(clock));
    }
}
