package org.portlease.tariff;

import java.util.List;

/**
 * What the ports cost that were in use at once, whatever was allocated.
 *
 * @param scale of ports
 */
public record PortsInUse(Measure measure, Scale scale) {

    /** Which of a period's five-minute maxima counts. */
    public enum Measure {
        /** The greatest. */
        PEAK(100),
        /** The greatest that is left when the greatest 5 % are taken away. */
        PERCENTILE_95(95);

        private final int percent;

        Measure(int percent) {
            this.percent = percent;
        }

        /**
         * The nearest rank: of n maxima in rising order the one at {@code ceil(n * percent / 100)}.
         *
         * @param maxima of each five minutes, in any order
         * @return 0 where there are none
         */
        public int of(List<Integer> maxima) {
            if (maxima.isEmpty()) {
                return 0;
            }
            int[] rising = maxima.stream().mapToInt(Integer::intValue).sorted().toArray();
            return rising[(rising.length * percent + 99) / 100 - 1];
        }
    }
}
