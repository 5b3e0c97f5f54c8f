package io.trimtab.risk.stress;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them, the same on every JDK. */
final class Text {
    private static final MathContext DIGITS = new MathContext(4);

    private Text() {}

    static String number(double x) {
        if (!Double.isFinite(x)) {
            return String.valueOf(x);
        }
        BigDecimal value = new BigDecimal(x).round(DIGITS).stripTrailingZeros();
        return Math.abs(value.scale()) < 12 ? value.toPlainString() : value.toString();
    }

    static String percent(double fraction) {
        return (fraction > 0 ? "+" : "") + number(100 * fraction) + "%";
    }
}
