package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ACCT_MULTI_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLED_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLING_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.CHAP_PASSWORD;
import static org.portlease.radius.packet.AttributeTypes.CLASS;
import static org.portlease.radius.packet.AttributeTypes.EAP_MESSAGE;
import static org.portlease.radius.packet.AttributeTypes.NAS_IDENTIFIER;
import static org.portlease.radius.packet.AttributeTypes.NAS_IPV6_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_IP_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT_ID;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT_TYPE;
import static org.portlease.radius.packet.AttributeTypes.SERVICE_TYPE;
import static org.portlease.radius.packet.AttributeTypes.STATE;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.Identification;
import org.portlease.contract.IdentificationRequest;
import org.portlease.provider.Nas;
import org.portlease.radius.Request;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.secret.KeyRing;
import org.portlease.session.LeaseToken;
import org.portlease.session.Origin;
import org.portlease.session.SessionKeys;

/** Reads from a request whose it is and by what its lease may be found. One thread's. */
final class RequestReader {

    private static final byte[] NONE = {};
    private static final int CALL_CHECK = 10;

    /** G.3 Fax: the types that follow, of which Ethernet is one, have no calls (RFC 2865). */
    private static final int LAST_PORT_OF_CALLS = 10;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final KeyRing keys;
    private final LeaseToken token;

    /** What was read of each Class: a report's is asked for again and again while it is decided. */
    private final Map<ByteBuffer, Optional<UUID>> marks = new HashMap<>();

    RequestReader(KeyRing keys, LeaseToken token) {
        this.keys = keys;
        this.token = token;
    }

    /** Virtual identifiers first, and only from proxies; then by the operator's rules. */
    static Route route(Request request, Directory directory) {
        if (request.looped()) {
            return new Route.Refused(RefusalReason.LOOP, "it has been here before");
        }
        IdentificationRequest asked = identification(request);
        Optional<Contract> virtual = asked.userName().flatMap(directory::contractOfVirtual);
        if (virtual.isPresent()) {
            return request.peer().proxy()
                    ? new Route.Virtual(virtual.get(), "virtual identifier")
                    : new Route.Refused(
                            RefusalReason.VIRTUAL_IDENTIFIER_FROM_NAS,
                            "a virtual identifier from a NAS");
        }
        Identification identification = directory.identify(asked);
        if (identification instanceof Identification.Own own) {
            return new Route.Own(asked.userName().orElse(""), own.explanation());
        }
        if (identification instanceof Identification.Client client) {
            return new Route.Client(
                    client.contract(),
                    client.explanation(),
                    directory.isOverflow(asked, client.contract()));
        }
        return new Route.Refused(RefusalReason.UNKNOWN_REALM, identification.explanation());
    }

    /** What the rules are asked by. */
    static IdentificationRequest identification(Request request) {
        Packet packet = request.packet();
        // a name with a NUL is no name: no database takes it as text
        return new IdentificationRequest(
                packet.text(USER_NAME)
                        .filter(name -> name.indexOf(0) < 0)
                        .filter(name -> !isCallCheck(packet)),
                packet.text(CALLED_STATION_ID),
                packet.text(NAS_IDENTIFIER),
                packet.octets(NAS_IP_ADDRESS)
                        .or(() -> packet.octets(NAS_IPV6_ADDRESS))
                        .flatMap(RequestReader::address),
                request.peer().id());
    }

    /**
     * Whether a NAS asks before it answers a call (Service-Type Call-Check), when nobody has said
     * yet who calls: at most one of the two numbers is the User-Name. Devices are let in by their
     * MAC address under the same Service-Type.
     */
    static boolean isCallCheck(Packet packet) {
        if (packet.code() != Code.ACCESS_REQUEST
                || packet.number(SERVICE_TYPE).orElse(0) != CALL_CHECK
                || packet.has(EAP_MESSAGE)
                || packet.has(CHAP_PASSWORD)
                || packet.has(STATE)
                || packet.number(NAS_PORT_TYPE).orElse(0) > LAST_PORT_OF_CALLS) {
            return false;
        }
        Optional<String> name = packet.text(USER_NAME);
        boolean isNumber =
                name.equals(packet.text(CALLED_STATION_ID))
                        || name.equals(packet.text(CALLING_STATION_ID));
        return name.isEmpty() || (isNumber && !MacAuthentication.namesADevice(packet));
    }

    /**
     * An attempt's keys.
     *
     * @param event its id, which its lease has where an earlier run of it has committed
     */
    SessionKeys ofAccess(Request request, Nas nas, UUID event) {
        Packet packet = request.packet();
        Optional<UUID> session = session(request);
        boolean nameless = session.isEmpty() && !isCallCheck(packet);
        return new SessionKeys(
                Optional.of(event),
                session,
                nameless ? attempt(request) : Optional.empty(),
                packet.octets(STATE).map(state -> state(request, state)),
                nameless ? line(request) : Optional.empty(),
                port(request, nas),
                bundle(request, nas),
                call(request));
    }

    /** A report's keys: our Class, then the session, and the attempt where no other is there. */
    SessionKeys ofAccounting(Request request, Nas nas) {
        Optional<UUID> lease =
                request.packet().allOctets(CLASS).stream()
                        .flatMap(value -> lease(value).stream())
                        .findFirst();
        return new SessionKeys(
                lease,
                session(request),
                lease.isPresent() ? Optional.empty() : attempt(request),
                Optional.empty(),
                Optional.empty(),
                port(request, nas),
                bundle(request, nas),
                List.of());
    }

    /** The lease that a Class is our mark of. */
    private Optional<UUID> lease(byte[] classValue) {
        return LeaseToken.looksLikeOne(classValue)
                ? marks.computeIfAbsent(ByteBuffer.wrap(classValue), key -> token.read(classValue))
                : Optional.empty();
    }

    /** Whether a Class is our mark, and so for the NAS and us alone. */
    boolean isOurs(byte[] classValue) {
        return lease(classValue).isPresent();
    }

    /** Whether a report has what looks like our Class, and none that is. */
    boolean hasDamagedClass(Packet packet) {
        List<byte[]> classes = packet.allOctets(CLASS);
        return classes.stream().anyMatch(LeaseToken::looksLikeOne)
                && classes.stream().noneMatch(this::isOurs);
    }

    /** Where an attempt's packets come from, and whose they are. */
    Origin origin(Request request) {
        return new Origin(nasKey(request), address(request), subject(request));
    }

    /** Where a session's reports come from: they may name the subscriber otherwise. */
    Origin originOfReport(Request request) {
        return new Origin(nasKey(request), address(request), null);
    }

    /** Which NAS of the peer's it is, keyed. */
    UUID nasKey(Request request) {
        return keys.key("nas", peer(request), nas(request));
    }

    private static String address(Request request) {
        return request.source().getAddress().getHostAddress();
    }

    private UUID subject(Request request) {
        Packet packet = request.packet();
        return keys.key(
                "subject",
                packet.octets(USER_NAME).orElse(NONE),
                packet.octets(CALLING_STATION_ID).orElse(NONE));
    }

    /** The Acct-Session-Id for people to read: its octets are the NAS's business. */
    static @Nullable String sessionIdText(Packet packet) {
        return packet.text(ACCT_SESSION_ID)
                .map(id -> CONTROL.matcher(id).replaceAll("?"))
                .orElse(null);
    }

    /** NAS-Port-Type (RFC 2865 section 5.41), where the packet says it. */
    static @Nullable Integer portType(Packet packet) {
        OptionalLong type = packet.number(NAS_PORT_TYPE);
        return type.isPresent() ? (int) type.getAsLong() : null;
    }

    /** A State is its home server's alone: others, and other subscribers, may have the same. */
    UUID state(Request request, byte[] state) {
        byte[] name = request.packet().octets(USER_NAME).orElse(NONE);
        return keys.key("state", peer(request), nas(request), name, state);
    }

    private Optional<UUID> session(Request request) {
        return request.packet()
                .octets(ACCT_SESSION_ID)
                .filter(id -> id.length > 0)
                .map(id -> keys.key("session", peer(request), nas(request), id));
    }

    private Optional<UUID> attempt(Request request) {
        Packet packet = request.packet();
        return packet.octets(CALLING_STATION_ID)
                .flatMap(
                        station ->
                                packet.octets(USER_NAME)
                                        .map(
                                                name ->
                                                        keys.key(
                                                                "attempt",
                                                                peer(request),
                                                                nas(request),
                                                                name,
                                                                station)));
    }

    /** The same subscriber, calling from the same station, on the same port of the NAS. */
    private Optional<UUID> line(Request request) {
        return portOctets(request.packet())
                .map(
                        port ->
                                keys.key(
                                        "line",
                                        peer(request),
                                        nas(request),
                                        port,
                                        LeaseToken.octets(subject(request))));
    }

    private Optional<UUID> port(Request request, Nas nas) {
        return nas.sessions().uniquePorts()
                ? portOctets(request.packet())
                        .map(port -> keys.key("port", peer(request), nas(request), port))
                : Optional.empty();
    }

    private static Optional<byte[]> portOctets(Packet packet) {
        return packet.octets(NAS_PORT).or(() -> packet.octets(NAS_PORT_ID));
    }

    /** At one point of presence: a session that moves to another takes a port there. */
    private Optional<UUID> bundle(Request request, Nas nas) {
        Packet packet = request.packet();
        return packet.octets(ACCT_MULTI_SESSION_ID)
                .filter(id -> id.length > 0)
                .map(
                        id ->
                                keys.key(
                                        "bundle",
                                        ByteBuffer.allocate(8).putLong(nas.popId()).array(),
                                        packet.octets(USER_NAME).orElse(NONE),
                                        id));
    }

    /** A Call-Check with a port is met by an attempt on that port; one without by any. */
    private List<UUID> call(Request request) {
        Packet packet = request.packet();
        Optional<byte[]> called = packet.octets(CALLED_STATION_ID);
        if (called.isEmpty()) {
            return List.of();
        }
        byte[] calling = packet.octets(CALLING_STATION_ID).orElse(NONE); // may be withheld
        return Stream.concat(
                        portOctets(packet).stream(),
                        portOctets(packet).isPresent() && isCallCheck(packet)
                                ? Stream.empty()
                                : Stream.of(NONE))
                .map(
                        port ->
                                keys.key(
                                        "call",
                                        peer(request),
                                        nas(request),
                                        port,
                                        calling,
                                        called.get()))
                .toList();
    }

    private static byte[] peer(Request request) {
        return ByteBuffer.allocate(8).putLong(request.peer().id()).array();
    }

    /**
     * One NAS of the peer's: its source address; behind a proxy stand many, which say who they are.
     * Each numbers its sessions independently.
     */
    private static byte[] nas(Request request) {
        Packet packet = request.packet();
        return request.peer().proxy()
                ? packet.octets(NAS_IDENTIFIER)
                        .or(() -> packet.octets(NAS_IP_ADDRESS))
                        .or(() -> packet.octets(NAS_IPV6_ADDRESS))
                        .orElse(NONE)
                : request.source().getAddress().getAddress();
    }

    private static Optional<String> address(byte[] octets) {
        try {
            return Optional.of(InetAddress.getByAddress(octets).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty(); // not of an address's length
        }
    }
}
