package io.trimtab.risk.measure;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers within the names of measures, the same on every platform. */
final class Text {
    private static final MathContext DIGITS = new MathContext(12);

    private Text() {}

    static String number(double x) {
        return x == 0
                ? "0"
                : new BigDecimal(x).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    static String percent(double x) {
        return number(100 * x) + "%";
    }
}
