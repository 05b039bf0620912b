package org.portlease.test.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a home server answers one request.
 *
 * @param draft what it says, or null for silence
 * @param delay how long it takes over it
 */
public record Answer(@Nullable Draft draft, Duration delay) {

    public static Answer of(Draft draft) {
        return new Answer(draft, Duration.ZERO);
    }

    public static Answer accept() {
        return of(Draft.of(Wire.ACCESS_ACCEPT));
    }

    public static Answer reject() {
        return of(Draft.of(Wire.ACCESS_REJECT));
    }

    public static Answer challenge(String state) {
        return of(
                Draft.of(Wire.ACCESS_CHALLENGE)
                        .with(Wire.STATE, state.getBytes(StandardCharsets.UTF_8)));
    }

    public static Answer recorded() {
        return of(Draft.of(Wire.ACCOUNTING_RESPONSE));
    }

    /** A NAS does what a Disconnect- or CoA-Request asks of it. */
    public static Answer acknowledged(WirePacket request) {
        return of(Draft.of(request.code() + 1));
    }

    /** A NAS refuses a Disconnect- or CoA-Request. */
    public static Answer refused(WirePacket request, int errorCause) {
        return of(Draft.of(request.code() + 2).with(Wire.ERROR_CAUSE, errorCause));
    }

    public static Answer silence() {
        return new Answer(null, Duration.ZERO);
    }

    public Answer after(Duration time) {
        return new Answer(draft, time);
    }
}
