package io.trimtab.risk.volatility;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.time.Progress;
import io.trimtab.risk.model.CovarianceEstimator;
import io.trimtab.risk.model.CovarianceMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A covariance for the next period from changing volatilities and changing correlations: DCC, in two steps.
 *
 * <pre>{@code
 * CovarianceMatrix tomorrow = DynamicCorrelation.engle().estimate(returns);
 * DynamicCorrelationFit fit = DynamicCorrelation.aielli().fit(returns);
 * }</pre>
 *
 * <p>First a {@link VolatilityModel} for each asset (GARCH(1,1) unless said otherwise), whose standardised residuals z are then given
 * the correlations {@code R = diag(Q)^(-1/2) Q diag(Q)^(-1/2)} with {@code Q' = (1 - a - b) S + a z z' + b Q} and S the correlation of
 * z; a and b maximise the correlation part of the normal likelihood (Engle, "Dynamic conditional correlation", Journal of Business
 * and Economic Statistics 20 (2002), 339-350). {@link #aielli} corrects the news to {@code diag(Q)^(1/2) z}, without which S is
 * not what Q returns to (Aielli, JBES 31 (2013), 282-299). {@link #constant} keeps the correlations fixed (Bollerslev, Review of
 * Economics and Statistics 72 (1990), 498-505).
 *
 * <p>An asset that never moves has no part in it and a row of zeros in the result. Needs more periods than assets that move, and as many
 * as the volatility model does; no two assets may move alike. O(T n^3) an evaluation, about sixty of them (constant: O(T n^2)): seconds for
 * thirty assets, minutes for a hundred. {@link #ofPairs} takes O(T n^2), any number of periods and assets that move alike. No standard
 * errors of a and b are stated, since those of the second step alone would be too small. Immutable and thread-safe.
 */
public final class DynamicCorrelation implements CovarianceEstimator {
    /** Whether correlations move, and by which news. */
    enum Form {
        ENGLE,
        AIELLI,
        CONSTANT
    }

    /** What a and b maximise. */
    enum Likelihood {
        WHOLE,
        PAIRS
    }

    private static final double LARGEST_PERSISTENCE = 1 - 1e-6;
    /** A grid of a + b and of the share of a in it: the likelihood may have one maximum at a short memory and another at a long one. */
    private static final double[] PERSISTENCE = {0.30, 0.80, 0.95, 0.99, 0.999};

    private static final double[] SHARE = {0.005, 0.03, 0.15, 0.50};
    /** From the best points of so many persistences a search is made. */
    private static final int SEARCHES = 3;
    /** Twice the log-likelihood that may be left to gain: a hundredth of a standard error. */
    private static final double TOLERANCE = 1e-4;

    private final Form form;
    private final VolatilityModel margins;
    private final Likelihood likelihood;

    private DynamicCorrelation(Form form, VolatilityModel margins, Likelihood likelihood) {
        this.form = form;
        this.margins = margins;
        this.likelihood = likelihood;
    }

    /**
     * Engle's dynamic conditional correlation with GARCH(1,1) volatilities.
     *
     * @return the model
     */
    public static DynamicCorrelation engle() {
        return new DynamicCorrelation(Form.ENGLE, GarchModel.garch(), Likelihood.WHOLE);
    }

    /**
     * Aielli's corrected dynamic conditional correlation with GARCH(1,1) volatilities.
     *
     * @return the model
     */
    public static DynamicCorrelation aielli() {
        return new DynamicCorrelation(Form.AIELLI, GarchModel.garch(), Likelihood.WHOLE);
    }

    /**
     * Constant conditional correlation with GARCH(1,1) volatilities.
     *
     * @return the model
     */
    public static DynamicCorrelation constant() {
        return new DynamicCorrelation(Form.CONSTANT, GarchModel.garch(), Likelihood.WHOLE);
    }

    /**
     * The same with other volatilities.
     *
     * @param model fitted to each asset by itself
     * @return the model
     */
    public DynamicCorrelation withVolatility(VolatilityModel model) {
        return new DynamicCorrelation(form, Check.notNull(model, "volatility model"), likelihood);
    }

    /**
     * The same for many assets: a and b maximise the composite likelihood, the sum over all pairs of assets of the likelihood of
     * their correlation (Pakel, Shephard, Sheppard and Engle, "Fitting vast dimensional time-varying covariance models", Journal
     * of Business and Economic Statistics 39 (2021), 652-668). Less efficient for few assets; for many less biased, too, because no
     * large matrix is inverted.
     *
     * @return the model
     */
    public DynamicCorrelation ofPairs() {
        return new DynamicCorrelation(form, margins, Likelihood.PAIRS);
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        return fit(returns).nextCovariance();
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns, Progress progress) {
        return fit(returns, progress).nextCovariance();
    }

    /**
     * Fits volatilities and correlations.
     *
     * @param returns T returns of n assets
     * @return the fit
     * @throws IllegalArgumentException if there are too few periods, or residuals are linearly dependent
     * @throws VolatilityNotFittedException if a volatility, or the correlations, cannot be fitted; the message names the asset
     */
    public DynamicCorrelationFit fit(ReturnPanel returns) {
        return fit(returns, Progress.unheard());
    }

    /**
     * Fits volatilities and correlations, and says how far it has come.
     *
     * @param returns T returns of n assets
     * @param progress hears the number of volatilities fitted, then of searches for the correlations, and may stop the work
     * @return the fit
     * @throws IllegalArgumentException if there are too few periods, or residuals are linearly dependent
     * @throws VolatilityNotFittedException if a volatility, or the correlations, cannot be fitted; the message names the asset
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public DynamicCorrelationFit fit(ReturnPanel returns, Progress progress) {
        int rows = Check.notNull(returns, "returns").rows();
        Check.notNull(progress, "progress");
        int n = returns.columns();
        int[] movers = movers(returns);
        int m = movers.length;
        // of one period nothing is known, not even who moves
        int whole = Math.max(2, (rows < 2 ? n : m) + 1);
        if (rows < (likelihood == Likelihood.WHOLE ? whole : 2)) {
            throw new IllegalArgumentException(
                    "dynamic correlation of " + (rows < 2 ? n : m) + " assets needs at least "
                            + (likelihood == Likelihood.WHOLE ? whole : 2) + " returns of each, had " + rows
                            + (rows < 2 ? "" : ": use ofPairs(), or estimate a shrunk covariance instead"));
        }
        int total = n + SEARCHES;
        if (m == 0) {
            progress.reached(total, total);
            return DynamicCorrelationFit.ofNothing(returns.universe(), returns.date(rows - 1));
        }
        List<FittedVolatility> volatilities = new ArrayList<>();
        for (int j : movers) {
            Interruption.endIfRequested("fitting dynamic correlations");
            progress.reached(volatilities.size(), total);
            double[] column = new double[rows];
            returns.columnInto(j, column, 0);
            volatilities.add(margin(returns, j, column));
        }
        double[] z = new double[rows * m];
        for (int k = 0; k < m; k++) {
            double[] residuals = volatilities.get(k).standardisedResiduals();
            for (int t = 0; t < rows; t++) {
                z[t * m + k] = residuals[t];
            }
        }
        return new Correlating(this, rows, m, z).fit(returns, movers, volatilities, progress, n, total);
    }

    /** The positions of the assets that move. */
    private static int[] movers(ReturnPanel returns) {
        int[] movers = new int[returns.columns()];
        int count = 0;
        for (int j = 0; j < movers.length; j++) {
            for (int t = 1; t < returns.rows(); t++) {
                if (returns.get(t, j) != returns.get(0, j)) {
                    movers[count++] = j;
                    break;
                }
            }
        }
        return Arrays.copyOf(movers, count);
    }

    private FittedVolatility margin(ReturnPanel returns, int j, double[] column) {
        VolatilityOutcome outcome = margins.fit(column);
        if (outcome instanceof NotFitted none) {
            throw new VolatilityNotFittedException(
                    new NotFitted(returns.universe().id(j) + ": " + none.reason()));
        }
        return outcome.fittedOrThrow();
    }

    /** The correlation part of a likelihood by a and b, and its gradient. */
    @FunctionalInterface
    private interface Part {
        double evaluate(double a, double b, double[] gradient);
    }

    /** The second step. */
    private static final class Correlating {
        private final Form form;
        private final int rows;
        private final int m;
        private final DccRecursion recursion;
        private final Part part;

        Correlating(DynamicCorrelation model, int rows, int m, double[] z) {
            this.form = model.form;
            this.rows = rows;
            this.m = m;
            boolean corrected = form == Form.AIELLI;
            this.recursion = new DccRecursion(rows, m, z, corrected);
            this.part = model.likelihood == Likelihood.PAIRS && m > 1
                    ? new DccPairs(rows, m, z, corrected, recursion)::evaluate
                    : recursion::evaluate;
        }

        DynamicCorrelationFit fit(
                ReturnPanel returns,
                int[] movers,
                List<FittedVolatility> volatilities,
                Progress progress,
                int done,
                int total) {
            double a = 0;
            double b = 0;
            if (form != Form.CONSTANT && m > 1) {
                double[] x = search(progress, done, total);
                a = x[0] * x[1];
                b = x[0] * (1 - x[1]);
            }
            progress.reached(total, total);
            double value = part.evaluate(a, b, new double[2]);
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("standardised returns of " + m
                        + " assets must be linearly independent to have a likelihood: leave one out of two"
                        + " that move alike");
            }
            double[] next = recursion.nextCorrelation(a, b);
            return new DynamicCorrelationFit(
                    returns.universe(),
                    returns.date(rows - 1),
                    movers,
                    volatilities,
                    a,
                    b,
                    value,
                    recursion.target().clone(),
                    next);
        }

        private double[] search(Progress progress, int done, int total) {
            BoxMinimiser minimiser = new BoxMinimiser(
                    form == Form.ENGLE ? this::objective : this::differenced,
                    new double[] {0, 0},
                    new double[] {LARGEST_PERSISTENCE, 1},
                    1e-8 / rows,
                    new double[] {form == Form.ENGLE ? 10 : 300, form == Form.ENGLE ? 10 : 300});
            BoxMinimiser.End best = new BoxMinimiser.End(new double[2], Double.NaN, new double[4], 0, 0);
            double[][] starts = starts();
            for (int s = 0; s < SEARCHES; s++) {
                Interruption.endIfRequested("fitting dynamic correlations");
                progress.reached(done + s, total);
                BoxMinimiser.End end = minimiser.approach(starts[s], new double[] {1, 0, 0, 1});
                if (!(best.value() <= end.value())) {
                    best = end;
                }
            }
            if (!Double.isFinite(best.value())) {
                throw new IllegalArgumentException("standardised returns of " + m
                        + " assets must be linearly independent to have a likelihood: leave one out of two"
                        + " that move alike");
            }
            best = minimiser.refine(best);
            if (!(rows * best.decrement() <= TOLERANCE)) {
                double far = Math.sqrt(rows * best.decrement());
                throw new VolatilityNotFittedException(new NotFitted("correlations of " + m + " assets over " + rows
                        + " returns: the search ended " + (Double.isNaN(far) ? "" : far + " standard errors ")
                        + "away from a maximum"));
            }
            return best.x();
        }

        /** The best point of each persistence, best first. */
        private double[][] starts() {
            double[][] points = new double[PERSISTENCE.length][];
            double[] values = new double[PERSISTENCE.length];
            for (int p = 0; p < points.length; p++) {
                double[] best = {PERSISTENCE[p], SHARE[1]};
                double value = Double.NEGATIVE_INFINITY;
                for (double share : SHARE) {
                    double found = part.evaluate(PERSISTENCE[p] * share, PERSISTENCE[p] * (1 - share), new double[2]);
                    if (found > value) {
                        best = new double[] {PERSISTENCE[p], share};
                        value = found;
                    }
                }
                int at = p;
                while (at > 0 && values[at - 1] < value) {
                    points[at] = points[at - 1];
                    values[at] = values[at - 1];
                    at--;
                }
                points[at] = best;
                values[at] = value;
            }
            return points;
        }

        /** Minus the mean of the correlation part, by persistence p = a + b and share of news s = a / p. */
        private double objective(double[] x, double[] gradient) {
            double[] byAb = new double[2];
            double value = part.evaluate(x[0] * x[1], x[0] * (1 - x[1]), byAb);
            gradient[0] = -(x[1] * byAb[0] + (1 - x[1]) * byAb[1]) / rows;
            gradient[1] = -(x[0] * byAb[0] - x[0] * byAb[1]) / rows;
            return -value / rows;
        }

        /** The same where S moves with a and b: differences of fourth order. */
        private double differenced(double[] x, double[] gradient) {
            double[] unused = new double[2];
            for (int i = 0; i < 2; i++) {
                double room = Math.min(i == 0 ? LARGEST_PERSISTENCE - x[0] : 1 - x[1], x[i]);
                double h = Math.max(1e-7, Math.min(1e-3, 0.4 * room));
                double sum = 0;
                for (int step : new int[] {-2, -1, 1, 2}) {
                    double[] at = x.clone();
                    at[i] += step * h;
                    double weight = Math.abs(step) == 1 ? 8 * step : -0.5 * step;
                    sum += weight * part.evaluate(at[0] * at[1], at[0] * (1 - at[1]), unused);
                }
                gradient[i] = -sum / (12 * h) / rows;
            }
            return -part.evaluate(x[0] * x[1], x[0] * (1 - x[1]), unused) / rows;
        }
    }

    @Override
    public String toString() {
        return "DynamicCorrelation[" + form + ", " + margins + (likelihood == Likelihood.PAIRS ? ", pairs" : "") + "]";
    }
}
