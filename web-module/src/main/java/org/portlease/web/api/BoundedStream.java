package org.portlease.web.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that says no more than it may, however it is sent. */
final class BoundedStream extends FilterInputStream {

    private final long most;
    private long read;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.most = most;
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
    }
}
