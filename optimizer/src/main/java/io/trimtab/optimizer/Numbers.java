package io.trimtab.optimizer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them, the same on every Java version. */
final class Numbers {
    private Numbers() {}

    /** Apart, so that a fresh JVM reads them only when they are needed. */
    private static final class Digits {
        static final MathContext SIX = new MathContext(6, RoundingMode.HALF_EVEN);
        static final MathContext FOUR = new MathContext(4, RoundingMode.HALF_EVEN);

        private Digits() {}
    }

    /** Six significant digits without trailing zeros: {@code 0.02}. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return value > 0 ? "infinity" : value < 0 ? "-infinity" : "NaN";
        }
        String quick = small(value);
        return quick.isEmpty() ? plain(new BigDecimal(value).round(Digits.SIX)) : quick;
    }

    /**
     * The same where a number of at most six decimals, at most six of them significant, is the number given: limits are
     * such, and a fresh JVM takes a millisecond for decimal arithmetic. Empty where it is not so easy.
     */
    private static String small(double value) {
        double size = Math.abs(value);
        if (!(size >= 1e-3 && size < 1)) {
            return value == 0 ? "0" : "";
        }
        long millionths = Math.round(size * 1e6);
        if (millionths / 1e6 != size || millionths == 1_000_000) {
            return "";
        }
        StringBuilder text = new StringBuilder(value < 0 ? "-0." : "0.");
        for (long place = 100_000; millionths > 0; place /= 10) {
            text.append((char) ('0' + millionths / place));
            millionths %= place;
        }
        return text.toString();
    }

    /** A weight in percent, four significant digits: {@code 13.2%}. */
    static String percent(double value) {
        return plain(new BigDecimal(value).movePointRight(2).round(Digits.FOUR)) + "%";
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
