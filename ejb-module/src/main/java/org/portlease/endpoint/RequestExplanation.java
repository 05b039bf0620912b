package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.CALLED_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLING_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.NAS_IDENTIFIER;
import static org.portlease.radius.packet.AttributeTypes.NAS_IPV6_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_IP_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT_TYPE;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.portlease.admission.Decision;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.contract.IdentificationStep;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.Nas;
import org.portlease.provider.Subscriber;
import org.portlease.provider.SubscriberRepository;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Peer;
import org.portlease.radius.Request;
import org.portlease.radius.Secret;
import org.portlease.radius.adapter.RadiusStatus;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Ledgers;
import org.portlease.session.Place;

/**
 * Says of a request that an operator describes whose it would be, by which rule, and what would be
 * decided of it now: by the very classes that decide, and without changing anything.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRED)
public class RequestExplanation {

    @EJB private DirectoryCache directories;
    private Ledgers ledgers;
    private SubscriberRepository subscribers;

    @Resource(lookup = "java:/portlease/RadiusStatus")
    private RadiusStatus status;

    private String node;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected RequestExplanation() {}

    @Inject
    protected RequestExplanation(
            Ledgers ledgers,
            SubscriberRepository subscribers,
            @ConfigProperty(name = "portlease.node", defaultValue = "portlease") String node) {
        this.ledgers = ledgers;
        this.subscribers = subscribers;
        this.node = node;
    }

    /** Outside a container, where NASes are known by their names alone. */
    RequestExplanation(
            DirectoryCache directories, Ledgers ledgers, SubscriberRepository subscribers) {
        this(ledgers, subscribers, "");
        this.directories = directories;
    }

    /**
     * A request as an operator describes it; null for what it has not.
     *
     * @param nas the NAS's name
     * @param source instead of it, the address that the request comes from
     * @param nasAddress NAS-IP-Address or NAS-IPv6-Address, as it claims
     */
    public record Described(
            @Nullable String userName,
            @Nullable String callingStationId,
            @Nullable String calledStationId,
            @Nullable String nas,
            @Nullable String source,
            @Nullable String nasIdentifier,
            @Nullable String nasAddress,
            @Nullable Integer nasPortType) {

        /** Says nothing of the subscriber. */
        @Override
        public String toString() {
            return "Described[nas=" + nas + "]";
        }
    }

    /** Whose it is. */
    public enum Whose {
        OWN,
        CLIENT,
        VIRTUAL_SUBSCRIBER,
        NOBODY
    }

    /**
     * What would become of it.
     *
     * @param nas whose request it would be taken for
     * @param provider null where it is no client's
     * @param contract null likewise
     * @param rule the rule that knows it; null where none does
     * @param explanation of the identification, for people
     * @param overflow whether the call hunted here from a busy point of presence of the client's
     * @param asked each question of the identification, in order
     * @param admitted whether a new session would be admitted now
     * @param burst whether above the ports, or the share, of the contract
     * @param refusal why it would be refused; null where it would not
     * @param nodeDraining whether this node would leave it without an answer
     */
    public record Explained(
            String nas,
            String pop,
            Whose whose,
            @Nullable String provider,
            @Nullable Long contract,
            @Nullable Long rule,
            String explanation,
            boolean overflow,
            List<Question> asked,
            boolean admitted,
            boolean burst,
            @Nullable RefusalReason refusal,
            boolean nodeDraining) {}

    /**
     * The rules of one kind, asked for one value.
     *
     * @param value null where the request has none
     * @param rules how many there are of the kind
     * @param rule the one that knows it; null where none does
     * @param why in a sentence
     */
    public record Question(
            String kind, @Nullable String value, int rules, @Nullable Long rule, String why) {}

    /**
     * @return empty where no such NAS is known
     * @throws IllegalArgumentException where what should be an address is none
     */
    public Optional<Explained> explain(Described described, Instant now) {
        Directory directory = directories.current();
        return nas(described, directory).map(nas -> explain(described, nas, directory, now));
    }

    private Optional<Nas> nas(Described described, Directory directory) {
        String source = described.source();
        if (described.nas() != null) {
            return directory.nases().stream()
                    .filter(nas -> nas.name().equals(described.nas()))
                    .findAny();
        }
        OptionalLong peer = source == null ? OptionalLong.empty() : status.peerAt(address(source));
        return directory.nases().stream()
                .filter(nas -> peer.isPresent() && nas.id() == peer.getAsLong())
                .findAny();
    }

    private Explained explain(Described described, Nas nas, Directory directory, Instant now) {
        Request request = request(described, nas);
        Route route = RequestReader.route(request, directory);
        boolean byRules = !(route instanceof Route.Virtual) && !isVirtualFromNas(route);
        List<IdentificationStep> steps =
                byRules ? directory.trace(RequestReader.identification(request)) : List.of();
        Decision decision = decide(request, route, nas, directory, now);
        return new Explained(
                nas.name(),
                directory.pop(nas.popId()).name(),
                whose(route),
                route.contract().flatMap(its -> directory.providerName(its.id())).orElse(null),
                route.contract().map(Contract::id).orElse(null),
                steps.stream()
                        .flatMap(step -> step.rule().stream())
                        .map(IdentificationRule::id)
                        .findFirst()
                        .orElse(null),
                route.explanation(),
                route.isOverflow(),
                steps.stream().map(step -> question(step, directory)).toList(),
                decision instanceof Decision.Admitted,
                decision instanceof Decision.Admitted admitted && admitted.burst(),
                decision instanceof Decision.Refused refused ? refused.reason() : null,
                directory.isDraining(node));
    }

    private static boolean isVirtualFromNas(Route route) {
        return route instanceof Route.Refused refused
                && refused.reason() == RefusalReason.VIRTUAL_IDENTIFIER_FROM_NAS;
    }

    private static Whose whose(Route route) {
        if (route instanceof Route.Own) {
            return Whose.OWN;
        }
        if (route instanceof Route.Client) {
            return Whose.CLIENT;
        }
        return route instanceof Route.Virtual ? Whose.VIRTUAL_SUBSCRIBER : Whose.NOBODY;
    }

    /** Whether the password is right, only a real request can show. */
    private Decision decide(
            Request request, Route route, Nas nas, Directory directory, Instant now) {
        Optional<RefusalReason> unfit = AccessRequestStep.unfit(route, nas, request.packet());
        if (unfit.isPresent()) {
            return new Decision.Refused(unfit.get());
        }
        Optional<Subscriber> subscriber = subscriber(route, directory);
        if (route instanceof Route.Own
                && !directory.masterIsExternal()
                && subscriber.filter(Subscriber::isActive).isEmpty()) {
            return new Decision.Refused(RefusalReason.BAD_CREDENTIALS);
        }
        Place place = route.place(nas, subscriber.map(Subscriber::id)).orElseThrow();
        return new Admission(directory, route, nas, false)
                .decide(ledgers.look(directory, place, now), now);
    }

    private Optional<Subscriber> subscriber(Route route, Directory directory) {
        return route instanceof Route.Own own && !directory.masterIsExternal()
                ? Optional.ofNullable(
                        subscribers.findAll(Set.of(own.userName())).get(own.userName()))
                : Optional.empty();
    }

    private static Question question(IdentificationStep step, Directory directory) {
        return new Question(
                step.kind().name(),
                step.value(),
                step.rules(),
                step.rule().map(IdentificationRule::id).orElse(null),
                why(step, directory));
    }

    private static String why(IdentificationStep step, Directory directory) {
        if (step.rule().isPresent()) {
            IdentificationRule rule = step.rule().get();
            return "rule " + rule.id() + " knows it: " + rule.match() + " " + rule.pattern();
        }
        if (step.value() == null) {
            return "the request has no value that rules of this kind are asked by";
        }
        if (step.rules() == 0) {
            return "there is no rule of this kind";
        }
        return step.elsewhere()
                .map(
                        rule ->
                                "rule "
                                        + rule.id()
                                        + " would know it, but is for requests of the NAS "
                                        + directory
                                                .nasName(rule.nasId().orElse(0))
                                                .orElse("of another id")
                                        + " alone")
                .orElse("no pattern of the " + step.rules() + " rule(s) of this kind matches it");
    }

    private static Request request(Described described, Nas nas) {
        Packet packet = Packet.of(Code.ACCESS_REQUEST);
        addText(packet, USER_NAME, described.userName());
        addText(packet, CALLING_STATION_ID, described.callingStationId());
        addText(packet, CALLED_STATION_ID, described.calledStationId());
        addText(packet, NAS_IDENTIFIER, described.nasIdentifier());
        String claimed = described.nasAddress();
        if (claimed != null) {
            byte[] octets = address(claimed).getAddress();
            packet.add(octets.length == 4 ? NAS_IP_ADDRESS : NAS_IPV6_ADDRESS, octets);
        }
        Integer portType = described.nasPortType();
        if (portType != null) {
            packet.addNumber(NAS_PORT_TYPE, portType);
        }
        Network network = Network.parse(nas.network());
        String named = described.source();
        InetAddress source = named == null ? network.address() : address(named);
        return new Request(
                new Peer(
                        nas.id(),
                        network,
                        Secret.of("of no packet"),
                        MessageAuthenticatorPolicy.OPTIONAL,
                        nas.isProxy(),
                        nas.budget()),
                new InetSocketAddress(source, 0),
                packet,
                false);
    }

    /**
     * @throws IllegalArgumentException where it is none; names are not resolved
     */
    private static InetAddress address(String text) {
        if (text.indexOf('/') >= 0) {
            throw new IllegalArgumentException("expected an address, but got a network: " + text);
        }
        return Network.parse(text).address();
    }

    private static void addText(Packet packet, int type, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            packet.addText(type, text);
        }
    }
}
