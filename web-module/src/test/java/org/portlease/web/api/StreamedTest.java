package org.portlease.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void oneCallerReadsSomeAtOnceAndOthersTheRest() throws IOException {
        assertThat(readAtOnce(new Streamed(), "one", 9)).isEqualTo(Streamed.MOST_OF_ONE_CALLER);
        assertThat(readAtOnce(new Streamed(), "%d", 9)).isEqualTo(Streamed.MOST);
    }

    @Test
    void whatHasBeenReadOrFailedMakesRoom() throws IOException {
        var streamed = new Streamed();
        assertThatThrownBy(() -> streamed.write("one", each -> throwing(), out))
                .isInstanceOf(IOException.class);
        readAtOnce(streamed, "one", 9);

        assertThat(readAtOnce(streamed, "one", 9)).isEqualTo(Streamed.MOST_OF_ONE_CALLER);
    }

    private static void throwing() throws IOException {
        throw new IOException("the reader is gone");
    }

    /** How many get theirs while all those before are still being read. */
    private int readAtOnce(Streamed streamed, String caller, int left) throws IOException {
        if (left == 0) {
            return 0;
        }
        int[] behind = {0};
        try {
            streamed.write(
                    String.format(caller, left),
                    each -> behind[0] = 1 + readAtOnce(streamed, caller, left - 1),
                    out);
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isEqualTo(429);
        }
        return behind[0];
    }
}
