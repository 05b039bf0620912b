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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.portlease.accounting.Accountant;
import org.portlease.accounting.AccountingEvent;
import org.portlease.accounting.Entry;
import org.portlease.accounting.Report;
import org.portlease.accounting.Reporter;
import org.portlease.contract.AccountingMode;
import org.portlease.contract.Contract;
import org.portlease.provider.Nas;
import org.portlease.provider.Subscriber;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Lease;
import org.portlease.session.Ledger;
import org.portlease.session.Metering;
import org.portlease.session.Oddity;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;
import org.portlease.session.Silence;
import org.portlease.session.UsageRecord;

/**
 * An Accounting-Request (figures 6 and 9). Recorded first; then forwarded to the existing Master
 * RADIUS server, rewritten, and to the client provider with the real identifiers; acknowledged when
 * they have.
 */
final class AccountingRequestStep implements Step {

    private static final int ACCOUNTING_ON = 7;
    private static final int ACCOUNTING_OFF = 8;

    /** A NAS whose clock differs by more has none that can be believed. */
    private static final Duration CLOCKS_AGREE = Duration.ofMinutes(1);

    private static final Duration MOST_DELAY = Duration.ofDays(1);

    private final Event.RequestArrived event;
    private final Batch batch;
    private final Nas nas;
    private final Route route;
    private final Optional<Place> place;
    private final long statusType;
    private final Optional<Report> report;
    private final SessionKeys keys;

    AccountingRequestStep(Event.RequestArrived event, Route route, Batch batch) {
        this.event = event;
        this.batch = batch;
        this.nas = batch.directory().nas(event.request().peer().id());
        this.route = route;
        this.place = route.place(nas, batch.subscriber(route).map(Subscriber::id));
        this.statusType = packet().number(ACCT_STATUS_TYPE).orElse(0);
        this.report = status().map(this::report);
        this.keys = report.map(Report::keys).orElseGet(this::keysOfUnknown);
    }

    /** Of a status type that we do not know: whose session it is of, if of any. */
    private SessionKeys keysOfUnknown() {
        if (isOfReboot()) {
            return SessionKeys.NONE;
        }
        SessionKeys all = batch.reader().ofAccounting(event.request(), nas);
        return new SessionKeys(all.lease(), all.session(), Optional.empty(), Optional.empty());
    }

    private boolean isOfReboot() {
        return statusType == ACCOUNTING_ON || statusType == ACCOUNTING_OFF;
    }

    @Override
    public SessionKeys keys() {
        return keys;
    }

    @Override
    public SessionKeys usageKeys(Ledger ledger) {
        boolean looked = report.map(known -> Accountant.mayBeOfClosed(ledger, known)).orElse(true);
        return looked ? keys : SessionKeys.NONE;
    }

    /** An interim seldom changes any. */
    @Override
    public Stream<Place> likelyPlaces() {
        return report.filter(known -> known.status() != Report.Status.INTERIM).stream()
                .flatMap(known -> place.stream());
    }

    @Override
    public Stream<Place> places(Ledger ledger) {
        return report.stream().flatMap(known -> Accountant.placesToLock(ledger, known, place));
    }

    @Override
    public Outcome decide(Ledger ledger) {
        var accountant = new Accountant(ledger, batch.ending(), batch.oddities(), event.at());
        Optional<Entry> entry = report.flatMap(known -> accountant.record(known, place));
        Optional<Contract> contract =
                entry.map(Entry::place)
                        .or(() -> ofUnknown(ledger))
                        .or(() -> place)
                        .flatMap(of -> Optional.ofNullable(of.contractId()))
                        .map(batch.directory()::contract);
        if (entry.isEmpty()) {
            batch.record(accountingEvent(contract));
        }
        if (batch.reader().hasDamagedClass(packet())) {
            batch.oddities().count(nas.id(), Oddity.CLASS_DAMAGED);
        }
        return onward(ledger, contract, entry);
    }

    /** Where the session is metered that a report of a status type we do not know names. */
    private Optional<Place> ofUnknown(Ledger ledger) {
        if (report.isPresent()) {
            return Optional.empty(); // what is known has been matched, with more care
        }
        Optional<Place> open =
                keys.lease()
                        .flatMap(ledger::lease)
                        .or(() -> keys.session().flatMap(ledger::leaseOf))
                        .map(Lease::place);
        Optional<Place> closed =
                keys.lease()
                        .flatMap(ledger::usage)
                        .or(() -> keys.session().flatMap(ledger::usageOf))
                        .map(UsageRecord::place);
        return open.or(() -> closed).filter(at -> at.nasId() == nas.id());
    }

    /** Its reports may not pass those that are stored; of a closed session there may be some. */
    @Override
    public Stream<UUID> sessionsBehind(Ledger ledger) {
        Stream<Optional<Lease>> open =
                Stream.of(
                        keys.lease().flatMap(ledger::lease),
                        keys.session().flatMap(ledger::leaseOf),
                        keys.attempt().flatMap(ledger::leaseOf));
        Stream<Optional<UsageRecord>> closed =
                Stream.of(
                        keys.lease().flatMap(ledger::usage),
                        keys.session().flatMap(ledger::usageOf));
        return Stream.concat(
                open.flatMap(Optional::stream).filter(Lease::backlog).map(Lease::id),
                closed.flatMap(Optional::stream).map(UsageRecord::id));
    }

    /** The session's own contract says where it goes; its realm only where there is no session. */
    private Outcome onward(Ledger ledger, Optional<Contract> contract, Optional<Entry> entry) {
        List<ReportCopy> copies = new ReportCopies(event, route, batch).of(contract, entry);
        if (copies.isEmpty()) {
            batch.decided(route, name(), "Accounting-Response", "recorded");
        } else {
            contract.ifPresent(this::decided);
        }
        AccountingMode mode =
                contract.map(client -> client.conditions().accounting())
                        .orElse(AccountingMode.STORE);
        return new AccountingOnward(batch, ledger, mode, event.at()).go(copies);
    }

    private void decided(Contract contract) {
        String identifier = contract.virtualSubscriber().identifier();
        batch.decided(identifier, name(), "Accounting-Response", "recorded");
    }

    private AccountingEvent accountingEvent(Optional<Contract> contract) {
        var unbilled =
                new AccountingEvent(
                        event.id(),
                        nas.id(),
                        contract.map(Contract::id).orElse(null),
                        statusType,
                        byDelay());
        if (isOfReboot()) {
            return unbilled.ofReboot(batch.reader().nasKey(event.request()));
        }
        if (report.isEmpty()) {
            batch.oddities().count(nas.id(), Oddity.UNKNOWN_STATUS);
        }
        return unbilled;
    }

    private Optional<Report.Status> status() {
        return switch ((int) statusType) {
            case 1 -> Optional.of(Report.Status.START);
            case 2 -> Optional.of(Report.Status.STOP);
            case 3 -> Optional.of(Report.Status.INTERIM);
            default -> Optional.empty();
        };
    }

    private Report report(Report.Status status) {
        Packet packet = packet();
        return new Report(
                event.id(),
                nas.id(),
                status,
                at(),
                batch.reader().ofAccounting(event.request(), nas),
                RequestReader.sessionIdText(packet),
                new Metering(
                        packet.number(ACCT_SESSION_TIME).orElse(0),
                        octets(ACCT_INPUT_OCTETS, ACCT_INPUT_GIGAWORDS),
                        octets(ACCT_OUTPUT_OCTETS, ACCT_OUTPUT_GIGAWORDS)),
                packet.number(ACCT_SESSION_TIME).isPresent(),
                packet.number(ACCT_TERMINATE_CAUSE).isPresent()
                        ? (int) packet.number(ACCT_TERMINATE_CAUSE).getAsLong()
                        : null,
                reporter());
    }

    private Reporter reporter() {
        Nas.Sessions sessions = nas.sessions();
        return new Reporter(
                batch.reader().originOfReport(event.request()),
                () -> Likeness.ofReport(packet(), batch),
                Silence.of(sessions),
                sessions.lineKbps(),
                route instanceof Route.Virtual,
                RequestReader.portType(packet()));
    }

    /** Gigawords count how often the 32 bits have wrapped (RFC 2869 sections 5.1 and 5.2). */
    private long octets(int low, int gigawords) {
        long wraps = packet().number(gigawords).orElse(0) & Integer.MAX_VALUE;
        return wraps << 32 | packet().number(low).orElse(0);
    }

    /**
     * When it happened at the NAS, as far as that can be believed: by Event-Timestamp (RFC 2869
     * section 5.3), which copies share; else by Acct-Delay-Time (RFC 2866 section 5.2).
     */
    private Instant at() {
        Instant byDelay = byDelay();
        return packet().number(EVENT_TIMESTAMP).stream()
                .mapToObj(Instant::ofEpochSecond)
                .filter(stamp -> Duration.between(byDelay, stamp).abs().compareTo(CLOCKS_AGREE) < 0)
                .findAny()
                .orElse(byDelay);
    }

    /** By our own clock, which leases are taken by. */
    private Instant byDelay() {
        long delay = packet().number(ACCT_DELAY_TIME).orElse(0);
        return delay > MOST_DELAY.toSeconds() ? event.at() : event.at().minusSeconds(delay);
    }

    private String name() {
        return "Accounting-Request "
                + switch ((int) statusType) {
                    case 1 -> "Start";
                    case 2 -> "Stop";
                    case 3 -> "Interim-Update";
                    default -> Long.toString(statusType);
                };
    }

    private Packet packet() {
        return event.request().packet();
    }
}
