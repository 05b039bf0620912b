package org.portlease.web.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer that is written while it is made, so that its length does not matter. What goes wrong
 * before its first octets have left is told as a problem; later, the connection ends early.
 */
public final class Streamed {

    /** So many octets wait for what is behind them to go well. */
    static final int HELD = 1 << 15;

    private Streamed() {}

    /** Writes all of it. */
    @FunctionalInterface
    public interface Source {
        void write(OutputStream out) throws IOException;
    }

    /**
     * @param file what whoever keeps it may call it: letters, digits, dots and dashes
     */
    public static Response of(MediaType type, String file, Source source) {
        StreamingOutput output =
                out -> {
                    var held = new Held(out);
                    source.write(held);
                    held.release();
                };
        return Response.ok(output, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .build();
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
