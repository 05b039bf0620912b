package org.portlease.billing;

import java.math.BigInteger;

/** The control totals of a file of usage records. */
public record UsageFileSums(
        long records, long seconds, BigInteger inputOctets, BigInteger outputOctets) {

    static final UsageFileSums NONE = new UsageFileSums(0, 0, BigInteger.ZERO, BigInteger.ZERO);

    UsageFileSums plus(long moreSeconds, long input, long output) {
        return new UsageFileSums(
                records + 1,
                Math.addExact(seconds, moreSeconds),
                inputOctets.add(BigInteger.valueOf(input)),
                outputOctets.add(BigInteger.valueOf(output)));
    }
}
