package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.HypothesisTest;
import io.trimtab.core.time.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs a forecaster of risk through a history, each loss forecast from those before it alone, and tests what came of it.
 *
 * <pre>{@code
 * BacktestReport report = RiskBacktest.of(RiskForecaster.historical(), 500)
 *         .at(Confidence.of(0.99))
 *         .run(losses);
 * report.passedAt(Confidence.of(0.95));
 * System.out.println(report);
 * }</pre>
 *
 * <p>A forecaster gets a copy of the {@code window} losses before the one it forecasts and nothing else, so that it cannot
 * look ahead. Immutable; thread-safe if the forecaster is. O(T) forecasts, and simulations times T quantiles for those whose
 * distribution is known. A test that has no value for these forecasts is left out, and the report says why: those of shortfall
 * where an expected shortfall is not positive, as after nothing but gains.
 */
public final class RiskBacktest {
    private static final int FEWEST = 5;

    private final RiskForecaster forecaster;
    private final int window;
    private final Confidence confidence;
    private final int simulations;
    private final long seed;

    private RiskBacktest(RiskForecaster forecaster, int window, Confidence confidence, int simulations, long seed) {
        this.forecaster = forecaster;
        this.window = window;
        this.confidence = confidence;
        this.simulations = simulations;
        this.seed = seed;
    }

    /**
     * A backtest at 99% with 1,000 simulated histories for the tests of shortfall.
     *
     * @param forecaster what is to be tested
     * @param window how many losses it is given each time, at least 1
     * @return the backtest
     * @throws IllegalArgumentException if the window is below 1
     */
    public static RiskBacktest of(RiskForecaster forecaster, int window) {
        return new RiskBacktest(
                Check.notNull(forecaster, "forecaster"),
                Check.atLeast(window, 1, "window"),
                Confidence.of(0.99),
                1000,
                1);
    }

    /**
     * The same at another confidence of value at risk and shortfall.
     *
     * @param other such as 97.5%, at which shortfall is regulated
     * @return the backtest
     */
    public RiskBacktest at(Confidence other) {
        return new RiskBacktest(forecaster, window, Check.notNull(other, "confidence"), simulations, seed);
    }

    /**
     * The same with other draws for the tests of shortfall.
     *
     * @param histories how many histories are drawn from the forecasts, at least 100
     * @param drawnBy the seed
     * @return the backtest
     * @throws IllegalArgumentException if there are too few
     */
    public RiskBacktest withSimulations(int histories, long drawnBy) {
        return new RiskBacktest(forecaster, window, confidence, Check.atLeast(histories, 100, "histories"), drawnBy);
    }

    /**
     * Runs it.
     *
     * @param losses the history, oldest first, positive for a loss, all finite; at least five more than the window
     * @return what came of it
     * @throws IllegalArgumentException if there are too few losses, one is not finite, a forecast is not finite, or the
     *     forecaster refuses a window, which the message names
     */
    public BacktestReport run(double[] losses) {
        return run(losses, Progress.unheard());
    }

    /**
     * Runs it, and says how far it is.
     *
     * @param losses the history, oldest first, positive for a loss, all finite; at least five more than the window
     * @param progress hears how many forecasts and simulated histories are done; may stop the work
     * @return what came of it
     * @throws IllegalArgumentException if there are too few losses, one is not finite, or a forecast is not finite
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public BacktestReport run(double[] losses, Progress progress) {
        double[] history =
                Check.allFinite(Check.notNull(losses, "losses"), "losses").clone();
        Check.notNull(progress, "progress");
        int n = history.length - window;
        if (n < FEWEST) {
            throw new IllegalArgumentException("number of losses must be at least " + (window + (long) FEWEST)
                    + ", was " + history.length + ": " + FEWEST + " more than the window");
        }
        double[] after = Arrays.copyOfRange(history, window, history.length);
        double[] valueAtRisk = new double[n];
        double[] expectedShortfall = new double[n];
        List<LossDistribution> distributions = new ArrayList<>();
        long total = (long) n + simulations;
        for (int t = 0; t < n; t++) {
            LossForecast forecast = forecast(history, t);
            valueAtRisk[t] =
                    Check.finite(forecast.valueAtRisk(confidence), "value at risk for losses[" + (window + t) + "]");
            expectedShortfall[t] = Check.finite(
                    forecast.expectedShortfall(confidence), "expected shortfall for losses[" + (window + t) + "]");
            if (forecast instanceof LossDistribution distribution) {
                distributions.add(distribution);
            }
            if (t % 64 == 63) {
                Interruption.endIfRequested("backtest");
                progress.reached(t, total);
            }
        }
        List<HypothesisTest> tests = new ArrayList<>(coverage(after, valueAtRisk));
        List<String> omitted = new ArrayList<>();
        if (distributions.size() == n) {
            Progress rest = (done, all) -> progress.reached(n + done, total);
            Optional<String> obstacle = AcerbiSzekely.obstacle(distributions, confidence);
            if (obstacle.isEmpty()) {
                tests.addAll(shortfall(after, distributions, rest));
            }
            obstacle.ifPresent(omitted::add);
            tests.addAll(uniformity(after, distributions, omitted));
        }
        progress.reached(total, total);
        return new BacktestReport(window, confidence, after, valueAtRisk, expectedShortfall, tests, omitted);
    }

    /** From the window that starts at t; a refusal says which window it was. */
    private LossForecast forecast(double[] history, int t) {
        try {
            return Check.notNull(
                    forecaster.forecast(Arrays.copyOfRange(history, t, t + window)), "forecast of forecaster");
        } catch (IllegalArgumentException refusal) {
            throw new IllegalArgumentException(
                    "no forecast from losses[" + t + "] to losses[" + (t + window - 1) + "]: " + refusal.getMessage(),
                    refusal);
        }
    }

    private List<HypothesisTest> coverage(double[] losses, double[] valueAtRisk) {
        int exceedances = BacktestReport.exceedances(losses, valueAtRisk, 0, losses.length);
        Transitions transitions = Transitions.of(losses, valueAtRisk);
        return List.of(
                Coverage.kupiec(losses.length, exceedances, confidence),
                Coverage.independence(transitions),
                Coverage.conditional(losses.length, exceedances, transitions, confidence));
    }

    private List<HypothesisTest> shortfall(double[] losses, List<LossDistribution> distributions, Progress progress) {
        List<HypothesisTest> tests = new ArrayList<>();
        AcerbiSzekely simulated = AcerbiSzekely.simulate(distributions, confidence, simulations, seed, progress);
        for (AcerbiSzekely.Statistic statistic : AcerbiSzekely.Statistic.values()) {
            simulated.test(statistic, losses).ifPresent(tests::add);
        }
        return tests;
    }

    private static List<HypothesisTest> uniformity(
            double[] losses, List<LossDistribution> distributions, List<String> omitted) {
        double[] probabilities = new double[losses.length];
        boolean changes = false;
        for (int t = 0; t < losses.length; t++) {
            probabilities[t] = distributions.get(t).cumulative(losses[t]);
            changes |= probabilities[t] != probabilities[0];
        }
        if (!changes) {
            omitted.add("Berkowitz: the probabilities of the losses never change");
            return List.of(Uniformity.kolmogorov(probabilities));
        }
        return List.of(Uniformity.kolmogorov(probabilities), Uniformity.berkowitz(probabilities));
    }
}
