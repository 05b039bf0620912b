package org.portlease.provider;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who may send us requests: a network access server, or a proxy of another installation. Known by
 * its source address alone, never by an attribute (RFC 2865 section 3).
 */
@Entity
public class Nas {

    private static final int MOST_BUDGET_MS = 60_000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name;
    private long popId;
    private String network;

    @Column(name = "secret")
    private byte[] encryptedSecret;

    @Enumerated(EnumType.STRING)
    private MessageAuthenticator messageAuthenticator;

    private boolean proxy;
    private int budgetMs;
    private @Nullable Long visitedProviderId;
    private boolean uniquePorts;
    private @Nullable Integer interimSeconds;
    private int missedInterims;
    private int mostSessionSeconds;
    private boolean macAuthentication;
    private @Nullable Long lineKbps;
    private int authorizationPort;
    private @Nullable Instant drainingSince;
    private boolean drainDisconnects;

    @SuppressWarnings("NullAway.Init")
    protected Nas() {}

    private Nas(
            String name,
            Pop pop,
            String network,
            byte[] encryptedSecret,
            Manner manner,
            Sessions sessions,
            @Nullable Provider visited) {
        this.name = Checks.name("a NAS's name", name);
        this.popId = pop.id();
        this.network = Checks.network(network);
        this.encryptedSecret = Checks.ciphertext(encryptedSecret);
        this.visitedProviderId = visited == null ? null : visited.id();
        take(manner);
        take(sessions);
    }

    private void take(Manner manner) {
        messageAuthenticator = manner.messageAuthenticator();
        proxy = manner.proxy();
        budgetMs = (int) manner.budget().toMillis();
    }

    private void take(Sessions sessions) {
        uniquePorts = sessions.uniquePorts();
        interimSeconds =
                sessions.interimSeconds().isPresent() ? sessions.interimSeconds().getAsInt() : null;
        missedInterims = sessions.missedInterims();
        mostSessionSeconds = (int) sessions.longest().toSeconds();
        macAuthentication = sessions.macAuthentication();
        lineKbps = sessions.lineKbps().isPresent() ? sessions.lineKbps().getAsLong() : null;
        authorizationPort = sessions.authorizationPort();
    }

    /**
     * @param network an IP address, or a network in CIDR notation of many that share the secret
     * @param visited the provider whose access network it is, where not our own; else null
     */
    public static Nas of(
            String name,
            Pop pop,
            String network,
            byte[] encryptedSecret,
            Manner manner,
            Sessions sessions,
            @Nullable Provider visited) {
        return new Nas(name, pop, network, encryptedSecret, manner, sessions, visited);
    }

    public void rename(String newName) {
        name = Checks.name("a NAS's name", newName);
    }

    /** Stands there from now on: sessions that are open keep the ports that they have. */
    public void moveTo(Pop pop) {
        popId = pop.id();
    }

    /**
     * Sends from there from now on.
     *
     * @param newNetwork an IP address, or a network in CIDR notation
     */
    public void sendFrom(String newNetwork) {
        network = Checks.network(newNetwork);
    }

    /** Changes the shared secret. */
    public void share(byte[] newEncryptedSecret) {
        encryptedSecret = Checks.ciphertext(newEncryptedSecret);
    }

    /** Replaces how its requests are taken, and what is known of its sessions. */
    public void serveBy(Manner manner, Sessions sessions) {
        take(manner);
        take(sessions);
    }

    /**
     * @param visited the provider whose access network it is, where not our own; else null
     */
    public void belongTo(@Nullable Provider visited) {
        visitedProviderId = visited == null ? null : visited.id();
    }

    /**
     * The form in which sources are compared: two texts may say the same network.
     *
     * @throws IllegalArgumentException where it is no network
     */
    public static String sourceForm(String network) {
        return Checks.networkForm(network);
    }

    /**
     * It gets no new sessions from now on; those that are open go on, unless they are to end.
     *
     * @param disconnects whether its open sessions are disconnected
     */
    public void drain(boolean disconnects, Instant now) {
        drainingSince = drainingSince == null ? now : drainingSince;
        drainDisconnects = disconnects;
    }

    public void undrain() {
        drainingSince = null;
        drainDisconnects = false;
    }

    /** Since when it gets no new sessions; empty where it does. */
    public Optional<Instant> drainingSince() {
        return Optional.ofNullable(drainingSince);
    }

    /** Whether its open sessions are disconnected while it drains. */
    public boolean drainDisconnects() {
        return drainDisconnects;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public long popId() {
        return popId;
    }

    /** An IP address, or a network in CIDR notation. */
    public String network() {
        return network;
    }

    /** The shared secret, encrypted with the installation's key. */
    public byte[] encryptedSecret() {
        return encryptedSecret.clone();
    }

    public MessageAuthenticator messageAuthenticator() {
        return messageAuthenticator;
    }

    public boolean isProxy() {
        return proxy;
    }

    public Duration budget() {
        return Duration.ofMillis(budgetMs);
    }

    public OptionalLong visitedProviderId() {
        return visitedProviderId == null
                ? OptionalLong.empty()
                : OptionalLong.of(visitedProviderId);
    }

    public Sessions sessions() {
        return new Sessions(
                uniquePorts,
                interimSeconds == null ? OptionalInt.empty() : OptionalInt.of(interimSeconds),
                missedInterims,
                Duration.ofSeconds(mostSessionSeconds),
                macAuthentication,
                lineKbps == null ? OptionalLong.empty() : OptionalLong.of(lineKbps),
                authorizationPort);
    }

    /**
     * How its requests are taken.
     *
     * @param proxy whether it is a proxy of another installation, and so may use virtual
     *     identifiers
     * @param budget how long one request may take over all home servers together
     */
    public record Manner(
            MessageAuthenticator messageAuthenticator, boolean proxy, Duration budget) {
        public Manner {
            Checks.between(
                    "a NAS's budget in milliseconds",
                    (int) Math.min(Integer.MAX_VALUE, budget.toMillis()),
                    1,
                    MOST_BUDGET_MS);
        }
    }

    /**
     * What is known of its sessions, and so what may be concluded from its silence.
     *
     * @param uniquePorts whether a port of it holds one session at once, so that a new one there
     *     tells that the old one is over
     * @param interimSeconds how often it reports on an open session; 0 for never, empty for perhaps
     * @param missedInterims after how many that did not come a session is taken to be over
     * @param longest how long a session without such reports may last
     * @param macAuthentication whether a station's address may stand for a name and a password
     * @param lineKbps the fastest line's speed in 1000 bit/s; empty where it is not known
     * @param authorizationPort where it takes Disconnect- and CoA-Requests (RFC 5176)
     */
    public record Sessions(
            boolean uniquePorts,
            OptionalInt interimSeconds,
            int missedInterims,
            Duration longest,
            boolean macAuthentication,
            OptionalLong lineKbps,
            int authorizationPort) {

        /** Of a NAS of which nothing more is known. */
        public static final Sessions USUAL =
                new Sessions(
                        false,
                        OptionalInt.empty(),
                        3,
                        Duration.ofDays(1),
                        false,
                        OptionalLong.empty(),
                        3799);

        private static final int LEAST_INTERIM_SECONDS = 60;
        private static final int DAY_SECONDS = 86_400;
        private static final int MONTH_SECONDS = 31 * DAY_SECONDS;
        private static final int MOST_MISSED = 100;
        private static final int MOST_PORT = 65_535;

        public Sessions {
            int interim = interimSeconds.orElse(0);
            if (interim != 0) {
                Checks.between(
                        "a NAS's interim interval in seconds, where it is not 0,",
                        interim,
                        LEAST_INTERIM_SECONDS,
                        DAY_SECONDS);
            }
            Checks.between("a NAS's missed interims", missedInterims, 1, MOST_MISSED);
            longest = Checks.seconds("a NAS's longest session", longest, 1, MONTH_SECONDS);
            if (lineKbps.isPresent() && lineKbps.getAsLong() <= 0) {
                throw new IllegalArgumentException(
                        "the speed of a NAS's lines must be more than 0 kbit/s, but was "
                                + lineKbps.getAsLong());
            }
            Checks.between("a NAS's authorization port", authorizationPort, 1, MOST_PORT);
        }
    }
}
