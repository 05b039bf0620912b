package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.portlease.radius.Event;
import org.portlease.radius.ForwardContext;
import org.portlease.radius.Outcome;
import org.portlease.radius.Peers;
import org.portlease.radius.RadiusListener;
import org.portlease.radius.Target;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/**
 * An endpoint that decides by a script and remembers what it was asked; ticks have a script of
 * their own.
 */
final class ScriptedListener implements RadiusListener {

    /** What the tests' forwards carry through. */
    record Context(String text) implements ForwardContext {}

    final List<List<Event>> batches = new CopyOnWriteArrayList<>();
    final List<Event.Tick> ticks = new CopyOnWriteArrayList<>();
    volatile Supplier<Outcome> tickScript = () -> Outcome.Send.NOTHING;
    volatile Peers peers;
    volatile boolean configurationReadable = true;
    volatile Function<List<Event>, List<Outcome>> script;

    ScriptedListener(Peers peers, Function<Event, Outcome> decision) {
        this.peers = peers;
        this.script = each(decision);
    }

    static Function<List<Event>, List<Outcome>> each(Function<Event, Outcome> decision) {
        return events -> events.stream().map(decision).toList();
    }

    @Override
    public List<Outcome> onEvents(List<Event> events) {
        if (events.get(0) instanceof Event.Tick tick) {
            assertThat(events).hasSize(1);
            ticks.add(tick);
            return List.of(tickScript.get());
        }
        batches.add(events);
        return script.apply(events);
    }

    @Override
    public Optional<Peers> peers(long version) {
        if (!configurationReadable) {
            throw new IllegalStateException("no configuration");
        }
        return peers.version() > version ? Optional.of(peers) : Optional.empty();
    }

    List<Event> events() {
        List<Event> all = new ArrayList<>();
        batches.forEach(all::addAll);
        return all;
    }

    <E extends Event> List<E> events(Class<E> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Access-Requests are accepted, Accounting-Requests acknowledged. */
    static Outcome accept(Event event) {
        return switch (((Event.OfRequest) event).request().packet().code()) {
            case ACCOUNTING_REQUEST -> new Outcome.Reply(Packet.of(Code.ACCOUNTING_RESPONSE));
            default -> new Outcome.Reply(Packet.of(Code.ACCESS_ACCEPT));
        };
    }

    /** Requests go to a group, answers go back, silence is a Reject. */
    static Outcome proxy(Event event, long group) {
        if (event instanceof Event.ForwardAnswered answer) {
            return new Outcome.Reply(answer.response());
        }
        if (event instanceof Event.ForwardUnanswered) {
            return new Outcome.Reply(Packet.of(Code.ACCESS_REJECT));
        }
        Packet packet = ((Event.OfRequest) event).request().packet();
        String name = packet.text(AttributeTypes.USER_NAME).orElse("");
        return new Outcome.Forward(
                new Target.HomeServers(group), packet.copy(), new Context(name), Optional.empty());
    }
}
