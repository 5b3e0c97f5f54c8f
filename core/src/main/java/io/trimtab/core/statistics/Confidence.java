package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A confidence level strictly between 0 and 1, such as the 95% of a 95% value at risk.
 *
 * <p>It is not a tail probability: the tail of {@code Confidence.of(0.95)} is 0.05.
 *
 * @param level the level, strictly within (0, 1)
 */
public record Confidence(double level) implements Serializable {
    /** As many as every decimal level survives. */
    private static final MathContext DIGITS = new MathContext(15);

    public Confidence {
        Check.strictlyWithin(level, 0, 1, "confidence");
    }

    /**
     * A confidence level.
     *
     * @param level the level, strictly within (0, 1)
     * @return the confidence
     */
    public static Confidence of(double level) {
        return new Confidence(level);
    }

    /**
     * The probability beyond the level.
     *
     * @return {@code 1 - level}
     */
    public double tail() {
        return 1 - level;
    }

    /** As people say it: {@code 95%}. */
    @Override
    public String toString() {
        return new BigDecimal(level)
                        .movePointRight(2)
                        .round(DIGITS)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
