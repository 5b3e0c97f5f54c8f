package io.trimtab.core.regime;

import io.trimtab.core.numeric.QuasiNewton;
import io.trimtab.core.regime.HmmFit.Failed.Cause;
import io.trimtab.core.time.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Maximum likelihood for a {@link MarkovSwitching} model.
 *
 * <p>Steps: measure the data in units of their own size; guess from every start which bars belong to which state; some EM
 * steps from each; quasi-Newton steps with the exact score from the most promising few; throw out solutions in which a
 * state holds only a few points or has next to no variance, where the likelihood is large without meaning; take the best;
 * order its states; undo the units.
 */
final class SwitchingEstimation {
    private static final int EM_STEPS = 30;
    private static final int FINALISTS = 3;
    /** How sure a start is of the state it guesses for a bar. */
    private static final double GUESS = 0.85;

    private final SwitchingSample sample;
    private final SwitchingSpec spec;
    private final SwitchingSettings settings;
    private final SwitchingLayout layout;
    private final HmmEffort effort;
    private final SwitchingDesign raw;

    SwitchingEstimation(SwitchingSample sample, SwitchingSpec spec, SwitchingSettings settings, Progress progress) {
        this.sample = sample;
        this.spec = spec;
        this.settings = settings;
        this.layout = new SwitchingLayout(spec);
        this.effort = new HmmEffort(progress, settings.starts() + FINALISTS);
        this.raw = SwitchingDesign.of(spec, sample);
    }

    SwitchingFit run() {
        SwitchingFit fit = fit();
        effort.allEnded();
        return fit;
    }

    private SwitchingFit fit() {
        String defect = raw.defect();
        if (!defect.isEmpty()) {
            return new SwitchingFit.Failed(Cause.NOT_FINITE, defect);
        }
        int needed = Math.max(settings.observationsPerState() * spec.states, layout.size() + 1);
        if (raw.observations() < needed) {
            return new SwitchingFit.Failed(
                    Cause.TOO_LITTLE_DATA,
                    Math.max(0, raw.observations()) + " observations, at least " + needed + " needed for " + spec.states
                            + " states and " + layout.size() + " parameters");
        }
        double unit = deviation(raw.y);
        if (!(unit > 0)) {
            return new SwitchingFit.Failed(
                    Cause.NO_VARIATION, "the " + raw.bars + " observations do not vary around " + raw.y[0]);
        }
        if (!(unit * unit >= Double.MIN_NORMAL / settings.varianceFloor() && unit * unit < Double.POSITIVE_INFINITY)) {
            return new SwitchingFit.Failed(
                    Cause.NOT_FINITE, "the variance of the observations is out of range: " + unit * unit);
        }
        return best(unit);
    }

    /** The standard deviation, or 0 if it is next to nothing beside the values. */
    static double deviation(double[] y) {
        double largest = 0;
        double mean = 0;
        for (double x : y) {
            largest = Math.max(largest, Math.abs(x));
            mean += x / y.length;
        }
        double squares = 0;
        for (double x : y) {
            double d = largest > 0 ? (x - mean) / largest : 0;
            squares += d * d;
        }
        double deviation = largest * Math.sqrt(squares / y.length);
        return deviation > 1e-12 * largest ? deviation : 0;
    }

    /** One climb: where it started, how far it came. */
    private static final class Climb {
        final int start;
        SwitchingValues values;
        double likelihood = Double.NEGATIVE_INFINITY;
        boolean converged;
        double remaining = Double.NaN;
        int iterations;
        double[] bars = new double[0];

        Climb(int start, SwitchingValues values) {
            this.start = start;
            this.values = values;
        }
    }

    private SwitchingFit best(double unit) {
        double[] columns = raw.unitsOfColumns(unit);
        double[] covariates = raw.unitsOfCovariates();
        SwitchingDesign design = raw.scaled(unit, columns, covariates);
        SwitchingPass pass = new SwitchingPass(design);
        List<Climb> climbs = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(settings.seed());
        double[] residuals = residuals(design);
        for (int start = 0; start < settings.starts(); start++) {
            Climb climb = new Climb(start, guess(design, residuals, start, random.split()));
            expectationMaximisation(climb, design, pass);
            effort.climbEnded();
            if (Double.isFinite(climb.likelihood)) {
                climbs.add(climb);
            }
        }
        Comparator<Climb> order =
                Comparator.comparingDouble((Climb climb) -> -climb.likelihood).thenComparingInt(climb -> climb.start);
        climbs.sort(order);
        List<Climb> finalists = new ArrayList<>();
        double fewest = 0;
        for (Climb climb : climbs) {
            if (finalists.size() == FINALISTS) {
                break;
            }
            polish(climb, pass);
            effort.climbEnded();
            if (!Double.isFinite(climb.likelihood)) {
                continue;
            }
            double least = Arrays.stream(climb.bars).min().orElse(0);
            double smallest = Arrays.stream(climb.values.variance).min().orElse(0);
            if (least >= settings.minimumBars() && smallest >= settings.varianceFloor()) {
                finalists.add(climb);
            } else {
                fewest = Math.max(fewest, least);
            }
        }
        if (climbs.isEmpty()) {
            return new SwitchingFit.Failed(
                    Cause.NOT_FINITE, "the likelihood was not finite from any of " + settings.starts() + " starts");
        }
        if (finalists.isEmpty()) {
            return new SwitchingFit.Failed(
                    Cause.EMPTY_STATE,
                    "every solution has a state of at most " + Math.round(fewest * 10) / 10.0
                            + " expected bars, or of next to no variance; at least " + settings.minimumBars()
                            + " bars needed; use fewer states or more data");
        }
        finalists.sort(order);
        Climb winner = finalists.get(0);
        if (!winner.converged) {
            return new SwitchingFit.Failed(
                    Cause.NOT_CONVERGED,
                    "the likelihood could still rise by " + winner.remaining + " after " + winner.iterations
                            + " steps");
        }
        return converged(winner, unit, columns, covariates);
    }

    private void expectationMaximisation(Climb climb, SwitchingDesign design, SwitchingPass pass) {
        SwitchingMaximisation step = new SwitchingMaximisation(design, layout, settings.varianceFloor());
        for (int i = 0; i < EM_STEPS; i++) {
            effort.step();
            climb.likelihood = pass.forward(climb.values);
            if (!Double.isFinite(climb.likelihood)) {
                return;
            }
            pass.backward();
            climb.values = step.next(climb.values, pass.smooth, pass.moves);
        }
        climb.likelihood = pass.forward(climb.values);
    }

    private void polish(Climb climb, SwitchingPass pass) {
        QuasiNewton.Objective objective = (free, gradient) -> {
            effort.step();
            SwitchingValues v = layout.fromFree(free);
            double likelihood = pass.forward(v);
            if (!Double.isFinite(likelihood)) {
                Arrays.fill(gradient, Double.NaN);
                return Double.NaN;
            }
            pass.backward();
            pass.scoreInto(v, layout, gradient);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = -gradient[i];
            }
            return -likelihood;
        };
        QuasiNewton.Minimum top = QuasiNewton.minimise(
                objective, layout.toFree(climb.values), settings.tolerance(), settings.maximumIterations());
        climb.values = layout.fromFree(top.x());
        climb.converged = top.converged() && climb.values.finite();
        climb.remaining = top.remaining();
        climb.iterations = top.iterations();
        climb.likelihood = pass.forward(climb.values);
        climb.bars = new double[spec.states];
        if (Double.isFinite(climb.likelihood)) {
            pass.backward();
            double[] smoothed = pass.marginal(pass.smooth);
            for (int i = 0; i < smoothed.length; i++) {
                climb.bars[i % spec.states] += smoothed[i];
            }
        }
    }

    private SwitchingFit converged(Climb winner, double unit, double[] columns, double[] covariates) {
        SwitchingValues values = winner.values.unscaled(unit, columns, covariates);
        int k = spec.states;
        double[] means = new double[k];
        for (int s = 0; s < k; s++) {
            for (int t = raw.first; t < raw.bars; t++) {
                means[s] += values.mean(raw.x, t * raw.c, s) / raw.observations();
            }
        }
        Integer[] order = new Integer[k];
        Arrays.setAll(order, i -> i);
        Comparator<Integer> byMean = Comparator.comparingDouble(i -> means[i]);
        Arrays.sort(
                order,
                layout.varianceSwitches()
                        ? Comparator.comparingDouble((Integer i) -> values.variance[i])
                                .thenComparing(byMean)
                        : byMean);
        int[] places = new int[k];
        double[] bars = new double[k];
        double[] ordered = new double[k];
        for (int s = 0; s < k; s++) {
            places[s] = order[s];
            bars[s] = winner.bars[order[s]];
            ordered[s] = means[order[s]];
        }
        MarkovSwitching model = MarkovSwitching.of(spec, values.permuted(places));
        return new SwitchingFit.Converged(model, sample, winner.iterations, winner.start, bars, ordered);
    }

    /** What one regression without states leaves. */
    private double[] residuals(SwitchingDesign design) {
        SwitchingValues v = empty(design);
        double[] even = new double[design.observations() * design.joints];
        Arrays.fill(even, 1.0 / design.joints);
        double[] moves = new double[design.bars * design.k * design.k];
        Arrays.fill(moves, 1);
        SwitchingMaximisation step = new SwitchingMaximisation(design, layout, settings.varianceFloor());
        for (int i = 0; i < (design.p > 0 ? 5 : 1); i++) {
            v = step.next(v, even, moves);
        }
        double[] out = new double[design.bars];
        for (int t = 0; t < design.bars; t++) {
            out[t] = design.y[t] - v.mean(design.x, t * design.c, 0);
            for (int lag = 1; lag <= design.p && t >= design.first; lag++) {
                out[t] -= v.lag[(lag - 1) * design.k] * (design.y[t - lag] - v.mean(design.x, (t - lag) * design.c, 0));
            }
        }
        return out;
    }

    private static SwitchingValues empty(SwitchingDesign design) {
        SwitchingValues v = new SwitchingValues(design.k, design.c, design.q, design.p);
        Arrays.fill(v.transition, 1.0 / design.k);
        Arrays.fill(v.variance, 1);
        return v;
    }

    /** Parameters from a guess of the state of every bar: by size, by value, by level, or by random spells. */
    private SwitchingValues guess(SwitchingDesign design, double[] residuals, int start, SplittableRandom random) {
        int k = design.k;
        int[] state = new int[design.bars];
        if (start < 3) {
            double[] keys = new double[design.bars];
            for (int t = 0; t < keys.length; t++) {
                keys[t] = start == 2 ? design.y[t] : start == 0 ? Math.abs(residuals[t]) : residuals[t];
            }
            double[] sorted = keys.clone();
            Arrays.sort(sorted);
            for (int t = 0; t < keys.length; t++) {
                while (state[t] < k - 1 && keys[t] >= sorted[(int) ((long) (state[t] + 1) * keys.length / k)]) {
                    state[t]++;
                }
            }
        } else {
            double leave = random.nextDouble(0.02, 0.4);
            int now = random.nextInt(k);
            for (int t = 0; t < state.length; t++) {
                now = random.nextDouble() < leave ? random.nextInt(k) : now;
                state[t] = now;
            }
        }
        double other = (1 - GUESS) / (k - 1);
        double[] smooth = new double[design.observations() * design.joints];
        for (int i = 0; i < design.observations(); i++) {
            for (int e = 0; e < design.joints; e++) {
                double weight = 1;
                for (int lag = 0; lag <= design.r; lag++) {
                    int t = Math.max(0, design.first + i - lag);
                    weight *= design.digits[e * (design.r + 1) + lag] == state[t] ? GUESS : other;
                }
                smooth[i * design.joints + e] = weight;
            }
        }
        double[] moves = new double[design.bars * k * k];
        for (int t = 1; t < design.bars; t++) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    moves[(t * k + i) * k + j] = (state[t - 1] == i ? GUESS : other) * (state[t] == j ? GUESS : other);
                }
            }
        }
        return new SwitchingMaximisation(design, layout, settings.varianceFloor()).next(empty(design), smooth, moves);
    }
}
