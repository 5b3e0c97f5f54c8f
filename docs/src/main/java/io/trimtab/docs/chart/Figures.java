package io.trimtab.docs.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as people read them, the same characters on every Java version and in every locale.
 *
 * <p>A double is rounded from its exact binary value, half to even, and never through {@code Double.toString}, whose
 * output differs between Java versions. What rounds to zero has no minus sign. Stateless and thread-safe.
 *
 * <pre>{@code
 * Figures.fixed(1234.5, 2);   // 1,234.50
 * Figures.percent(0.0712, 1); // 7.1%
 * }</pre>
 */
public final class Figures {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Figures() {}

    /**
     * A number with a fixed count of decimals and a comma between thousands.
     *
     * @param value the number; one that is not finite is written as "n/a"
     * @param decimals digits after the point, at least 0
     * @return the text
     */
    public static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? grouped(new BigDecimal(value), decimals) : "n/a";
    }

    /**
     * A whole number with a comma between thousands.
     *
     * @param value the number
     * @return the text
     */
    public static String count(long value) {
        return grouped(BigDecimal.valueOf(value), 0);
    }

    /**
     * A fraction as a percentage.
     *
     * @param fraction the fraction: 0.05 is 5%
     * @param decimals digits after the point, at least 0
     * @return the text
     */
    public static String percent(double fraction, int decimals) {
        return Double.isFinite(fraction) ? grouped(new BigDecimal(fraction).multiply(HUNDRED), decimals) + "%" : "n/a";
    }

    /**
     * A fraction as a percentage that always shows its sign.
     *
     * @param fraction the fraction: 0.05 is +5%
     * @param decimals digits after the point, at least 0
     * @return the text
     */
    public static String signedPercent(double fraction, int decimals) {
        String text = percent(fraction, decimals);
        return fraction > 0 && !text.equals(percent(0, decimals)) ? "+" + text : text;
    }

    /**
     * A number in scientific notation, for residuals and other very small quantities.
     *
     * @param value the number
     * @return the text, such as {@code 3.1e-15}
     */
    public static String scientific(double value) {
        if (!Double.isFinite(value)) {
            return "n/a";
        }
        BigDecimal exact = new BigDecimal(value);
        if (exact.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = exact.round(new MathContext(2, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.scaleByPowerOfTen(-exponent)
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .toPlainString() + "e" + exponent;
    }

    private static String grouped(BigDecimal value, int decimals) {
        BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_EVEN);
        String digits = rounded.abs().toPlainString();
        int point = decimals == 0 ? digits.length() : digits.length() - decimals - 1;
        StringBuilder text = new StringBuilder(digits.length() + 8);
        if (rounded.signum() < 0) {
            text.append('-');
        }
        for (int i = 0; i < point; i++) {
            if (i > 0 && (point - i) % 3 == 0) {
                text.append(',');
            }
            text.append(digits.charAt(i));
        }
        return text.append(digits, point, digits.length()).toString();
    }
}
