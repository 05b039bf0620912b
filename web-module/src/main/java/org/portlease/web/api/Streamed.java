package org.portlease.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Answers that are written while they are made, so that their length does not matter. What goes
 * wrong before the first octets have left is told as a problem; later, the connection ends early.
 * Each holds a connection to the database for as long as its reader takes, so only some are under
 * way at once.
 */
@ApplicationScoped
public class Streamed {

    /** How many are under way at once on this node, of the connections that RADIUS lives on. */
    static final int MOST = 6;

    static final int MOST_OF_ONE_CALLER = 2;

    /** So many octets wait for what is behind them to go well. */
    static final int HELD = 1 << 15;

    @Inject private Call call;
    private final List<String> callers = new ArrayList<>();

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public Streamed() {}

    /** Writes all of it. */
    @FunctionalInterface
    public interface Source {
        void write(OutputStream out) throws IOException;
    }

    /**
     * @param file what whoever keeps it may call it: letters, digits, dots and dashes
     */
    public Response of(MediaType type, String file, Source source) {
        String caller = call.actor();
        StreamingOutput output = out -> write(caller, source, out);
        return Response.ok(output, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .build();
    }

    void write(String caller, Source source, OutputStream out) throws IOException {
        begin(caller);
        try {
            var held = new Held(out);
            source.write(held);
            held.release();
        } finally {
            end(caller);
        }
    }

    private synchronized void begin(String caller) {
        if (callers.size() == MOST
                || Collections.frequency(callers, caller) == MOST_OF_ONE_CALLER) {
            throw new ProblemException(
                    Fault.TOO_MANY,
                    "as many files are being read already as may be at once: "
                            + MOST
                            + ", and "
                            + MOST_OF_ONE_CALLER
                            + " by one user");
        }
        callers.add(caller);
    }

    private synchronized void end(String caller) {
        callers.remove(caller);
    }

    /** Lets nothing out before there is more than it holds. */
    static final class Held extends OutputStream {

        private final OutputStream out;
        private final ByteArrayOutputStream first = new ByteArrayOutputStream();
        private boolean released;

        Held(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            if (!released && first.size() + length > HELD) {
                release();
            }
            if (released) {
                out.write(octets, offset, length);
            } else {
                first.write(octets, offset, length);
            }
        }

        /** What is held stays held. */
        @Override
        public void flush() throws IOException {
            if (released) {
                out.flush();
            }
        }

        void release() throws IOException {
            if (!released) {
                released = true;
                first.writeTo(out);
                first.reset();
            }
            out.flush();
        }
    }
}
