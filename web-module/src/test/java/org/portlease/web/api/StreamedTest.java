package org.portlease.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StreamedTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Streamed.Held held = new Streamed.Held(out);

    @Test
    void nothingLeavesBeforeThereIsMoreThanIsHeldThoughItIsFlushed() throws IOException {
        held.write(new byte[Streamed.HELD]);
        held.flush();
        assertThat(out.size()).isZero();

        held.write('x');

        assertThat(out.size()).isEqualTo(Streamed.HELD + 1);
        held.write('y');
        held.release();
        assertThat(out.toByteArray()).hasSize(Streamed.HELD + 2).endsWith('x', 'y');
    }

    @Test
    void whatIsShortLeavesWhenAllWentWell() throws IOException {
        held.write(new byte[] {1, 2, 3});
        held.release();

        assertThat(out.toByteArray()).containsExactly(1, 2, 3);
    }
}
