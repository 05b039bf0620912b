package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is outstanding, by address; forgotten where nothing has been for a while, since each NAS
 * that ever had a session ended would take its room for ever. Safe for many threads.
 */
final class Windows {

    /**
     * Until then no identifier is used again out of its turn, as late as an answer may come; and
     * long against the moment between {@link #at} and the reservation of a slot.
     */
    static final Duration KEPT = Duration.ofMinutes(1);

    private final ConcurrentMap<InetSocketAddress, Outstanding> byAddress =
            new ConcurrentHashMap<>();

    /** The window of an address that is to be asked now. */
    Outstanding at(InetSocketAddress address, long now) {
        return byAddress.compute(
                address,
                (key, known) -> {
                    Outstanding window = known == null ? new Outstanding(key) : known;
                    window.use(now);
                    return window;
                });
    }

    /** The window of an address that has said something; null where it was asked nothing. */
    @Nullable Outstanding known(InetSocketAddress address) {
        return byAddress.get(address);
    }

    /** Shows all that is outstanding, and forgets who has not been asked for a while. */
    void sweep(long now, Consumer<Attempt> each) {
        for (Outstanding window : byAddress.values()) {
            window.forEach(each);
            if (window.isIdle(now, KEPT)) {
                // once more, with the address locked: it may be about to be asked
                byAddress.computeIfPresent(
                        window.address(), (key, known) -> known.isIdle(now, KEPT) ? null : known);
            }
        }
    }

    /** How much is outstanding everywhere. */
    int inFlight() {
        return byAddress.values().stream().mapToInt(Outstanding::size).sum();
    }
}
