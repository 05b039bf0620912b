package org.portlease.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reckons with what stands in a text: numbers, {@code + − × /} and parentheses, exactly. */
final class Arithmetic {

    /** A fraction. */
    private record Value(BigDecimal above, BigDecimal below) {

        Value plus(Value other, int sign) {
            return new Value(
                    above.multiply(other.below)
                            .add(other.above.multiply(below).multiply(BigDecimal.valueOf(sign))),
                    below.multiply(other.below));
        }

        Value times(Value other) {
            return new Value(above.multiply(other.above), below.multiply(other.below));
        }

        Value over(Value other) {
            return new Value(above.multiply(other.below), below.multiply(other.above));
        }
    }

    private final String text;
    private int at;

    private Arithmetic(String text) {
        this.text = text.replace(" ", "").replace('−', '-');
    }

    /** Whether a line as "2 × 3 = 6", or "2 / 3 ≈ 0.67", is right. */
    static boolean holds(String line) {
        boolean exact = line.contains("=");
        String[] sides = line.split("[=≈]", 2);
        Value left = new Arithmetic(sides[0]).sum();
        BigDecimal right = new BigDecimal(sides[1].strip().replace('−', '-'));
        return exact
                ? left.above().compareTo(right.multiply(left.below())) == 0
                : left.above()
                                .divide(left.below(), right.scale(), RoundingMode.HALF_EVEN)
                                .compareTo(right)
                        == 0;
    }

    private Value sum() {
        Value value = product();
        while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            int sign = text.charAt(at++) == '+' ? 1 : -1;
            value = value.plus(product(), sign);
        }
        return value;
    }

    private Value product() {
        Value value = number();
        while (at < text.length() && (text.charAt(at) == '×' || text.charAt(at) == '/')) {
            value = text.charAt(at++) == '×' ? value.times(number()) : value.over(number());
        }
        return value;
    }

    private Value number() {
        if (text.charAt(at) == '(') {
            at++;
            Value value = sum();
            at++;
            return value;
        }
        int from = at;
        while (at < text.length()
                && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return new Value(new BigDecimal(text.substring(from, at)), BigDecimal.ONE);
    }
}
