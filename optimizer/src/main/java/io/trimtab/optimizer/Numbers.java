package io.trimtab.optimizer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them, the same on every Java version. */
final class Numbers {
    private static final MathContext SIX = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final MathContext FOUR = new MathContext(4, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /** Six significant digits without trailing zeros: {@code 0.02}. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return value > 0 ? "infinity" : value < 0 ? "-infinity" : "NaN";
        }
        return plain(new BigDecimal(value).round(SIX));
    }

    /** A weight in percent, four significant digits: {@code 13.2%}. */
    static String percent(double value) {
        return plain(new BigDecimal(value).movePointRight(2).round(FOUR)) + "%";
    }

    private static String plain(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal digits = value.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale();
        return exponent < -5 || exponent > 12 ? digits.toString() : digits.toPlainString();
    }
}
