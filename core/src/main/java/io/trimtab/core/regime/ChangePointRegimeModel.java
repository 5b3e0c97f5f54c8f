package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link RegimeModel} by {@link ChangePoints}: each possible run of the series up to today is a regime by its mean and
 * volatility ({@link RegimeLabels#byLevels}), and counts with the probability that it is the current run.
 *
 * <p>The prior of a run is the mean and the variance of the look-back, weighted as one observation. A call takes O(bars x
 * run lengths kept). Immutable and thread-safe.
 *
 * <pre>{@code
 * RegimeModel model = ChangePointRegimeModel.of(PeriodsPerYear.DAILY).expectingRunsOf(120);
 * }</pre>
 */
public final class ChangePointRegimeModel implements RegimeModel {
    private static final String NAME = "Bayesian change points";
    private static final int LEAST_BARS = 30;

    private final BuiltInLabels.Levels levels;
    private final double expectedRun;
    private final Watched watched;

    private ChangePointRegimeModel(BuiltInLabels.Levels levels, double expectedRun, Watched watched) {
        this.levels = levels;
        this.expectedRun = expectedRun;
        this.watched = watched;
    }

    /**
     * A model of the mean return of all assets over the last 252 bars, with runs of 100 bars on average.
     *
     * @param periods how many bars make a year
     * @return the model
     */
    public static ChangePointRegimeModel of(PeriodsPerYear periods) {
        return new ChangePointRegimeModel(
                new BuiltInLabels.Levels(Check.notNull(periods, "periods").count()), 100, Watched.standard());
    }

    /**
     * The same model with other runs.
     *
     * @param bars how many bars a run lasts on average, above 1
     * @return the model
     */
    public ChangePointRegimeModel expectingRunsOf(double bars) {
        ChangePoints.expectingRunsOf(bars);
        return new ChangePointRegimeModel(levels, bars, watched);
    }

    /**
     * The same model over another number of bars.
     *
     * @param bars at least 2
     * @return the model
     */
    public ChangePointRegimeModel lookBack(int bars) {
        return new ChangePointRegimeModel(levels, expectedRun, new Watched(watched.series(), bars));
    }

    /**
     * The same model of another series.
     *
     * @param series which series of the panel
     * @return the model
     */
    public ChangePointRegimeModel watching(MarketSeries series) {
        return new ChangePointRegimeModel(levels, expectedRun, new Watched(series, watched.lookBack()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
        return watched.believe(NAME, levels.vocabulary(1), history, asOf, this::judge);
    }

    private RegimeBelief judge(double[] window, List<LocalDate> dates) {
        List<Regime> regimes = levels.vocabulary(1);
        LocalDate last = dates.get(dates.size() - 1);
        if (window.length < LEAST_BARS) {
            return RegimeBelief.unknown(
                    regimes, NAME, last, window.length + " observations, at least " + LEAST_BARS + " needed");
        }
        double mean = 0;
        for (double x : window) {
            mean += x / window.length;
        }
        double deviation = SwitchingEstimation.deviation(window);
        double variance = deviation * deviation;
        if (!(variance > Double.MIN_NORMAL && variance < Double.POSITIVE_INFINITY && Double.isFinite(mean))) {
            return RegimeBelief.unknown(
                    regimes, NAME, last, "the " + window.length + " observations do not vary, or are not finite");
        }
        ChangePoints points = ChangePoints.expectingRunsOf(expectedRun).priorOf(mean, variance);
        double[] path = new double[window.length * regimes.size()];
        for (int t = 0; t < window.length; t++) {
            try {
                points.update(window[t]);
            } catch (IllegalArgumentException refused) {
                return RegimeBelief.unknown(regimes, NAME, last, "at " + dates.get(t) + ": " + refused.getMessage());
            }
            byRegime(points, regimes, path, t * regimes.size());
        }
        return RegimePath.of(regimes, dates, path, NAME).latest();
    }

    /** The run that would only begin with the next bar says nothing of today: it is left out. */
    private void byRegime(ChangePoints points, List<Regime> regimes, double[] out, int offset) {
        double sum = 0;
        for (int i = 1; i < points.runsKept(); i++) {
            int k = regimes.indexOf(levels.regime(points.mean(i), points.variance(i)));
            out[offset + k] += points.mass(i);
            sum += points.mass(i);
        }
        for (int k = 0; k < regimes.size(); k++) {
            out[offset + k] = Math.min(1, out[offset + k] / sum);
        }
    }

    @Override
    public String toString() {
        return "ChangePointRegimeModel[runs of " + expectedRun + " bars, last " + watched.lookBack() + " bars, "
                + Arrays.toString(levels.vocabulary(1).toArray()) + "]";
    }
}
