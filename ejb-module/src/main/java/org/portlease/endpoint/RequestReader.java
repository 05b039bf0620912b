package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLED_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLING_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.CLASS;
import static org.portlease.radius.packet.AttributeTypes.NAS_IDENTIFIER;
import static org.portlease.radius.packet.AttributeTypes.NAS_IPV6_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_IP_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.STATE;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.Identification;
import org.portlease.contract.IdentificationRequest;
import org.portlease.radius.Request;
import org.portlease.radius.packet.Packet;
import org.portlease.secret.KeyRing;
import org.portlease.session.LeaseToken;
import org.portlease.session.SessionKeys;

/** Reads from a request whose it is and by what its lease may be found. */
final class RequestReader {

    private static final byte[] NONE = {};
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final KeyRing keys;
    private final LeaseToken token;

    RequestReader(KeyRing keys, LeaseToken token) {
        this.keys = keys;
        this.token = token;
    }

    /** Virtual identifiers first, and only from proxies; then by the operator's rules. */
    static Route route(Request request, Directory directory) {
        if (request.looped()) {
            return new Route.Refused(RefusalReason.LOOP, "it has been here before");
        }
        Packet packet = request.packet();
        // a name with a NUL is no name: no database takes it as text
        Optional<String> userName = packet.text(USER_NAME).filter(name -> name.indexOf(0) < 0);
        Optional<Contract> virtual = userName.flatMap(directory::contractOfVirtual);
        if (virtual.isPresent()) {
            return request.peer().proxy()
                    ? new Route.Virtual(virtual.get(), "virtual identifier")
                    : new Route.Refused(
                            RefusalReason.VIRTUAL_IDENTIFIER_FROM_NAS,
                            "a virtual identifier from a NAS");
        }
        Identification identification =
                directory.identify(
                        new IdentificationRequest(
                                userName,
                                packet.text(CALLED_STATION_ID),
                                packet.text(NAS_IDENTIFIER),
                                packet.octets(NAS_IP_ADDRESS)
                                        .or(() -> packet.octets(NAS_IPV6_ADDRESS))
                                        .flatMap(RequestReader::address),
                                request.peer().id()));
        if (identification instanceof Identification.Own own) {
            return new Route.Own(userName.orElse(""), own.explanation());
        }
        if (identification instanceof Identification.Client client) {
            return new Route.Client(client.contract(), client.explanation());
        }
        return new Route.Refused(RefusalReason.UNKNOWN_REALM, identification.explanation());
    }

    /**
     * An attempt's keys.
     *
     * @param event its id, which its lease has where an earlier run of it has committed
     */
    SessionKeys ofAccess(Request request, UUID event) {
        Packet packet = request.packet();
        Optional<UUID> session = session(request);
        return new SessionKeys(
                Optional.of(event),
                session,
                session.isPresent() ? Optional.empty() : attempt(request),
                packet.octets(STATE).map(state -> state(request, state)));
    }

    /** A report's keys: our Class, then the session, and the attempt where no other is there. */
    SessionKeys ofAccounting(Request request) {
        Optional<UUID> lease =
                request.packet().allOctets(CLASS).stream()
                        .flatMap(value -> token.read(value).stream())
                        .findFirst();
        return new SessionKeys(
                lease,
                session(request),
                lease.isPresent() ? Optional.empty() : attempt(request),
                Optional.empty());
    }

    /** The Acct-Session-Id for people to read: its octets are the NAS's business. */
    static @Nullable String sessionIdText(Packet packet) {
        return packet.text(ACCT_SESSION_ID)
                .map(id -> CONTROL.matcher(id).replaceAll("?"))
                .orElse(null);
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
