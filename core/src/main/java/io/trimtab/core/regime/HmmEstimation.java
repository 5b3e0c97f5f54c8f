package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.regime.HmmFit.Failed.Cause;
import io.trimtab.core.time.Progress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Maximum likelihood for a {@link GaussianHmm} by expectation maximisation from several starting points.
 *
 * <p>Steps: standardise the series (so that every tolerance is relative to its scale); a few EM steps from every start;
 * the most promising few to convergence (Biernacki, Celeux and Govaert 2003); throw out solutions in which a state holds
 * only a few points, where the likelihood is large without meaning; take the best; order its states; undo the
 * standardisation.
 */
final class HmmEstimation {
    private static final int SHORT_RUN = 25;
    private static final int LONG_RUNS = 3;

    private final double[] series;
    private final List<LocalDate> dates;
    private final HmmSettings settings;
    private final HmmEffort effort;

    HmmEstimation(double[] series, List<LocalDate> dates, HmmSettings settings, Progress progress) {
        this.effort = new HmmEffort(progress, starts(settings) + LONG_RUNS);
        this.series = series;
        this.dates = dates;
        this.settings = settings;
    }

    private static int starts(HmmSettings settings) {
        return settings.states() == 1 ? 1 : settings.starts();
    }

    HmmFit run() {
        HmmFit fit = fit();
        effort.allEnded();
        return fit;
    }

    private HmmFit fit() {
        int n = series.length;
        for (int t = 0; t < n; t++) {
            if (!Double.isFinite(series[t])) {
                return failed(Cause.NOT_FINITE, "observation of " + dates.get(t) + " is " + series[t]);
            }
        }
        if (n < settings.minimumObservations()) {
            return failed(
                    Cause.TOO_LITTLE_DATA,
                    n + " observations, at least " + settings.minimumObservations() + " needed for " + settings.states()
                            + " states");
        }
        double largest = 0;
        double mean = 0;
        for (double x : series) {
            largest = Math.max(largest, Math.abs(x));
            mean += x / n;
        }
        double squares = 0;
        for (double x : series) {
            double d = largest > 0 ? (x - mean) / largest : 0;
            squares += d * d;
        }
        double deviation = largest * Math.sqrt(squares / n);
        if (!(deviation > 1e-12 * largest)) {
            return failed(Cause.NO_VARIATION, "the " + n + " observations do not vary around " + mean);
        }
        double variance = deviation * deviation;
        if (!(variance >= Double.MIN_NORMAL / settings.varianceFloor() && variance < Double.POSITIVE_INFINITY)) {
            return failed(Cause.NOT_FINITE, "the variance of the observations is out of range: " + variance);
        }
        double[] z = new double[n];
        for (int t = 0; t < n; t++) {
            z[t] = (series[t] - mean) / deviation;
        }
        return best(z, mean, deviation);
    }

    private HmmFit best(double[] z, double mean, double deviation) {
        ForwardBackward pass = new ForwardBackward(z, settings.states());
        List<EmClimb> climbs = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(settings.seed());
        for (int start = 0; start < starts(settings); start++) {
            EmClimb climb = new EmClimb(start, HmmStarts.model(z, settings, start, random.split()), settings, pass);
            climb.advance(Math.min(SHORT_RUN, settings.maximumIterations()), effort);
            climbs.add(climb);
        }
        climbs.removeIf(climb -> !Double.isFinite(climb.likelihood));
        if (climbs.isEmpty()) {
            return failed(
                    Cause.NOT_FINITE, "the likelihood was not finite from any of " + settings.starts() + " starts");
        }
        climbs.sort(Comparator.comparingDouble((EmClimb climb) -> -climb.likelihood)
                .thenComparingInt(climb -> climb.start));
        List<EmClimb> finalists = new ArrayList<>();
        double fewest = 0;
        for (EmClimb climb : climbs) {
            // Look further down the list only as long as solutions are thrown out.
            if (finalists.size() == LONG_RUNS) {
                break;
            }
            climb.advance(settings.maximumIterations(), effort);
            double bars = climb.fewestBars();
            if (Double.isFinite(climb.likelihood) && bars >= Math.min(settings.minimumBars(), z.length)) {
                finalists.add(climb);
            } else {
                fewest = bars > fewest ? bars : fewest;
            }
        }
        if (finalists.isEmpty()) {
            return failed(
                    Cause.EMPTY_STATE,
                    "every solution has a state of at most " + Math.round(fewest * 10) / 10.0
                            + " expected bars, at least " + settings.minimumBars()
                            + " needed; use fewer states or more data");
        }
        finalists.sort(Comparator.comparingDouble((EmClimb climb) -> -climb.likelihood)
                .thenComparingInt(climb -> climb.start));
        EmClimb winner = finalists.get(0);
        if (!winner.converged) {
            return failed(
                    Cause.NOT_CONVERGED,
                    "the likelihood was still rising by " + winner.gain + " a step after " + winner.iterations
                            + " steps");
        }
        return converged(winner, mean, deviation);
    }

    private HmmFit converged(EmClimb winner, double mean, double deviation) {
        GaussianHmm z = winner.model;
        int k = z.states;
        Integer[] order = new Integer[k];
        Arrays.setAll(order, i -> i);
        Comparator<Integer> byMean = Comparator.comparingDouble(i -> z.means[i]);
        Arrays.sort(
                order,
                settings.variance() == VarianceStructure.COMMON
                        ? byMean
                        : Comparator.comparingDouble((Integer i) -> z.variances[i])
                                .thenComparing(byMean));
        double[] initial = new double[k];
        double[] transition = new double[k * k];
        double[] means = new double[k];
        double[] variances = new double[k];
        double[] bars = new double[k];
        double[] unordered = winner.expectedBars();
        for (int i = 0; i < k; i++) {
            initial[i] = z.initial[order[i]];
            means[i] = mean + deviation * z.means[order[i]];
            variances[i] = deviation * deviation * z.variances[order[i]];
            bars[i] = unordered[order[i]];
            for (int j = 0; j < k; j++) {
                transition[i * k + j] = z.transition[order[i] * k + order[j]];
            }
        }
        GaussianHmm model = new GaussianHmm(initial, transition, means, variances);
        List<Regime> regimes = List.copyOf(settings.labels().label(model));
        Check.length(regimes.size(), k, "labels " + regimes);
        return new HmmFit.Converged(model, series, dates, regimes, winner.iterations, winner.start, bars);
    }

    private HmmFit failed(Cause cause, String message) {
        return new HmmFit.Failed(cause, message, settings.labels().vocabulary(settings.states()), dates);
    }
}
