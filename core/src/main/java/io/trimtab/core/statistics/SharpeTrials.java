package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * How many strategies were tried before the best was picked, and how far their Sharpe ratios lie apart.
 *
 * <pre>{@code
 * SharpeTrials trials = SharpeTrials.of(ratiosOfEverythingTried);
 * trials.expectedMaximum(); // what the best of them would show without any skill
 * }</pre>
 *
 * <p>Without skill the best of N independent ratios with variance V is near sqrt(V) ((1 - g) z(1 - 1/N) + g z(1 - 1/(N e))),
 * where z is the normal quantile and g = 0.5772... Euler's constant. Source: Bailey and Lopez de Prado, The Deflated Sharpe
 * Ratio, Journal of Portfolio Management 40 (2014) 94-107, equation 6. The approximation is for many trials: for two it is
 * 8% low, for ten 2% high. Trials that resemble each other count less: give their effective number.
 *
 * @param count N, at least 1; need not be whole
 * @param variance V, of the ratios per period, at least 0
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // as published, digit by digit
public record SharpeTrials(double count, double variance) implements Serializable {
    private static final double EULER_GAMMA = 0.57721566490153286061;

    public SharpeTrials {
        Check.within(count, 1, Double.MAX_VALUE, "count");
        Check.notNegative(variance, "variance");
    }

    /**
     * The trials whose ratios are known.
     *
     * @param ratios the Sharpe ratio per period of every strategy tried, the rejected ones too; at least two, all finite
     * @return their number and variance, divided by their number less one
     * @throws IllegalArgumentException if there are fewer than two or one is not finite
     */
    public static SharpeTrials of(double... ratios) {
        Check.allFinite(Check.notNull(ratios, "ratios"), "ratios");
        Check.atLeast(ratios.length, 2, "number of ratios");
        double mean = 0;
        for (double ratio : ratios) {
            mean += ratio / ratios.length;
        }
        double squares = 0;
        for (double ratio : ratios) {
            squares += (ratio - mean) * (ratio - mean);
        }
        return new SharpeTrials(ratios.length, squares / (ratios.length - 1));
    }

    /**
     * The Sharpe ratio per period that the best of the trials is expected to show without any skill.
     *
     * @return at least 0; 0 for a single trial
     */
    public double expectedMaximum() {
        return Math.sqrt(variance) * expectedMaximum(count);
    }

    /**
     * The expected largest of N independent standard normal variables, approximately.
     *
     * @param count N, at least 1; need not be whole
     * @return at least 0; 0 for one
     * @throws IllegalArgumentException if the count is below 1 or not finite
     */
    public static double expectedMaximum(double count) {
        Check.within(count, 1, Double.MAX_VALUE, "count");
        if (count == 1) {
            return 0;
        }
        // the quantiles of 1 - q as minus those of q, which keeps the digits of a small q
        double highest = -StandardNormal.quantile(1 / count);
        double lower = -StandardNormal.quantile(1 / (count * Math.E));
        return Math.max(0, (1 - EULER_GAMMA) * highest + EULER_GAMMA * lower);
    }
}
