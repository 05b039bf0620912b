package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.ERROR_CAUSE;
import static org.portlease.radius.packet.AttributeTypes.EVENT_TIMESTAMP;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.Identification;
import org.portlease.contract.IdentificationRequest;
import org.portlease.provider.Nas;
import org.portlease.radius.Event;
import org.portlease.radius.Network;
import org.portlease.radius.Outcome;
import org.portlease.radius.Target;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;
import org.portlease.session.Ledger;
import org.portlease.session.OpenSessions;
import org.portlease.session.OpenSessions.OpenSession;

/**
 * A CoA- or Disconnect-Request of a home server's (RFC 5176): relayed to the NAS of the one session
 * that it means, of those that route to that server's provider. Other providers' sessions are not
 * even looked at, so that nothing can be learnt of them.
 */
final class AuthorizationStep implements Step {

    /** How old it may be: a copy of it may come as long as it is taken (RFC 5176 section 6.3). */
    private static final int WINDOW_SECONDS = 300;

    /** How many sessions are compared where no Acct-Session-Id says which. */
    private static final int MOST_COMPARED = 5_000;

    /** By the name alone, no rule of a single NAS counts. */
    private static final long NO_NAS = -1;

    /** Error-Cause values (RFC 5176 section 3.5). */
    private enum ErrorCause {
        UNSUPPORTED_ATTRIBUTE(401),
        MISSING_ATTRIBUTE(402),
        REQUEST_NOT_ROUTABLE(502),
        SESSION_CONTEXT_NOT_FOUND(503),
        RESOURCES_UNAVAILABLE(506),
        MULTIPLE_SESSION_SELECTION_UNSUPPORTED(508);

        private final int number;

        ErrorCause(int number) {
            this.number = number;
        }
    }

    private final Event.RequestArrived event;
    private final Batch batch;
    private final SessionIdentity identity;
    private final OptionalLong provider;
    private final List<OpenSession> candidates;

    AuthorizationStep(Event.RequestArrived event, Batch batch, OpenSessions sessions) {
        this.event = event;
        this.batch = batch;
        this.identity = new SessionIdentity(packet());
        this.provider = batch.directory().homeServer(event.request().peer().id()).providerId();
        this.candidates = identity.isTelling() ? candidates(sessions) : List.of();
    }

    private List<OpenSession> candidates(OpenSessions sessions) {
        List<Long> contracts =
                batch.directory().contracts().stream()
                        .filter(contract -> provider.equals(OptionalLong.of(contract.providerId())))
                        .map(Contract::id)
                        .toList();
        if (provider.isPresent() && contracts.isEmpty()) {
            return List.of();
        }
        int limit = MOST_COMPARED + 1;
        return Optional.ofNullable(RequestReader.sessionIdText(packet()))
                .map(id -> sessions.withId(contracts, id, limit))
                .orElseGet(() -> sessions.all(contracts, limit));
    }

    @Override
    public Outcome decide(Ledger ledger) {
        if (isStale()) {
            return new Outcome.Drop("authorization too old, or of the future");
        }
        if (event.request().looped()) {
            return nak(ErrorCause.REQUEST_NOT_ROUTABLE);
        }
        if (!identity.isTelling()) {
            return nak(ErrorCause.MISSING_ATTRIBUTE);
        }
        if (candidates.size() > MOST_COMPARED) {
            return nak(ErrorCause.RESOURCES_UNAVAILABLE);
        }
        List<Match> meant = candidates.stream().flatMap(each -> match(each).stream()).toList();
        return switch (meant.size()) {
            case 0 ->
                    isOfAnother()
                            ? new Outcome.Drop("authorization for another provider's subscriber")
                            : nak(ErrorCause.SESSION_CONTEXT_NOT_FOUND);
            case 1 -> relay(meant.get(0));
            default -> nak(ErrorCause.MULTIPLE_SESSION_SELECTION_UNSUPPORTED);
        };
    }

    private boolean isStale() {
        OptionalLong stated = packet().number(EVENT_TIMESTAMP);
        return stated.isPresent()
                && Math.abs(event.at().getEpochSecond() - stated.getAsLong()) > WINDOW_SECONDS;
    }

    /** Whether the name routes to somebody else, so that there is nothing to say (section 6.1). */
    private boolean isOfAnother() {
        if (!packet().has(USER_NAME)) {
            return false;
        }
        Identification owner =
                batch.directory()
                        .identify(
                                new IdentificationRequest(
                                        packet().text(USER_NAME),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        NO_NAS));
        return owner instanceof Identification.Client client
                ? !provider.equals(OptionalLong.of(client.contract().providerId()))
                : owner instanceof Identification.Own && provider.isPresent();
    }

    private record Match(OpenSession session, Packet likeness) {}

    private Optional<Match> match(OpenSession session) {
        Packet likeness = PacketCodec.thaw(batch.keys().decrypt(session.likeness()));
        return identity.matches(likeness)
                ? Optional.of(new Match(session, likeness))
                : Optional.empty();
    }

    /** With its Acct-Session-Id, so that the NAS means the same session. */
    private Outcome relay(Match match) {
        Nas nas = batch.directory().nas(match.session().nasId());
        Optional<String> address = address(match.session().nasAddress(), nas);
        if (address.isEmpty()) {
            return nak(ErrorCause.REQUEST_NOT_ROUTABLE);
        }
        Packet own = batch.withoutOurClass(packet());
        Packet allowed =
                provider.isPresent() ? batch.attributes().toNas(provider.getAsLong(), own) : own;
        if (allowed != own && own.code() == Code.COA_REQUEST) {
            // done as a whole or not at all (RFC 5176 section 2.2), so nothing is taken out of it
            return nak(ErrorCause.UNSUPPORTED_ATTRIBUTE);
        }
        Packet request = allowed.copy();
        if (!request.has(ACCT_SESSION_ID)) {
            match.likeness()
                    .octets(ACCT_SESSION_ID)
                    .ifPresent(id -> request.add(ACCT_SESSION_ID, id));
        }
        return new Outcome.Forward(
                new Target.Nas(
                        nas.id(),
                        new InetSocketAddress(address.get(), nas.sessions().authorizationPort())),
                request,
                new AuthorizationContext(),
                Optional.empty());
    }

    private static Optional<String> address(@Nullable String seen, Nas nas) {
        Network network = Network.parse(nas.network());
        boolean single = network.prefix() == network.address().getAddress().length * Byte.SIZE;
        return Optional.ofNullable(seen)
                .or(
                        () ->
                                single
                                        ? Optional.of(network.address().getHostAddress())
                                        : Optional.empty());
    }

    private Outcome nak(ErrorCause cause) {
        Code code = packet().code() == Code.DISCONNECT_REQUEST ? Code.DISCONNECT_NAK : Code.COA_NAK;
        return new Outcome.Reply(Packet.of(code).addNumber(ERROR_CAUSE, cause.number));
    }

    private Packet packet() {
        return event.request().packet();
    }
}
