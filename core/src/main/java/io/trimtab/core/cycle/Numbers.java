package io.trimtab.core.cycle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text that is the same on every JDK, which {@code Double.toString} is not. */
final class Numbers {
    private static final MathContext DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /** Twelve significant digits. */
    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "unbounded" : "-unbounded";
        }
        return plain(new BigDecimal(value).round(DIGITS));
    }

    /** Six significant digits: as many as a person wants to read. */
    static String brief(double value) {
        return Double.isFinite(value) ? plain(new BigDecimal(value).round(new MathContext(6))) : plain(value);
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return plain(value);
        }
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return (rounded.signum() == 0 ? rounded.abs() : rounded).toPlainString();
    }

    /** Two decimals and a percent sign. */
    static String percent(double fraction) {
        return fixed(100 * fraction, 2) + "%";
    }
}
