package io.trimtab.risk.volatility;

import io.trimtab.core.check.Interruption;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.time.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One fit of a {@link GarchModel}: scaled returns, a grid of starts, searches, standard errors. */
final class GarchEstimation {
    static final int MOST_STARTS = 9;

    private static final int SIZE = GarchLikelihood.PARAMETERS;
    /** A crash may leave its maximum at a long memory and a response of thousandths, beside a local one at no response at all. */
    private static final double[] PERSISTENCE = {0.50, 0.80, 0.90, 0.97, 0.995};

    /** The log-variance of EGARCH may also swing to and fro. */
    private static final double[] MEMORY = {-0.80, 0.50, 0.90, 0.97, 0.995};

    private static final double[] SHARE = {0.003, 0.03, 0.10, 0.25};
    /** The shares of falls in the response that are tried beside a half. */
    private static final double[] FALLS = {0.1, 0.9};

    /** The responses to the sign that are tried beside none, for EGARCH. */
    private static final double[] SIGN = {-0.1, 0.1};

    /** The mean of the returns is a number: with a spread of less than so much of it, it cannot be told to a part in 1e8 of the spread. */
    private static final double LEAST_SPREAD_OF_MEAN = 1e-8;

    /** Beyond this squares of squares overflow. */
    private static final double LARGEST_SPREAD = 1e60;

    private static final double SMALLEST_SPREAD = 1e-140;
    /** A volatility so far below the spread of the returns is a likelihood without a bound, not a quiet day. */
    private static final double LEAST_VOLATILITY = 1e-6;
    /** Twice the log-likelihood that may be left to gain: a hundredth of a standard error of a parameter. */
    private static final double TOLERANCE = 1e-4;
    /** A tenth, where the likelihood has a kink in the mean at each return (EGARCH, from |z|), and a maximum may lie on one. */
    private static final double KINKED_TOLERANCE = 1e-2;
    /** Differences for the Hessian, in ten-thousandths of a standard error; across many kinks where there are any. */
    private static final double REACH = 10;

    private static final double REACH_ACROSS_KINKS = 1e4;

    private final GarchModel model;
    private final double[] returns;
    private final double centre;
    private final double unit;
    private final GarchLikelihood likelihood;
    private final GarchCoordinates coordinates;
    private final int k;

    /** Takes over the returns. */
    GarchEstimation(GarchModel model, double[] returns) {
        this.model = model;
        this.returns = returns;
        int n = returns.length;
        this.centre = model.mean() == MeanEquation.CONSTANT ? Compensated.mean(n, returns, 0) : 0;
        double[] scaled = new double[n];
        for (int t = 0; t < n; t++) {
            scaled[t] = returns[t] - centre;
        }
        this.unit = Kernels.norm2(n, scaled, 0) / Math.sqrt(n);
        if (!(unit > 0 && unit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "returns must move, and by finite amounts, to have a changing volatility, but their spread is "
                            + unit);
        }
        if (unit > LARGEST_SPREAD) {
            throw new IllegalArgumentException(
                    "returns must have a spread of at most 1e60, was " + unit + ": divide them by a number");
        }
        if (unit < LEAST_SPREAD_OF_MEAN * Math.abs(centre)) {
            throw new IllegalArgumentException("returns must move by more than a hundred-millionth of their mean "
                    + centre + " to have a changing volatility about it, but their spread is " + unit
                    + ": subtract the mean from them, exactly, and fit them with MeanEquation.ZERO");
        }
        if (unit < SMALLEST_SPREAD) {
            throw new IllegalArgumentException(
                    "returns must have a spread of at least 1e-140, was " + unit + ": multiply them by a number");
        }
        for (int t = 0; t < n; t++) {
            scaled[t] /= unit;
        }
        this.likelihood = new GarchLikelihood(scaled, model.equation(), model.innovations());
        this.coordinates = new GarchCoordinates(model, likelihood.presample(0));
        this.k = coordinates.dimension();
    }

    VolatilityOutcome run(Progress progress) {
        int n = returns.length;
        BoxMinimiser minimiser =
                new BoxMinimiser(this::objective, coordinates.lower(), coordinates.upper(), 1e-8 / n, reach());
        double[][] starts = bestStarts();
        BoxMinimiser.End[] ends = new BoxMinimiser.End[starts.length];
        int best = 0;
        for (int s = 0; s < starts.length; s++) {
            Interruption.endIfRequested("fitting " + model);
            progress.reached(s, starts.length);
            ends[s] = minimiser.approach(starts[s], information(starts[s]));
            if (!(ends[best].value() <= ends[s].value())) {
                best = s;
            }
        }
        BoxMinimiser.End end = ends[best];
        if (!Double.isFinite(end.value())) {
            return new NotFitted(model + ": the likelihood of " + n
                    + " returns is not finite at any start: look for an extreme return");
        }
        end = minimiser.refine(end);
        progress.reached(starts.length, starts.length);
        double left = n * end.decrement();
        if (!(left <= (model.equation() == VarianceEquation.EGARCH ? KINKED_TOLERANCE : TOLERANCE))) {
            return new NotFitted(String.format(
                    Locale.ROOT,
                    "%s: the search over %d returns ended %.2g standard errors from a maximum, after %d evaluations:"
                            + " try more starts, another equation or a longer history",
                    model,
                    n,
                    Math.sqrt(left),
                    end.evaluations()));
        }
        return outcome(end, agreeing(ends, ends[best].value()));
    }

    private double[] reach() {
        double[] out = new double[SIZE];
        Arrays.fill(out, REACH);
        out[GarchCoordinates.MU] = model.equation() == VarianceEquation.EGARCH ? REACH_ACROSS_KINKS : REACH;
        return coordinates.pick(out);
    }

    private double objective(double[] x, double[] gradient) {
        double[] full = coordinates.full(x);
        double[] byTheta = new double[SIZE];
        double value = likelihood.evaluate(coordinates.theta(full), byTheta, null);
        double[] j = coordinates.estimatedColumns(coordinates.jacobian(full));
        Kernels.gemvTransposed(SIZE, k, -1.0 / returns.length, j, 0, SIZE, byTheta, 0, 0, gradient, 0);
        return -value / returns.length;
    }

    /** The mean of score x score' in the coordinates: the Hessian's first guess, and S / T of the standard errors. */
    private double[] information(double[] x) {
        double[] full = coordinates.full(x);
        double[] outer = new double[SIZE * SIZE];
        likelihood.evaluate(coordinates.theta(full), new double[SIZE], outer);
        double[] out = sandwich(coordinates.estimatedColumns(coordinates.jacobian(full)), outer);
        Kernels.scale(out.length, 1.0 / returns.length, out, 0);
        return out;
    }

    /** J'AJ with J of 6 x k. */
    private double[] sandwich(double[] j, double[] a) {
        double[] aj = new double[SIZE * k];
        double[] out = new double[k * k];
        Kernels.gemm(SIZE, k, SIZE, 1, a, 0, SIZE, j, 0, SIZE, 0, aj, 0, SIZE);
        Kernels.gemmTransposedLeft(k, k, SIZE, 1, j, 0, SIZE, aj, 0, SIZE, 0, out, 0, k);
        return out;
    }

    /** A point to start from. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and read within this class only
    private record Start(double[] x, double value) {}

    /** The best point of each persistence, best first, and after them the other points, best first. */
    private double[][] bestStarts() {
        List<Start> first = new ArrayList<>();
        List<Start> others = new ArrayList<>();
        for (double persistence : model.equation() == VarianceEquation.EGARCH ? MEMORY : PERSISTENCE) {
            List<Start> group = new ArrayList<>();
            for (double share : SHARE) {
                group.add(start(coordinates.start(persistence, share)));
            }
            group.sort(Comparator.comparingDouble(Start::value));
            first.add(bestAsymmetry(group.get(0)));
            others.addAll(group.subList(1, group.size()));
        }
        first.sort(Comparator.comparingDouble(Start::value));
        others.sort(Comparator.comparingDouble(Start::value));
        first.addAll(others);
        double[][] out = new double[model.starts()][];
        for (int s = 0; s < out.length; s++) {
            out[s] = coordinates.pick(first.get(s).x());
        }
        return out;
    }

    private Start bestAsymmetry(Start middle) {
        Start best = middle;
        if (model.equation() == VarianceEquation.GARCH) {
            return best;
        }
        boolean logarithmic = model.equation() == VarianceEquation.EGARCH;
        for (double asymmetry : logarithmic ? SIGN : FALLS) {
            double[] full = middle.x().clone();
            full[logarithmic ? GarchCoordinates.SIGN : GarchCoordinates.FALLS] = asymmetry;
            Start other = start(full);
            best = other.value() < best.value() ? other : best;
        }
        return best;
    }

    private Start start(double[] full) {
        double value = objective(coordinates.pick(full), new double[k]);
        return new Start(full, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value);
    }

    /** How many searches came within a tenth of a unit of log-likelihood. */
    private int agreeing(BoxMinimiser.End[] ends, double best) {
        int count = 0;
        for (BoxMinimiser.End end : ends) {
            count += returns.length * (end.value() - best) <= 0.1 ? 1 : 0;
        }
        return count;
    }

    private VolatilityOutcome outcome(BoxMinimiser.End end, int agreeing) {
        double[] x = coordinates.full(end.x());
        double[] theta = coordinates.theta(x);
        if (coordinates.outOfReach(x)) {
            return new NotFitted(String.format(
                    Locale.ROOT,
                    "%s: the likelihood of %d returns has no bound within reach: it still rises with a response of 3, or with a"
                            + " mean three spreads from the sample's",
                    model,
                    returns.length));
        }
        GarchParameters parameters = parameters(theta);
        double s = likelihood.presample(theta[0]);
        double firstVariance = model.equation() == VarianceEquation.EGARCH
                ? StrictMath.exp(theta[1] + theta[4] * StrictMath.log(s)) * unit * unit
                : (theta[1] + (0.5 * (theta[2] + theta[3]) + theta[4]) * s) * unit * unit;
        double least = leastVolatility(parameters.filter(firstVariance));
        if (!(least > LEAST_VOLATILITY * unit)) {
            return new NotFitted(String.format(
                    Locale.ROOT,
                    "%s: the likelihood has no bound: it rises as the volatility of some of the %d returns goes to zero"
                            + " (%.2g of their spread where the search ended)",
                    model,
                    returns.length,
                    least / unit));
        }
        if (least == Double.POSITIVE_INFINITY) {
            return new NotFitted(String.format(
                    Locale.ROOT,
                    "%s: the variance of the return after the last of %d overflows where the search ended: look for an"
                            + " extreme return, or use another equation",
                    model,
                    returns.length));
        }
        double logLikelihood = -returns.length * (end.value() + StrictMath.log(unit));
        List<GarchBoundary> boundaries = coordinates.boundaries(x);
        boolean exact = boundaries.isEmpty() && model.level() == VarianceLevel.ESTIMATED;
        return new GarchFit(
                model,
                parameters,
                returns,
                firstVariance,
                logLikelihood,
                boundaries,
                exact ? standardErrors(end, x) : Map.of(),
                agreeing);
    }

    /** Of the returns and the one after them; infinite if a variance overflows. */
    private double leastVolatility(GarchFilter filter) {
        double least = filter.nextVolatility();
        for (double value : returns) {
            if (!filter.bears(value)) {
                return Double.POSITIVE_INFINITY;
            }
            least = Math.min(least, filter.observe(value));
        }
        return least;
    }

    /** In the units of the returns. */
    private GarchParameters parameters(double[] theta) {
        double mu = centre + unit * theta[0];
        double nu = model.innovations() == Innovations.STUDENT_T ? 1 / theta[5] : Double.POSITIVE_INFINITY;
        return switch (model.equation()) {
            case GARCH ->
                new GarchParameters(
                        model.equation(), mu, theta[1] * unit * unit, 0.5 * (theta[2] + theta[3]), 0, theta[4], nu);
            case GJR ->
                new GarchParameters(
                        model.equation(), mu, theta[1] * unit * unit, theta[2], theta[3] - theta[2], theta[4], nu);
            case EGARCH ->
                new GarchParameters(
                        model.equation(), mu, theta[1] + (1 - theta[4]) * logUnit(), theta[2], theta[3], theta[4], nu);
        };
    }

    private double logUnit() {
        return 2 * StrictMath.log(unit);
    }

    /** d (mean, omega, alpha, gamma, beta, nu) / d theta, 6 x 6, column by column, in the units of the returns. */
    private double[] naturalByTheta(double[] theta) {
        double[] j = new double[SIZE * SIZE];
        j[0] = unit;
        j[4 * SIZE + 4] = 1;
        j[5 * SIZE + 5] = -1 / (theta[5] * theta[5]);
        switch (model.equation()) {
            case GARCH -> {
                j[SIZE + 1] = unit * unit;
                j[2 * SIZE + 2] = 0.5;
                j[3 * SIZE + 2] = 0.5;
            }
            case GJR -> {
                j[SIZE + 1] = unit * unit;
                j[2 * SIZE + 2] = 1;
                j[2 * SIZE + 3] = -1;
                j[3 * SIZE + 3] = 1;
            }
            case EGARCH -> {
                j[SIZE + 1] = 1;
                j[4 * SIZE + 1] = -logUnit();
                j[2 * SIZE + 2] = 1;
                j[3 * SIZE + 3] = 1;
            }
        }
        return j;
    }

    /** At an interior maximum the gradient is zero, so that Hessians change coordinates by the Jacobian alone. */
    private Map<GarchStandardErrors.Kind, GarchStandardErrors> standardErrors(BoxMinimiser.End end, double[] x) {
        double[] theta = coordinates.theta(x);
        double[] byX = new double[SIZE * k];
        Kernels.gemm(
                SIZE,
                k,
                SIZE,
                1,
                naturalByTheta(theta),
                0,
                SIZE,
                coordinates.estimatedColumns(coordinates.jacobian(x)),
                0,
                SIZE,
                0,
                byX,
                0,
                SIZE);
        double[] s = information(end.x());
        double[] h = end.hessian().clone();
        double[] hFactor = h.clone();
        double[] sFactor = s.clone();
        if (Cholesky.factor(k, hFactor, 0, k) != k || Cholesky.factor(k, sFactor, 0, k) != k) {
            return Map.of();
        }
        Map<GarchStandardErrors.Kind, GarchStandardErrors> out = new EnumMap<>(GarchStandardErrors.Kind.class);
        for (GarchStandardErrors.Kind kind : GarchStandardErrors.Kind.values()) {
            double[] errors = new double[SIZE];
            for (int i = 0; i < SIZE; i++) {
                double[] row = new double[k];
                for (int a = 0; a < k; a++) {
                    row[a] = byX[a * SIZE + i];
                }
                errors[i] = Math.sqrt(Math.max(0, variance(kind, row, hFactor, sFactor, s)) / returns.length);
            }
            out.put(kind, new GarchStandardErrors(errors[0], errors[1], errors[2], errors[3], errors[4], errors[5]));
        }
        return out;
    }

    /** row V row' with V = H^-1, S^-1 or H^-1 S H^-1. */
    private double variance(
            GarchStandardErrors.Kind kind, double[] row, double[] hFactor, double[] sFactor, double[] s) {
        double[] v = row.clone();
        double[] product = new double[k];
        return switch (kind) {
            case HESSIAN -> {
                Cholesky.solve(k, hFactor, 0, k, v, 0);
                yield Kernels.dot(k, row, 0, v, 0);
            }
            case OUTER_PRODUCT -> {
                Cholesky.solve(k, sFactor, 0, k, v, 0);
                yield Kernels.dot(k, row, 0, v, 0);
            }
            case ROBUST -> {
                Cholesky.solve(k, hFactor, 0, k, v, 0);
                Kernels.symv(k, 1, s, 0, k, v, 0, 0, product, 0);
                yield Kernels.dot(k, v, 0, product, 0);
            }
        };
    }
}
