package org.portlease.test.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A subscriber's connection as its NAS tells of it: the same Acct-Session-Id, calling station and,
 * after the Accept, Class attributes and User-Name in everything that it sends.
 */
public final class Session {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String callingStation;
    private final String password;
    private String id;
    private String userName;
    private String nasIdentifier = "nas-of-the-tests";
    private int port;
    private List<WireAttribute> classes = List.of();
    private List<WireAttribute> further = List.of();

    private Session(String userName, String password) {
        int number = COUNT.incrementAndGet();
        this.userName = userName;
        this.password = password;
        this.id = String.format("%08X", number);
        this.callingStation = "+49301" + String.format("%07d", number);
        this.port = number;
    }

    public static Session of(String userName, String password) {
        return new Session(userName, password);
    }

    public Session onPort(int nasPort) {
        port = nasPort;
        return this;
    }

    /** With an Acct-Session-Id that the NAS has perhaps used before. */
    public Session withId(String acctSessionId) {
        id = acctSessionId;
        return this;
    }

    /** At a NAS behind a proxy, which says who it is. */
    public Session at(String nas) {
        nasIdentifier = nas;
        return this;
    }

    /** With attributes that stand in every packet of the session. */
    public Session with(WireAttribute... attributes) {
        further = List.of(attributes);
        return this;
    }

    public String callingStation() {
        return callingStation;
    }

    public List<WireAttribute> classes() {
        return classes;
    }

    public String id() {
        return id;
    }

    public String userName() {
        return userName;
    }

    /** Before the call is answered: who calls which number, and nothing of a subscriber. */
    public Draft callCheck(String calledNumber) {
        return Draft.of(Wire.ACCESS_REQUEST)
                .with(Wire.SERVICE_TYPE, Wire.CALL_CHECK)
                .with(Wire.NAS_IDENTIFIER, nasIdentifier)
                .with(Wire.NAS_PORT, port)
                .with(Wire.CALLED_STATION_ID, calledNumber)
                .with(Wire.CALLING_STATION_ID, callingStation);
    }

    /** An Access-Request with PAP. */
    public Draft access() {
        return ask().pap(password);
    }

    /** An Access-Request without credentials yet. */
    public Draft ask() {
        return anonymous().with(Wire.ACCT_SESSION_ID, id);
    }

    /** As {@link #access}, by a NAS that names its sessions only when they start. */
    public Draft accessWithoutSessionId() {
        return anonymous().pap(password);
    }

    private Draft anonymous() {
        return Draft.accessRequest(userName)
                .with(Wire.NAS_IDENTIFIER, nasIdentifier)
                .with(Wire.NAS_PORT, port)
                .with(Wire.CALLING_STATION_ID, callingStation)
                .with(further);
    }

    /** Takes from the Accept what accounting must repeat (RFC 2865 sections 5.1 and 5.25). */
    public Session accepted(WirePacket accept) {
        if (accept.code() != Wire.ACCESS_ACCEPT) {
            throw new AssertionError("expected an Accept, but got " + accept);
        }
        classes = new ArrayList<>(accept.all(Wire.CLASS));
        accept.first(Wire.USER_NAME).ifPresent(name -> userName = name.text());
        return this;
    }

    /** As a NAS that keeps no Class. */
    public Session forgettingClass() {
        classes = List.of();
        return this;
    }

    public Draft start() {
        return accounting(Wire.START);
    }

    public Draft interim(int seconds) {
        return interim(seconds, seconds * 100, seconds * 1000);
    }

    public Draft interim(int seconds, int inputOctets, int outputOctets) {
        return accounting(Wire.INTERIM)
                .with(Wire.ACCT_SESSION_TIME, seconds)
                .with(Wire.ACCT_INPUT_OCTETS, inputOctets)
                .with(Wire.ACCT_OUTPUT_OCTETS, outputOctets);
    }

    public Draft stop(int seconds) {
        return stop(seconds, seconds * 100, seconds * 1000);
    }

    public Draft stop(int seconds, int inputOctets, int outputOctets) {
        return accounting(Wire.STOP)
                .with(Wire.ACCT_SESSION_TIME, seconds)
                .with(Wire.ACCT_INPUT_OCTETS, inputOctets)
                .with(Wire.ACCT_OUTPUT_OCTETS, outputOctets)
                .with(Wire.ACCT_TERMINATE_CAUSE, 1);
    }

    /** A report of a status that the session's other methods do not speak of. */
    public Draft report(int status) {
        return accounting(status);
    }

    private Draft accounting(int status) {
        return Draft.accountingRequest(status, id)
                .with(Wire.USER_NAME, userName)
                .with(Wire.NAS_IDENTIFIER, nasIdentifier)
                .with(Wire.NAS_PORT, port)
                .with(Wire.CALLING_STATION_ID, callingStation)
                .with(further)
                .with(classes);
    }
}
