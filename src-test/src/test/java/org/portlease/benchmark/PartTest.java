package org.portlease.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PartTest {

    @Test
    void withoutAListAllPartsAreMeasured() {
        assertThat(Part.of("")).containsExactly(Part.values());
    }

    @Test
    void aListNamesParts() {
        assertThat(Part.of("heap, rivals")).containsExactly(Part.RIVALS, Part.HEAP);
    }

    @Test
    void whatIsNoPartIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Part.of("heap,heaps"))
                .hasMessage(
                        "expected parts of [rivals, providers, sessions, overload, heap, close,"
                                + " start], but got 'heaps'");
    }
}
