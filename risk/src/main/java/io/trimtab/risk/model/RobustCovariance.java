package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.time.Progress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/**
 * The covariance of the ordinary days: the minimum covariance determinant, which nearly half of the dates cannot break.
 *
 * <pre>{@code
 * RobustCovariance.Fit fit = RobustCovariance.minimumDeterminant().fit(returns);
 * fit.covariance();
 * fit.outliers(); // the dates left out: crashes, splits not adjusted for, wrong prices
 * }</pre>
 *
 * <p>Of all sets of h dates, h = floor((T + r + 1) / 2) unless {@link #support} says more, the one is sought whose covariance
 * has the smallest determinant (Rousseeuw, 1985), by FastMCD: many random starts of r + 1 dates, each improved by taking the h
 * dates nearest to its centre, in groups of 300 dates first if there are more than 600 (Rousseeuw and Van Driessen, "A fast
 * algorithm for the minimum covariance determinant estimator", Technometrics 41 (1999), 212-223). Then all dates within the
 * 97.5% distance of a normal distribution are used. Both steps are made consistent for normal returns (Croux and Haesbroeck,
 * Journal of Multivariate Analysis 71 (1999), 161-190); no correction for small samples is made, so that variances of few
 * dates are somewhat too small.
 *
 * <p>The search is random but repeatable: the seed is a setting and part of the result. It works on the principal components
 * of the correlation, which makes it the same whatever the scales of the assets and lets r be less than n (the same asset
 * twice, assets that never move). Needs more than 2 n dates, better 5 n. For normal days it wastes some of the data; crashes
 * are left out, so do not measure tails with it. Positive semidefinite by construction. Can be interrupted. Immutable and
 * thread-safe.
 */
public final class RobustCovariance implements CovarianceEstimator {
    private static final double WITHIN = 0.975;
    private static final double HALF = 0.5;

    private final double support;
    private final long seed;

    private RobustCovariance(double support, long seed) {
        this.support = support;
        this.seed = seed;
    }

    /**
     * The estimator with the largest resistance and seed 0.
     *
     * @return the estimator
     */
    public static RobustCovariance minimumDeterminant() {
        return new RobustCovariance(HALF, 0);
    }

    /**
     * With more of the dates in the core set: less resistant, more efficient.
     *
     * @param share of the dates, in [0.5, 1]
     * @return the changed estimator
     * @throws IllegalArgumentException if the share is not within [0.5, 1]
     */
    public RobustCovariance support(double share) {
        return new RobustCovariance(Check.within(share, HALF, 1, "share"), seed);
    }

    /**
     * With another seed of the search.
     *
     * @param value the seed
     * @return the changed estimator
     */
    public RobustCovariance seed(long value) {
        return new RobustCovariance(support, value);
    }

    /**
     * What the search found.
     *
     * @param covariance the covariance of the dates that were kept, per period
     * @param location their mean
     * @param outliers the dates that were left out, oldest first
     * @param core h, how many dates the determinant was minimised over
     * @param logDeterminant of the covariance of these in standardised components: the objective
     * @param seed the seed of the search
     */
    public record Fit(
            CovarianceMatrix covariance,
            ExpectedReturns location,
            List<LocalDate> outliers,
            int core,
            double logDeterminant,
            long seed) {
        public Fit {
            Check.notNull(covariance, "covariance");
            Check.notNull(location, "location");
            outliers = Check.copy(outliers, "outliers");
            Check.atLeast(core, 0, "core");
            Check.finite(logDeterminant, "logDeterminant");
        }
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        return fit(returns).covariance();
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns, Progress progress) {
        return fit(returns, progress).covariance();
    }

    /**
     * Estimates covariance and mean and names the outliers.
     *
     * @param returns T returns of n assets, T at least 2 n + 1
     * @return the fit
     * @throws IllegalArgumentException if there are too few periods, the result overflows, or h dates lie on a plane (more
     *     than half of the days a combination of assets did not move at all)
     */
    public Fit fit(ReturnPanel returns) {
        return fit(returns, Progress.unheard());
    }

    /**
     * Estimates covariance and mean and names the outliers, and says how far it has come.
     *
     * @param returns T returns of n assets, T at least 2 n + 1
     * @param progress hears the number of searches begun, and may stop the work
     * @return the fit
     * @throws IllegalArgumentException as {@link #fit(ReturnPanel)}
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public Fit fit(ReturnPanel returns, Progress progress) {
        Check.notNull(progress, "progress");
        int fewest = 2 * Check.notNull(returns, "returns").columns() + 1;
        Movers movers = Movers.of(returns, Math.max(2, fewest), "robust covariance");
        int rows = movers.rows;
        int m = movers.count;
        double[] sigma = movers.standardise();
        Spectrum spectrum = Spectrum.of(movers.x, rows, m, rows);
        int r = spectrum.rank();
        Stages stages = DeterminantSearch.stages(progress);
        if (r == 0) {
            stages.end();
            return new Fit(
                    movers.covariance(new double[0]),
                    location(returns, movers, new double[0]),
                    List.of(),
                    rows,
                    0,
                    seed);
        }
        double[] z = new double[r * rows];
        double[] back = new double[m * r];
        for (int k = 0; k < r; k++) {
            double root = Math.sqrt(spectrum.values[k]);
            System.arraycopy(spectrum.vectors, k * m, back, k * m, m);
            for (int i = 0; i < m; i++) {
                back[k * m + i] *= root * sigma[i];
            }
            double[] scores = new double[rows];
            Kernels.gemv(rows, m, 1 / root, movers.x, 0, rows, spectrum.vectors, k * m, 0, scores, 0);
            for (int t = 0; t < rows; t++) {
                z[t * r + k] = scores[t];
            }
        }
        int h = Math.max((rows + r + 1) / 2, (int) Math.ceil(support * rows));
        DeterminantSearch.Core core = DeterminantSearch.of(z, r, rows, h, seed, stages);
        if (core == null) {
            throw new IllegalArgumentException("robust covariance needs returns in general position, but " + h + " of "
                    + rows + " dates lie on a plane: leave out assets that seldom move");
        }
        Fit fit = reweighted(returns, movers, back, z, r, core);
        stages.end();
        return fit;
    }

    private Fit reweighted(
            ReturnPanel returns, Movers movers, double[] back, double[] z, int r, DeterminantSearch.Core core) {
        int rows = movers.rows;
        ChiSquaredDistribution chi = new ChiSquaredDistribution(r);
        double[] distances = new double[rows];
        core.distancesInto(z, rows, distances);
        double share = (double) core.size() / rows;
        double raw = share < 1 ? consistency(r, share) : 1;
        double bound = chi.inverseCumulativeProbability(WITHIN) * raw;
        int[] kept = new int[rows];
        int count = 0;
        List<LocalDate> outliers = new ArrayList<>();
        for (int t = 0; t < rows; t++) {
            if (distances[t] <= bound) {
                kept[count++] = t;
            } else {
                outliers.add(returns.date(t));
            }
        }
        DeterminantSearch.Core all = DeterminantSearch.Core.of(z, r, kept, count);
        if (all == null) {
            all = core;
        }
        // divisor count - 1, and what the cut at 97.5% takes off normal returns
        double factor = consistency(r, WITHIN) * all.size() / (all.size() - 1.0);
        int m = movers.count;
        double[] root = all.rootOfCovariance();
        double[] g = new double[m * r];
        Kernels.gemm(m, r, r, Math.sqrt(factor), back, 0, m, root, 0, r, 0, g, 0, m);
        double[] s = new double[m * m];
        Kernels.syrkTransposed(m, r, 1, g, 0, m, 0, s, 0, m);
        double[] centre = new double[m];
        Kernels.gemv(m, r, 1, back, 0, m, all.centre(), 0, 0, centre, 0);
        return new Fit(
                movers.covariance(s),
                location(returns, movers, centre),
                outliers,
                core.size(),
                core.logDeterminant(),
                seed);
    }

    /** share / P(chi^2 with r + 2 degrees of freedom &lt;= the share's quantile with r). */
    private static double consistency(int r, double share) {
        double quantile = new ChiSquaredDistribution(r).inverseCumulativeProbability(share);
        return share / new ChiSquaredDistribution(r + 2.0).cumulativeProbability(quantile);
    }

    /** The sample means moved to the robust centre, which is measured from them. */
    private static ExpectedReturns location(ReturnPanel returns, Movers movers, double[] centre) {
        int rows = returns.rows();
        double[] column = new double[rows];
        double[] out = new double[returns.columns()];
        for (int j = 0; j < out.length; j++) {
            returns.columnInto(j, column, 0);
            out[j] = Compensated.mean(rows, column, 0);
        }
        for (int k = 0; k < centre.length; k++) {
            out[movers.asset(k)] += centre[k] * movers.unit;
        }
        return ExpectedReturns.of(returns.universe(), out);
    }

    @Override
    public String toString() {
        return "RobustCovariance[support " + support + ", seed " + seed + "]";
    }
}
