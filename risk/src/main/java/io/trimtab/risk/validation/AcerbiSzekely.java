package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.HypothesisTest;
import io.trimtab.core.time.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Whether losses beyond the value at risk are as large as the expected shortfall says: three statistics, each 0 on average
 * where the forecasts are right and below 0 where they understate the risk, with p-values by simulation from the forecasts.
 *
 * <pre>{@code
 * AcerbiSzekely tests = AcerbiSzekely.simulate(forecasts, Confidence.of(0.975), 10_000, 7, Progress.unheard());
 * tests.test(AcerbiSzekely.Statistic.Z2, losses).orElseThrow().pValue();
 * }</pre>
 *
 * <p>With losses L, value at risk V, expected shortfall E and a = 1 - confidence: Z1 = 1 - mean of L/E over exceedances (its
 * size given an exceedance); Z2 = 1 - sum over exceedances of L/E / (T a) (size and frequency at once); Z3 = 1 - mean over t
 * of (shortfall of the forecast's quantiles at the ranks that losses took) / (its expectation), the whole tail. Source:
 * Acerbi and Szekely, Backtesting Expected Shortfall, Risk 27 (2014) 76-81. Losses over exceedances are those with L &gt; V.
 *
 * <p>Z1 is undefined without an exceedance. Immutable and thread-safe. O(simulations T).
 */
public final class AcerbiSzekely {
    /** Why the tests cannot be made for some forecasts; empty if they can. */
    static Optional<String> obstacle(List<LossDistribution> forecasts, Confidence confidence) {
        for (int t = 0; t < forecasts.size(); t++) {
            double shortfall = forecasts.get(t).expectedShortfall(confidence);
            if (!(shortfall > 0)) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "Acerbi-Szekely: they divide by the expected shortfall, which is %.4g in forecast %d",
                        shortfall,
                        t));
            }
        }
        return TailRanks.obstacle(forecasts, confidence);
    }

    /** The statistics. */
    public enum Statistic {
        /** The mean exceedance, given that there is one. */
        Z1("size of exceedances (Acerbi-Szekely Z1)"),
        /** The sum of exceedances. */
        Z2("size and number of exceedances (Acerbi-Szekely Z2)"),
        /** The shortfall at the ranks that losses took. */
        Z3("ranks in the tail (Acerbi-Szekely Z3)");

        private final String words;

        Statistic(String words) {
            this.words = words;
        }

        @SuppressWarnings("EnumOrdinal") // indexes arrays in memory and is never stored
        int index() {
            return ordinal();
        }
    }

    private final List<LossDistribution> forecasts;
    private final Confidence confidence;
    private final double[] valueAtRisk;
    private final double[] expectedShortfall;
    private final TailRanks ranks;
    private final double[][] simulated;

    private AcerbiSzekely(
            List<LossDistribution> forecasts,
            Confidence confidence,
            double[] valueAtRisk,
            double[] expectedShortfall,
            TailRanks ranks,
            double[][] simulated) {
        this.forecasts = forecasts;
        this.confidence = confidence;
        this.valueAtRisk = valueAtRisk;
        this.expectedShortfall = expectedShortfall;
        this.ranks = ranks;
        this.simulated = simulated;
    }

    /**
     * Z1 of losses against forecasts.
     *
     * @param losses positive for a loss
     * @param valueAtRisk what was forecast for each
     * @param expectedShortfall what was forecast for each, positive
     * @return the statistic; empty without an exceedance
     * @throws IllegalArgumentException if the lengths differ, a number is not finite or a shortfall not positive
     */
    public static OptionalDouble z1(double[] losses, double[] valueAtRisk, double[] expectedShortfall) {
        requireForecasts(losses, valueAtRisk, expectedShortfall);
        double sum = 0;
        int count = 0;
        for (int t = 0; t < losses.length; t++) {
            if (losses[t] > valueAtRisk[t]) {
                sum += losses[t] / expectedShortfall[t];
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - sum / count);
    }

    /**
     * Z2 of losses against forecasts.
     *
     * @param losses positive for a loss, at least one
     * @param valueAtRisk what was forecast for each
     * @param expectedShortfall what was forecast for each, positive
     * @param confidence of both
     * @return the statistic, 1 without an exceedance
     * @throws IllegalArgumentException if the lengths differ, a number is not finite or a shortfall not positive
     */
    public static double z2(double[] losses, double[] valueAtRisk, double[] expectedShortfall, Confidence confidence) {
        requireForecasts(losses, valueAtRisk, expectedShortfall);
        double expected =
                losses.length * Check.notNull(confidence, "confidence").tail();
        double sum = 0;
        for (int t = 0; t < losses.length; t++) {
            if (losses[t] > valueAtRisk[t]) {
                sum += losses[t] / expectedShortfall[t];
            }
        }
        return 1 - sum / expected;
    }

    private static void requireForecasts(double[] losses, double[] valueAtRisk, double[] expectedShortfall) {
        Check.allFinite(Check.notNull(losses, "losses"), "losses");
        Check.allFinite(Check.notNull(valueAtRisk, "valueAtRisk"), "valueAtRisk");
        Check.allFinite(Check.notNull(expectedShortfall, "expectedShortfall"), "expectedShortfall");
        Check.atLeast(losses.length, 1, "number of losses");
        Check.length(valueAtRisk.length, losses.length, "valueAtRisk");
        Check.length(expectedShortfall.length, losses.length, "expectedShortfall");
        for (int t = 0; t < losses.length; t++) {
            Check.positive(expectedShortfall[t], "expectedShortfall[" + t + "]");
        }
    }

    /**
     * Draws histories from the forecasts, to know how the statistics scatter where the forecasts are right.
     *
     * @param forecasts one for each loss, at least one
     * @param confidence of value at risk and shortfall
     * @param simulations how many histories, at least 100; 10,000 for a p-value of 1%
     * @param seed decides all draws
     * @param progress hears how many histories are done; may stop the work
     * @return the tests
     * @throws IllegalArgumentException if there is no forecast, too few simulations, or a shortfall is not positive
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public static AcerbiSzekely simulate(
            List<? extends LossDistribution> forecasts,
            Confidence confidence,
            int simulations,
            long seed,
            Progress progress) {
        List<LossDistribution> copy = Check.copy(forecasts, "forecasts");
        int n = Check.atLeast(copy.size(), 1, "number of forecasts");
        Check.notNull(confidence, "confidence");
        Check.notNull(progress, "progress");
        Check.atLeast(simulations, 100, "simulations");
        double[] valueAtRisk = new double[n];
        double[] expectedShortfall = new double[n];
        for (int t = 0; t < n; t++) {
            valueAtRisk[t] = Check.finite(copy.get(t).valueAtRisk(confidence), "value at risk of forecasts[" + t + "]");
            expectedShortfall[t] = Check.positive(
                    copy.get(t).expectedShortfall(confidence), "expected shortfall of forecasts[" + t + "]");
        }
        TailRanks ranks = TailRanks.of(copy, confidence);
        AcerbiSzekely tests =
                new AcerbiSzekely(copy, confidence, valueAtRisk, expectedShortfall, ranks, new double[3][simulations]);
        tests.simulate(new SplittableRandom(seed), progress);
        return tests;
    }

    private void simulate(SplittableRandom random, Progress progress) {
        int n = forecasts.size();
        double expected = n * confidence.tail();
        double[] probabilities = new double[n];
        int simulations = simulated[0].length;
        for (int s = 0; s < simulations; s++) {
            double sum = 0;
            int count = 0;
            for (int t = 0; t < n; t++) {
                double u = NormalDraws.uniform(random);
                probabilities[t] = u;
                // a quantile of discrete losses may be beyond the value at risk a little below the confidence
                if (u > 1 - 2 * confidence.tail()) {
                    double loss = forecasts.get(t).quantile(u);
                    if (loss > valueAtRisk[t]) {
                        sum += loss / expectedShortfall[t];
                        count++;
                    }
                }
            }
            simulated[0][s] = count == 0 ? Double.POSITIVE_INFINITY : 1 - sum / count;
            simulated[1][s] = 1 - sum / expected;
            simulated[2][s] = ranks.statistic(probabilities);
            if (s % 64 == 63) {
                Interruption.endIfRequested("simulation of losses from forecasts");
                progress.reached(s, simulations);
            }
        }
        for (double[] values : simulated) {
            Arrays.sort(values);
        }
        progress.reached(simulations, simulations);
    }

    /**
     * A statistic of losses against the forecasts.
     *
     * @param statistic which
     * @param losses one for each forecast, all finite
     * @return the statistic; empty for Z1 without an exceedance
     * @throws IllegalArgumentException if there are not as many losses as forecasts, or one is not finite
     */
    public OptionalDouble statistic(Statistic statistic, double[] losses) {
        Check.notNull(statistic, "statistic");
        Check.length(Check.notNull(losses, "losses").length, forecasts.size(), "losses");
        return switch (statistic) {
            case Z1 -> z1(losses, valueAtRisk, expectedShortfall);
            case Z2 -> OptionalDouble.of(z2(losses, valueAtRisk, expectedShortfall, confidence));
            case Z3 -> {
                double[] probabilities = new double[losses.length];
                for (int t = 0; t < losses.length; t++) {
                    probabilities[t] = forecasts.get(t).cumulative(Check.finite(losses[t], "losses[" + t + "]"));
                }
                yield OptionalDouble.of(ranks.statistic(probabilities));
            }
        };
    }

    /**
     * A test that the forecasts do not understate the risk: one-sided, by the share of drawn histories whose statistic is as
     * low, {@code (1 + count) / (1 + simulations)}.
     *
     * @param statistic which
     * @param losses one for each forecast, all finite
     * @return the test; empty for Z1 without an exceedance in the losses or in any drawn history
     * @throws IllegalArgumentException if there are not as many losses as forecasts, or one is not finite
     */
    public Optional<HypothesisTest> test(Statistic statistic, double[] losses) {
        OptionalDouble value = statistic(statistic, losses);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        double[] values = simulated[statistic.index()];
        int asLow = 0;
        int defined = 0;
        for (double drawn : values) {
            asLow += drawn <= value.getAsDouble() ? 1 : 0;
            defined += drawn < Double.POSITIVE_INFINITY ? 1 : 0;
        }
        if (defined == 0) {
            return Optional.empty();
        }
        double pValue = (1.0 + asLow) / (1.0 + defined);
        return Optional.of(new HypothesisTest(statistic.words, value.getAsDouble(), pValue));
    }

    /**
     * The value that a statistic stays above with a confidence where the forecasts are right.
     *
     * @param statistic which
     * @param certainty 95% for the 5% critical value
     * @return the quantile of the drawn histories; of Z1 over those with an exceedance
     * @throws IllegalArgumentException for Z1 if no drawn history has an exceedance
     */
    public double criticalValue(Statistic statistic, Confidence certainty) {
        double[] values = simulated[Check.notNull(statistic, "statistic").index()];
        int defined = values.length;
        while (defined > 0 && values[defined - 1] == Double.POSITIVE_INFINITY) {
            defined--;
        }
        if (defined == 0) {
            throw new IllegalArgumentException("statistic must be another than Z1, which has no critical value here: no"
                    + " history drawn from the forecasts has an exceedance");
        }
        double position = Check.notNull(certainty, "certainty").tail() * (defined - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(defined - 1, below + 1);
        return values[below] + (position - below) * (values[above] - values[below]);
    }
}
