package org.portlease.web.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A body that says no more than it may, however it is sent, and does not come octet by octet:
 * whoever reads it is a thread of which there are few.
 */
final class BoundedStream extends FilterInputStream {

    /** So long it may come as it likes; on the average it must be faster then. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    static final long SLOWEST_PER_SECOND = 1024;

    private final long most;
    private final LongSupplier nanos;
    private final long begun;
    private long read;

    BoundedStream(InputStream in, long most) {
        this(in, most, System::nanoTime);
    }

    /**
     * @param nanos as {@link System#nanoTime()}
     */
    BoundedStream(InputStream in, long most, LongSupplier nanos) {
        super(in);
        this.most = most;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    static ProblemException tooLarge(long most) {
        return new ProblemException(
                Fault.TOO_LARGE, "a body may have " + most + " octets here, but this has more");
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int octets = super.read(buffer, offset, length);
        count(Math.max(0, octets));
        return octets;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int octets) {
        read += octets;
        if (read > most) {
            throw tooLarge(most);
        }
        Duration taken = Duration.ofNanos(nanos.getAsLong() - begun);
        if (taken.minus(PATIENCE).toSeconds() > read / SLOWEST_PER_SECOND) {
            throw new ProblemException(
                    Fault.TOO_SLOW,
                    "expected a body of "
                            + SLOWEST_PER_SECOND
                            + " octets a second, but "
                            + read
                            + " came in "
                            + taken.toSeconds()
                            + " s");
        }
    }
}
