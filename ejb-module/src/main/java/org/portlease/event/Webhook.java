package org.portlease.event;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Checks;
import org.portlease.provider.Provider;

/**
 * Where events are sent: a provider's own receiver, or the master's for every provider. It begins
 * with what happens after it was made, and gets everything of the kinds it asked for, until an
 * operator deactivates it.
 */
@Entity
public class Webhook {

    private static final int MOST_URL = 1024;
    private static final int MOST_PORT = 65_535;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String url;

    @Column(name = "secret")
    private byte[] encryptedSecret;

    private @Nullable Long providerId;
    private String types;
    private boolean active;

    @SuppressWarnings("NullAway.Init")
    protected Webhook() {}

    private Webhook(String url, byte[] encryptedSecret, @Nullable Provider provider, String types) {
        this.url = url;
        this.encryptedSecret = Checks.ciphertext(encryptedSecret);
        this.providerId = provider == null ? null : provider.id();
        this.types = types;
        this.active = true;
    }

    /**
     * @param url http or https, of a host, without user information
     * @param encryptedSecret what signs the events, encrypted with the installation's key
     * @param provider whose events; null for every provider's
     * @param types the kinds that are wanted; empty for every kind
     * @throws IllegalArgumentException with a sentence, where the URL is none to send to
     */
    public static Webhook of(
            String url,
            byte[] encryptedSecret,
            @Nullable Provider provider,
            Collection<EventType> types) {
        check(url);
        return new Webhook(url, encryptedSecret, provider, list(types));
    }

    private static String list(Collection<EventType> types) {
        return types.stream()
                .distinct()
                .sorted()
                .map(EventType::name)
                .collect(Collectors.joining(","));
    }

    /** Says what is wrong, not what came: there may be a password in it. */
    private static void check(String url) {
        Checks.text("a webhook's URL", url, MOST_URL);
        URI uri = parsed(url);
        String scheme = uri.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException(
                    "a webhook's URL must begin with http:// or https://, but "
                            + (scheme == null ? "has no scheme" : "its scheme is " + scheme));
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a webhook's URL must have no user information; events are signed instead");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "a webhook's URL must name a host, but there is none in it");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "a webhook's URL must have no fragment, which would not be sent");
        }
        if (!url.equals(uri.toASCIIString())) {
            throw new IllegalArgumentException(
                    "a webhook's URL must be ASCII, with anything else percent-encoded");
        }
        if (uri.getPort() != -1) {
            Checks.between("the port of a webhook's URL", uri.getPort(), 1, MOST_PORT);
        }
    }

    private static URI parsed(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // without the cause, which repeats the URL
            throw new IllegalArgumentException(
                    "expected a webhook's URL, but at character "
                            + (e.getIndex() + 1)
                            + ": "
                            + e.getReason());
        }
    }

    public long id() {
        return id;
    }

    public String url() {
        return url;
    }

    /** What signs the events, encrypted with the installation's key. */
    public byte[] encryptedSecret() {
        return encryptedSecret.clone();
    }

    /** Whose events it gets; empty for every provider's. */
    public OptionalLong providerId() {
        return providerId == null ? OptionalLong.empty() : OptionalLong.of(providerId);
    }

    /** The kinds that it gets. */
    public Set<EventType> wanted() {
        return types.isEmpty()
                ? EnumSet.allOf(EventType.class)
                : Arrays.stream(types.split(",", -1))
                        .map(type -> EventType.valueOf(type.strip()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventType.class)));
    }

    /** The kinds that it was made for; empty for every kind, those to come too. */
    public Set<EventType> chosen() {
        return types.isEmpty() ? EnumSet.noneOf(EventType.class) : wanted();
    }

    /**
     * What follows is of those kinds.
     *
     * @param newTypes empty for every kind
     */
    void choose(Collection<EventType> newTypes) {
        types = list(newTypes);
    }

    /** What follows is signed with that. */
    void signWith(byte[] newEncryptedSecret) {
        encryptedSecret = Checks.ciphertext(newEncryptedSecret);
    }

    public boolean isActive() {
        return active;
    }

    /** Nothing is sent any more, until it is activated again. */
    public void deactivate() {
        active = false;
    }

    /** Goes on where it stopped, as far as that has not been forgotten. */
    public void activate() {
        active = true;
    }

    /** A URL may hold a token: it does not print. */
    @Override
    public String toString() {
        return "Webhook[" + id + "]";
    }
}
