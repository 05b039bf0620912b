package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.function.IntSupplier;

/** Does much in rounds, each a transaction, so that none holds many rows for long. */
@ApplicationScoped
public class Rounds {

    @Inject private Round round;

    /** Begins round after round, as long as each did as much as it may do at once. */
    void whileFull(int atOnce, IntSupplier work) {
        while (round.run(work) >= atOnce) {
            // there is more
        }
    }

    void once(Runnable work) {
        round.run(
                () -> {
                    work.run();
                    return 0;
                });
    }

    /** One of them. */
    @ApplicationScoped
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public static class Round {

        public int run(IntSupplier work) {
            return work.getAsInt();
        }
    }
}
