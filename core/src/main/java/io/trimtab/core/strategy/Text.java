package io.trimtab.core.strategy;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as people read them, the same on every JDK. */
final class Text {
    private Text() {}

    /** A number with a fixed count of decimals. */
    static String number(double value, int decimals) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString()
                : Double.toString(value);
    }

    /** "0.61 < 0.70": with two decimals, or with as many as it takes to see that the numbers differ. */
    static String comparison(double value, String sign, double bound) {
        int decimals = 2;
        while (decimals < 17 && value != bound && number(value, decimals).equals(number(bound, decimals))) {
            decimals++;
        }
        return number(value, decimals) + " " + sign + " " + number(bound, decimals);
    }
}
