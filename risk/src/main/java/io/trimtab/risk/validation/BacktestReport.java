package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.HypothesisTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What came of a {@link RiskBacktest}: forecasts beside losses, tests with p-values, and the traffic light.
 *
 * <p>Positions count the losses that were forecast, from 0, which is {@code window} in the history. Immutable and
 * thread-safe.
 */
public final class BacktestReport {
    private final int window;
    private final Confidence confidence;
    private final double[] losses;
    private final double[] valueAtRisk;
    private final double[] expectedShortfall;
    private final List<HypothesisTest> tests;
    private final List<String> omitted;

    BacktestReport(
            int window,
            Confidence confidence,
            double[] losses,
            double[] valueAtRisk,
            double[] expectedShortfall,
            List<HypothesisTest> tests,
            List<String> omitted) {
        this.window = window;
        this.confidence = confidence;
        this.losses = losses;
        this.valueAtRisk = valueAtRisk;
        this.expectedShortfall = expectedShortfall;
        this.tests = List.copyOf(tests);
        this.omitted = List.copyOf(omitted);
    }

    static int exceedances(double[] losses, double[] valueAtRisk, int from, int to) {
        int count = 0;
        for (int t = from; t < to; t++) {
            count += losses[t] > valueAtRisk[t] ? 1 : 0;
        }
        return count;
    }

    /**
     * How many losses each forecast was made from.
     *
     * @return the position in the history of the first loss that was forecast
     */
    public int window() {
        return window;
    }

    /**
     * The confidence of value at risk and shortfall.
     *
     * @return the confidence
     */
    public Confidence confidence() {
        return confidence;
    }

    /**
     * How many losses were forecast.
     *
     * @return at least 5
     */
    public int observations() {
        return losses.length;
    }

    /**
     * The losses that were forecast.
     *
     * @return a copy, oldest first
     */
    public double[] losses() {
        return losses.clone();
    }

    /**
     * The value at risk forecast for each.
     *
     * @return a copy, oldest first
     */
    public double[] valueAtRisk() {
        return valueAtRisk.clone();
    }

    /**
     * The expected shortfall forecast for each.
     *
     * @return a copy, oldest first
     */
    public double[] expectedShortfall() {
        return expectedShortfall.clone();
    }

    /**
     * How many losses exceeded their value at risk.
     *
     * @return at least 0
     */
    public int exceedances() {
        return exceedances(losses, valueAtRisk, 0, losses.length);
    }

    /**
     * Which losses exceeded their value at risk.
     *
     * @return their positions, ascending
     */
    public int[] exceedancePositions() {
        int[] positions = new int[exceedances()];
        int k = 0;
        for (int t = 0; t < losses.length; t++) {
            if (losses[t] > valueAtRisk[t]) {
                positions[k++] = t;
            }
        }
        return positions;
    }

    /**
     * The tests, in the order: coverage (Kupiec), independence and both (Christoffersen); where the forecasts are
     * distributions also Z1, Z2 and Z3 (Acerbi-Szekely; Z1 only with an exceedance), Kolmogorov's and Berkowitz's. See
     * {@link #omitted} for what could not be tested.
     *
     * @return the tests
     */
    public List<HypothesisTest> tests() {
        return tests;
    }

    /**
     * The tests that have no value for these forecasts, each with the reason.
     *
     * @return the reasons, for people; empty where every test could be made
     */
    public List<String> omitted() {
        return omitted;
    }

    /**
     * The tests that the forecasts did not pass.
     *
     * @param certainty 95% fails a right forecaster in one test of twenty
     * @return those rejected, in the order of {@link #tests}
     */
    public List<HypothesisTest> rejectedAt(Confidence certainty) {
        Check.notNull(certainty, "certainty");
        List<HypothesisTest> rejected = new ArrayList<>();
        for (HypothesisTest test : tests) {
            if (test.rejectedAt(certainty)) {
                rejected.add(test);
            }
        }
        return rejected;
    }

    /**
     * Whether the forecasts passed every test that was made; see {@link #omitted}.
     *
     * @param certainty 95% fails a right forecaster in one test of twenty
     * @return whether nothing is rejected
     */
    public boolean passedAt(Confidence certainty) {
        return rejectedAt(certainty).isEmpty();
    }

    /**
     * The traffic light over all losses that were forecast.
     *
     * @return the light
     */
    public TrafficLight trafficLight() {
        return TrafficLight.of(losses.length, exceedances(), confidence);
    }

    /**
     * The traffic light as a supervisor saw it on each day: over the last losses up to and with that one.
     *
     * @param observations how many losses it looks back on, such as 250
     * @return a light for each loss from the first that has so many; empty if there are fewer
     * @throws IllegalArgumentException if the number is below 1
     */
    public List<TrafficLight> trafficLights(int observations) {
        Check.atLeast(observations, 1, "observations");
        List<TrafficLight> lights = new ArrayList<>();
        for (int end = observations; end <= losses.length; end++) {
            int count = exceedances(losses, valueAtRisk, end - observations, end);
            lights.add(TrafficLight.of(observations, count, confidence));
        }
        return lights;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BacktestReport that
                && window == that.window
                && confidence.equals(that.confidence)
                && Arrays.equals(losses, that.losses)
                && Arrays.equals(valueAtRisk, that.valueAtRisk)
                && Arrays.equals(expectedShortfall, that.expectedShortfall)
                && tests.equals(that.tests)
                && omitted.equals(that.omitted);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(losses) + Arrays.hashCode(valueAtRisk)) + tests.hashCode();
    }

    /** A table of the tests, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d losses, %d beyond the value at risk of %s (%.1f expected): %s\n",
                losses.length,
                exceedances(),
                confidence,
                losses.length * confidence.tail(),
                trafficLight().zone()));
        for (HypothesisTest test : tests) {
            String verdict = test.rejectedAt(Confidence.of(0.95)) ? "rejected" : "passed";
            text.append(String.format(
                    Locale.ROOT, "%-50s %9.3f  p = %.4f  %s\n", test.name(), test.statistic(), test.pValue(), verdict));
        }
        for (String reason : omitted) {
            text.append("not tested: ").append(reason).append('\n');
        }
        return text.toString();
    }
}
