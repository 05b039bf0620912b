package org.portlease.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * A body is neither too long nor so slow that it holds a thread for as long as its sender likes.
 */
class BoundedStreamTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int MOST = 1 << 20;

    private final AtomicLong now = new AtomicLong(-5 * SECOND);

    private BoundedStream stream(int octets) {
        return new BoundedStream(new ByteArrayInputStream(new byte[octets]), MOST, now::get);
    }

    @Test
    void oneThatIsTooLongIsNotRead() throws IOException {
        assertThat(stream(MOST).readAllBytes()).hasSize(MOST);
        assertThatThrownBy(() -> stream(MOST + 1).readAllBytes())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("has more");
    }

    @Test
    void oneThatComesOctetByOctetIsNotReadToItsEnd() throws IOException {
        BoundedStream stream = stream(MOST);
        stream.read();
        now.addAndGet(BoundedStream.PATIENCE.toNanos());
        stream.read();

        now.addAndGet(SECOND);
        assertThatThrownBy(stream::read)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("3 came in 31 s");
    }

    @Test
    void oneThatIsSlowAndFastEnoughIsRead() throws IOException {
        BoundedStream stream = stream(MOST);
        byte[] kilobyte = new byte[1024];
        now.addAndGet(BoundedStream.PATIENCE.toNanos());
        for (int i = 0; i < 1024; i++) {
            now.addAndGet(SECOND);
            assertThat(stream.read(kilobyte)).isEqualTo(1024);
        }
    }
}
