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

    @SuppressWarnings("NullAway.Init")
    protected Nas() {}

    private Nas(
            String name,
            Pop pop,
            String network,
            byte[] encryptedSecret,
            Manner manner,
            @Nullable Provider visited) {
        this.name = Checks.name("a NAS's name", name);
        this.popId = pop.id();
        this.network = Checks.network(network);
        this.encryptedSecret = Checks.ciphertext(encryptedSecret);
        this.messageAuthenticator = manner.messageAuthenticator();
        this.proxy = manner.proxy();
        this.budgetMs = (int) manner.budget().toMillis();
        this.visitedProviderId = visited == null ? null : visited.id();
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
            @Nullable Provider visited) {
        return new Nas(name, pop, network, encryptedSecret, manner, visited);
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
}
