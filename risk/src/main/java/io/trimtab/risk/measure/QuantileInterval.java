package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An interval for a quantile between two of the observed losses, exact for independent losses of any one distribution.
 *
 * <p>The number of losses beyond the true quantile is binomial, which gives the probability that the interval covers it
 * without any assumption on the distribution. With too few observations an end is absent: no loss that was observed
 * bounds the quantile with that probability. Immutable and thread-safe.
 */
public final class QuantileInterval {
    private final double lower;
    private final double upper;
    private final double coverage;

    /** Infinite ends are absent ones. */
    QuantileInterval(double lower, double upper, double coverage) {
        this.lower = lower;
        this.upper = upper;
        this.coverage = Check.within(coverage, 0, 1, "coverage");
    }

    /**
     * The lower end.
     *
     * @return a loss, or empty when there are too few observations
     */
    public OptionalDouble lower() {
        return lower == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(lower);
    }

    /**
     * The upper end.
     *
     * @return a loss, or empty when there are too few observations: at 99% and two-sided 95%, fewer than 368
     */
    public OptionalDouble upper() {
        return upper == Double.POSITIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(upper);
    }

    /**
     * The probability that the interval covers the true quantile.
     *
     * @return at least what was asked for
     */
    public double coverage() {
        return coverage;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "[%.4g, %.4g] covers with probability %.4f", lower, upper, coverage);
    }
}
