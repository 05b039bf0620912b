package org.portlease.provider;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A RADIUS server that we ask: a provider's Client RADIUS server (430 in figure 4), or the master's
 * existing Master RADIUS server. The servers of one owner stand in for each other.
 */
@Entity
public class HomeServer {

    private static final int MOST_PORT = 65_535;
    private static final int MOST_TIMEOUT_MS = 60_000;
    private static final int MOST_TRIES = 10;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private @Nullable Long providerId;
    private String address;
    private int authPort;
    private int acctPort;

    @Column(name = "secret")
    private byte[] encryptedSecret;

    @Enumerated(EnumType.STRING)
    private MessageAuthenticator messageAuthenticator;

    private int priority;
    private int timeoutMs;
    private int tries;

    @Enumerated(EnumType.STRING)
    private HealthCheck healthCheck;

    private boolean authorizes;

    @SuppressWarnings("NullAway.Init")
    protected HomeServer() {}

    private HomeServer(
            @Nullable Provider owner, Location location, byte[] encryptedSecret, Manner manner) {
        this.providerId = owner == null ? null : owner.id();
        this.address = location.address();
        this.authPort = location.authPort();
        this.acctPort = location.acctPort();
        this.encryptedSecret = Checks.ciphertext(encryptedSecret);
        take(manner);
    }

    private void take(Manner manner) {
        if (providerId == null && manner.authorizes()) {
            throw new IllegalArgumentException(
                    "only a provider's home server may authorize: the Master RADIUS server has no"
                            + " sessions of its own");
        }
        messageAuthenticator = manner.messageAuthenticator();
        priority = manner.priority();
        timeoutMs = (int) manner.timeout().toMillis();
        tries = manner.tries();
        healthCheck = manner.healthCheck();
        authorizes = manner.authorizes();
    }

    public static HomeServer ofProvider(
            Provider provider, Location location, byte[] encryptedSecret, Manner manner) {
        return new HomeServer(provider, location, encryptedSecret, manner);
    }

    public static HomeServer ofMaster(Location location, byte[] encryptedSecret, Manner manner) {
        return new HomeServer(null, location, encryptedSecret, manner);
    }

    public long id() {
        return id;
    }

    /** Whose it is; empty for the Master RADIUS server's. */
    public OptionalLong providerId() {
        return providerId == null ? OptionalLong.empty() : OptionalLong.of(providerId);
    }

    /** An IP address. */
    public String address() {
        return address;
    }

    public int authPort() {
        return authPort;
    }

    public int acctPort() {
        return acctPort;
    }

    /** The shared secret, encrypted with the installation's key. */
    public byte[] encryptedSecret() {
        return encryptedSecret.clone();
    }

    public MessageAuthenticator messageAuthenticator() {
        return messageAuthenticator;
    }

    /** The lower is asked first. */
    public int priority() {
        return priority;
    }

    /** How long to wait before a request is sent again. */
    public Duration timeout() {
        return Duration.ofMillis(timeoutMs);
    }

    /** How often a request is sent before the next server is asked. */
    public int tries() {
        return tries;
    }

    /** How a silent server is found to be back. */
    public HealthCheck healthCheck() {
        return healthCheck;
    }

    /** Whether it may ask for sessions of its provider's to be changed or ended (RFC 5176). */
    public boolean authorizes() {
        return authorizes;
    }

    public Location location() {
        return new Location(address, authPort, acctPort);
    }

    /** Listens elsewhere from now on. */
    public void moveTo(Location location) {
        address = location.address();
        authPort = location.authPort();
        acctPort = location.acctPort();
    }

    /** Is asked in that manner from now on. */
    public void askBy(Manner manner) {
        take(manner);
    }

    /** Changes the shared secret. */
    public void share(byte[] newEncryptedSecret) {
        encryptedSecret = Checks.ciphertext(newEncryptedSecret);
    }

    public Manner manner() {
        return new Manner(
                messageAuthenticator, priority, timeout(), tries, healthCheck, authorizes);
    }

    /** Whether both listen at the same place for the same owner. */
    public boolean standsAt(@Nullable Provider owner, Location location) {
        return providerId()
                        .equals(owner == null ? OptionalLong.empty() : OptionalLong.of(owner.id()))
                && address.equals(location.address())
                && authPort == location.authPort();
    }

    /**
     * Where a server listens.
     *
     * @param address an IP address; names are not resolved
     */
    public record Location(String address, int authPort, int acctPort) {
        public Location {
            Checks.address(address);
            Checks.between("a home server's authentication port", authPort, 1, MOST_PORT);
            Checks.between("a home server's accounting port", acctPort, 1, MOST_PORT);
        }

        /**
         * Where a new server listens, or one that moves.
         *
         * @throws IllegalArgumentException where no single host can have that address
         */
        public static Location ofHost(String address, int authPort, int acctPort) {
            return new Location(Checks.host(address), authPort, acctPort);
        }
    }

    /**
     * How a server is asked.
     *
     * @param priority the lower is asked first
     * @param timeout how long to wait before a request is sent again
     * @param tries how often a request is sent before the next server is asked
     * @param authorizes whether it may send CoA- and Disconnect-Requests
     */
    public record Manner(
            MessageAuthenticator messageAuthenticator,
            int priority,
            Duration timeout,
            int tries,
            HealthCheck healthCheck,
            boolean authorizes) {
        public Manner {
            Checks.between(
                    "a home server's time-out in milliseconds",
                    (int) Math.min(Integer.MAX_VALUE, timeout.toMillis()),
                    1,
                    MOST_TIMEOUT_MS);
            Checks.between("a home server's tries", tries, 1, MOST_TRIES);
        }
    }
}
