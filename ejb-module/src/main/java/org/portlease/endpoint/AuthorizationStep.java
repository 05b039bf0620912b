package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ACCT_INTERIM_INTERVAL;
import static org.portlease.radius.packet.AttributeTypes.ERROR_CAUSE;
import static org.portlease.radius.packet.AttributeTypes.EVENT_TIMESTAMP;
import static org.portlease.radius.packet.AttributeTypes.SESSION_TIMEOUT;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Identification;
import org.portlease.contract.IdentificationRequest;
import org.portlease.endpoint.KnownSessions.Known;
import org.portlease.provider.Nas;
import org.portlease.radius.Event;
import org.portlease.radius.Network;
import org.portlease.radius.Outcome;
import org.portlease.radius.Target;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Ledger;
import org.portlease.session.OpenSessions;

/**
 * A CoA- or Disconnect-Request of a home server's (RFC 5176): relayed to the NAS of the one session
 * that it means, of those that route to that server's provider. Other providers' sessions are not
 * even looked at, so that nothing can be learnt of them.
 */
final class AuthorizationStep implements Step {

    /** How old it may be: a copy of it may come as long as it is taken (RFC 5176 section 6.3). */
    private static final int WINDOW_SECONDS = 300;

    /** By the name alone, no rule of a single NAS counts. */
    private static final long NO_NAS = -1;

    /** Error-Cause values (RFC 5176 section 3.5). */
    private enum ErrorCause {
        UNSUPPORTED_ATTRIBUTE(401),
        MISSING_ATTRIBUTE(402),
        INVALID_REQUEST(404),
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
    private final Optional<Outcome> refusal;
    private final Optional<List<Known>> meant;

    /** Looks for the session, since batches hold locks when their steps decide. */
    AuthorizationStep(Event.RequestArrived event, Batch batch, OpenSessions sessions) {
        this.event = event;
        this.batch = batch;
        this.identity = new SessionIdentity(packet());
        this.provider = batch.directory().homeServer(event.request().peer().id()).providerId();
        this.refusal = refusal();
        this.meant = refusal.isPresent() ? Optional.empty() : meant(sessions);
    }

    /** The sessions that it may mean; empty where there are too many to look at. */
    private Optional<List<Known>> meant(OpenSessions sessions) {
        Optional<String> id = Optional.ofNullable(RequestReader.sessionIdText(packet()));
        return batch.knownSessions()
                .find(provider, id, sessions)
                .map(
                        all ->
                                all.stream()
                                        .filter(each -> identity.matches(each.likeness()))
                                        .toList());
    }

    /** What can be said without a look at any session. */
    private Optional<Outcome> refusal() {
        if (isStale()) {
            return Optional.of(new Outcome.Drop("authorization too old, or of the future"));
        }
        if (event.request().looped()) {
            return Optional.of(nak(ErrorCause.REQUEST_NOT_ROUTABLE));
        }
        if (!identity.isTelling()) {
            return Optional.of(nak(ErrorCause.MISSING_ATTRIBUTE));
        }
        return identity.isAmbiguous()
                ? Optional.of(nak(ErrorCause.INVALID_REQUEST))
                : Optional.empty();
    }

    @Override
    public Outcome decide(Ledger ledger) {
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (meant.isEmpty()) {
            return nak(ErrorCause.RESOURCES_UNAVAILABLE);
        }
        return switch (meant.get().size()) {
            case 0 ->
                    isOfAnother()
                            ? new Outcome.Drop("authorization for another provider's subscriber")
                            : nak(ErrorCause.SESSION_CONTEXT_NOT_FOUND);
            case 1 -> relay(meant.get().get(0));
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

    private Outcome relay(Known found) {
        Optional<Nas> nas = nas(found.session().nasId());
        Optional<String> address =
                nas.flatMap(known -> address(found.session().nasAddress(), known));
        if (address.isEmpty()) {
            return nak(ErrorCause.REQUEST_NOT_ROUTABLE);
        }
        Packet asked = SessionIdentity.without(batch.withoutOurClass(packet()));
        Packet allowed =
                provider.isPresent()
                        ? batch.attributes().toNas(provider.getAsLong(), asked)
                        : asked;
        boolean changes = packet().code() == Code.COA_REQUEST;
        if (changes && (allowed != asked || loosens(asked, found, nas.get()))) {
            // done as a whole or not at all (RFC 5176 section 2.2), so nothing is taken out of it
            return nak(ErrorCause.UNSUPPORTED_ATTRIBUTE);
        }
        return new Outcome.Forward(
                new Target.Nas(
                        nas.get().id(),
                        new InetSocketAddress(
                                address.get(), nas.get().sessions().authorizationPort())),
                identity.putInto(allowed.copy(), found.likeness()),
                new AuthorizationContext(provider),
                Optional.empty());
    }

    /** Whether it says otherwise what we have put into the Access-Accept for ourselves. */
    private boolean loosens(Packet change, Known found, Nas nas) {
        Long contractId = found.session().contract();
        return change.has(ACCT_INTERIM_INTERVAL)
                || (contractId != null
                        && ((change.has(SESSION_TIMEOUT)
                                        && batch.directory().contract(contractId).reservesTime())
                                || batch.attributes().changesAdded(change, contractId, nas)));
    }

    /** Empty where the configuration knows it no more. */
    private Optional<Nas> nas(long id) {
        return batch.directory().nases().stream().filter(each -> each.id() == id).findAny();
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
