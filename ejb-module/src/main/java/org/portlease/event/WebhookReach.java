package org.portlease.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How far events go. Whoever may register a webhook must not thereby reach what only this server
 * can: itself, and the network that it stands in, unless the operator wants that.
 */
@ApplicationScoped
public class WebhookReach {

    private static final String REFUSAL =
            "the webhook's host is in an internal network, where PORTLEASE_WEBHOOK_INTERNAL does"
                    + " not let events go";

    private boolean internal;

    /** For the container's proxy. */
    protected WebhookReach() {}

    @Inject
    WebhookReach(
            @ConfigProperty(name = "portlease.webhook.internal", defaultValue = "false")
                    boolean internal) {
        this.internal = internal;
    }

    /**
     * Asks where the URL's host is now. The server keeps such an answer for seconds: whoever
     * connects at once connects to what was looked at. What has no host, or one that nobody knows,
     * is nowhere.
     *
     * @throws IllegalArgumentException with a sentence, where it is too near
     */
    public void check(String url) {
        if (!internal && Arrays.stream(addresses(url)).anyMatch(WebhookReach::isInternal)) {
            throw new IllegalArgumentException(REFUSAL);
        }
    }

    private static InetAddress[] addresses(String url) {
        try {
            String host = new URI(url).getHost();
            return host == null ? new InetAddress[0] : InetAddress.getAllByName(host);
        } catch (URISyntaxException | UnknownHostException e) {
            return new InetAddress[0];
        }
    }

    static boolean isInternal(InetAddress address) {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet4Address
                        ? isInternal4(address.getAddress())
                        : isInternal6(address.getAddress()));
    }

    /** This network (0/8), carriers' own (100.64/10), and what is no host's (240/4). */
    private static boolean isInternal4(byte[] octets) {
        int first = octets[0] & 0xFF;
        return first == 0 || (first == 100 && (octets[1] & 0xC0) == 64) || first >= 240;
    }

    /** Unique local (fc00::/7); of NAT64 and 6to4, what the IPv4 address within is. */
    private static boolean isInternal6(byte[] octets) {
        if ((octets[0] & 0xFE) == 0xFC) {
            return true;
        }
        if (starts(octets, 0x00, 0x64, 0xFF, 0x9B)) {
            return isInternal(embedded(octets, 12));
        }
        return starts(octets, 0x20, 0x02) && isInternal(embedded(octets, 2));
    }

    private static boolean starts(byte[] octets, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((octets[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress embedded(byte[] octets, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(octets, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }
}
