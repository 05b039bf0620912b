package org.portlease.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.portlease.billing.Invoice;

/** Whatever is open on both sides: what is set off is the same to the cent, and no more. */
class NettingPropertyTest {

    @Property(tries = 15, shrinking = ShrinkingMode.BOUNDED)
    void bothSidesFallByTheSmallerSum(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9_999_999) Integer> ours,
            @ForAll @Size(min = 1, max = 5)
                    List<@IntRange(min = 1, max = 9_999_999) Integer> theirs) {
        try (NettingWorld world = new NettingWorld()) {
            ours.forEach(cents -> world.ours(amount(cents).toPlainString()));
            for (int i = 0; i < theirs.size(); i++) {
                world.theirs("A-" + i, "2026-02-05", amount(theirs.get(i)).toPlainString());
            }
            BigDecimal before = world.owed();

            NettingStatement statement = world.settle("netting");

            BigDecimal least = sum(ours).min(sum(theirs));
            assertThat(statement.setOff().amount()).isEqualByComparingTo(least);
            assertThat(before.subtract(world.owed())).isEqualByComparingTo(least);
            assertThat(openOurs(world)).isEqualByComparingTo(sum(ours).subtract(least));
            assertThat(openTheirs(world)).isEqualByComparingTo(sum(theirs).subtract(least));
            assertThat(partlyOpen(statement, NettingItem.Side.OURS)).isLessThan(2);
            assertThat(partlyOpen(statement, NettingItem.Side.THEIRS)).isLessThan(2);
        }
    }

    private static BigDecimal openOurs(NettingWorld world) {
        return world.invoices().stream()
                .map(Invoice::open)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal openTheirs(NettingWorld world) {
        return world.received().stream()
                .map(ReceivedInvoice::open)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long partlyOpen(NettingStatement statement, NettingItem.Side side) {
        return statement.items().stream()
                .filter(item -> item.side() == side)
                .filter(item -> item.setOff().signum() > 0 && item.openAfter().signum() > 0)
                .count();
    }

    private static BigDecimal amount(int cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    private static BigDecimal sum(List<Integer> cents) {
        return BigDecimal.valueOf(cents.stream().mapToLong(Integer::longValue).sum(), 2);
    }
}
