package io.trimtab.risk.limit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them in a breach: "11.4% > 10%", with as many digits as it takes to tell them apart. */
final class Text {
    private static final int FEW_DIGITS = 3;
    private static final int ALL_DIGITS = 17;
    /** What arithmetic may have added or taken; far below the slack of a limit. */
    static final double ROUNDING = 1e-12;

    private Text() {}

    static String percent(double fraction) {
        return digits(100 * fraction, FEW_DIGITS) + "%";
    }

    /** Never more than the fraction, so that doing what it says is allowed. */
    static String percentAtMost(double fraction) {
        return rounded(100 * fraction * (1 + ROUNDING), RoundingMode.DOWN) + "%";
    }

    /** Never less than the fraction. */
    static String percentAtLeast(double fraction) {
        return rounded(100 * fraction * (1 - ROUNDING), RoundingMode.UP) + "%";
    }

    private static String rounded(double value, RoundingMode mode) {
        return new BigDecimal(value)
                .round(new MathContext(FEW_DIGITS, mode))
                .stripTrailingZeros()
                .toPlainString();
    }

    static String value(double measured, Limit.Unit unit) {
        return unit == Limit.Unit.PERCENT ? percent(measured) : digits(measured, FEW_DIGITS);
    }

    static String exceeds(double measured, double bound, Limit.Unit unit) {
        double factor = unit == Limit.Unit.PERCENT ? 100 : 1;
        String suffix = unit == Limit.Unit.PERCENT ? "%" : "";
        for (int digits = FEW_DIGITS; digits < ALL_DIGITS; digits++) {
            String left = digits(factor * measured, digits);
            String right = digits(factor * bound, digits);
            if (!left.equals(right)) {
                return left + suffix + " > " + right + suffix;
            }
        }
        return measured + " > " + bound;
    }

    private static String digits(double value, int digits) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        return new BigDecimal(value)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString();
    }
}
