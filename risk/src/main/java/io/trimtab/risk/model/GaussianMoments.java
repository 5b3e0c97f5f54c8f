package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.market.GappedReturns;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.time.Progress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Mean and covariance of maximum likelihood under a joint normal distribution, with gaps anywhere: the EM algorithm.
 *
 * <pre>{@code
 * GapMoments moments = GapPolicy.gaussian().estimate(returns);
 * }</pre>
 *
 * <p>Each step replaces what is missing by its expectation given what is there (and adds the covariance of what remains unknown),
 * then takes mean and covariance (divisor T). The likelihood never falls; the result is semidefinite by construction. Source:
 * Dempster, Laird and Rubin, JRSS B 39 (1977), 1-38; Little and Rubin, Statistical Analysis with Missing Data (2002), section
 * 11.2. It supposes that whether a return is missing does not depend on the return. Of complete returns it is the sample mean and
 * the covariance with divisor T, at once. A pair of assets that never met has the correlation that the others imply.
 *
 * <p>Dates with the same gaps are taken together: O(P n^3) a step for P patterns of gaps, after O(T n^2). The steps are more the more
 * is missing. Immutable and thread-safe.
 */
public final class GaussianMoments implements GapPolicy {
    private static final GaussianMoments STANDARD = new GaussianMoments(1e-8, 20_000);

    private final double tolerance;
    private final int mostSteps;

    private GaussianMoments(double tolerance, int mostSteps) {
        this.tolerance = tolerance;
        this.mostSteps = mostSteps;
    }

    /**
     * The policy with a tolerance of 1e-8.
     *
     * @return the policy
     */
    static GaussianMoments standard() {
        return STANDARD;
    }

    /**
     * The same with another tolerance.
     *
     * @param change the steps end when no mean and no covariance changes by more than so many volatilities (products of two), from
     *     1e-12 to 0.01
     * @return the policy
     */
    public GaussianMoments withTolerance(double change) {
        return new GaussianMoments(Check.within(change, 1e-12, 0.01, "tolerance"), mostSteps);
    }

    @Override
    public GapMoments estimate(GappedReturns returns) {
        return estimate(returns, Progress.unheard());
    }

    /**
     * Estimates, and says how far it has come.
     *
     * @param returns T returns of n assets, some of them missing
     * @param progress hears the number of steps of those allowed, and may stop the work
     * @return both per period, and the number of steps
     * @throws IllegalArgumentException if an asset has fewer than 2 returns, or the steps do not end
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public GapMoments estimate(GappedReturns returns, Progress progress) {
        Gaps gaps = new Gaps(returns);
        Check.notNull(progress, "progress");
        int n = gaps.n;
        double[] unit = units(gaps);
        List<Pattern> patterns = patterns(gaps, unit);
        double[] mean = new double[n];
        double[] covariance = new double[n * n];
        for (int j = 0; j < n; j++) {
            covariance[j * n + j] = unit[j] > 0 ? 1 : 0;
        }
        int step = 0;
        double change = Double.POSITIVE_INFINITY;
        while (change > tolerance) {
            Interruption.endIfRequested("estimating moments of returns with gaps");
            if (step == mostSteps) {
                throw new IllegalArgumentException(
                        "gaps must leave the likelihood a maximum that can be found, but after "
                                + mostSteps + " steps the moments still change by " + change
                                + " volatilities: leave out assets with few returns, or use unequalHistories()");
            }
            progress.reached(step, mostSteps);
            change = step(patterns, gaps.rows, mean, covariance);
            step++;
        }
        progress.reached(mostSteps, mostSteps);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                covariance[j * n + i] *= unit[i] * unit[j];
            }
            mean[j] = gaps.mean[j] + unit[j] * mean[j];
        }
        return GapMoments.iterated(
                ExpectedReturns.of(gaps.universe, mean),
                CovarianceMatrix.of(gaps.universe, covariance).withAsOf(gaps.last),
                gaps.observations,
                step);
    }

    /** The volatility of each asset's own returns, of which means and covariances are counted. */
    private static double[] units(Gaps gaps) {
        double[] unit = new double[gaps.n];
        for (int j = 0; j < unit.length; j++) {
            unit[j] = Kernels.norm2(gaps.rows, gaps.x, j * gaps.rows) / Math.sqrt(gaps.observations[j]);
        }
        return unit;
    }

    /** The dates with one set of returns present: how many, and the sums of their returns and products, in units. */
    private static final class Pattern {
        private final int[] present;
        private final int[] missing;
        private int count;
        private final double[] sum;
        private final double[] products;

        Pattern(BitSet known, int n) {
            int p = known.cardinality();
            present = new int[p];
            missing = new int[n - p];
            int a = 0;
            int b = 0;
            for (int j = 0; j < n; j++) {
                if (known.get(j)) {
                    present[a++] = j;
                } else {
                    missing[b++] = j;
                }
            }
            sum = new double[p];
            products = new double[p * p];
        }

        void add(double[] row) {
            count++;
            for (int b = 0; b < present.length; b++) {
                sum[b] += row[present[b]];
                for (int a = 0; a < present.length; a++) {
                    products[b * present.length + a] += row[present[a]] * row[present[b]];
                }
            }
        }
    }

    private static List<Pattern> patterns(Gaps gaps, double[] unit) {
        // looked up only; the order is that of first appearance
        Map<BitSet, Pattern> known = new HashMap<>();
        List<Pattern> out = new ArrayList<>();
        double[] row = new double[gaps.n];
        for (int t = 0; t < gaps.rows; t++) {
            BitSet there = new BitSet(gaps.n);
            for (int j = 0; j < gaps.n; j++) {
                if (gaps.has(t, j)) {
                    there.set(j);
                    row[j] = unit[j] > 0 ? gaps.x[j * gaps.rows + t] / unit[j] : 0;
                }
            }
            Pattern pattern = known.get(there);
            if (pattern == null) {
                pattern = new Pattern(there, gaps.n);
                known.put(there, pattern);
                out.add(pattern);
            }
            pattern.add(row);
        }
        return out;
    }

    /** One step of EM, in place; gives the largest change. */
    private static double step(List<Pattern> patterns, int rows, double[] mean, double[] covariance) {
        int n = mean.length;
        double[] sum = new double[n];
        double[] products = new double[n * n];
        for (Pattern pattern : patterns) {
            expect(pattern, mean, covariance, sum, products);
        }
        double change = 0;
        for (int j = 0; j < n; j++) {
            double next = sum[j] / rows;
            change = Math.max(change, Math.abs(next - mean[j]));
            mean[j] = next;
        }
        for (int j = 0; j < n; j++) {
            for (int i = 0; i <= j; i++) {
                double next = products[j * n + i] / rows - mean[i] * mean[j];
                change = Math.max(change, Math.abs(next - covariance[j * n + i]));
                covariance[j * n + i] = next;
                covariance[i * n + j] = next;
            }
        }
        return change;
    }

    /*
     * With o the returns that are there and u those that are not, B = S_uo S_oo^-1 and c = m_u - B m_o:
     *   E u = c + B o,   E uo' = c (sum o)' + B (sum oo'),   E uu' = N (S_uu - B S_ou) + E(u) E(u)' summed.
     */
    private static void expect(Pattern pattern, double[] mean, double[] covariance, double[] sum, double[] products) {
        int n = mean.length;
        int[] o = pattern.present;
        int[] u = pattern.missing;
        int p = o.length;
        int m = u.length;
        // the complete rows [o, u] = base + K o with K = [I; B]: b is B, m x p
        double[] b = new double[m * p];
        if (m > 0 && p > 0) {
            double[] soo = block(covariance, n, o, o);
            if (Cholesky.factor(p, soo, 0, p) < 0) {
                throw new IllegalArgumentException(
                        "returns must have a covariance that rounding does not make indefinite," + " but that of " + p
                                + " assets is: leave out assets with few returns");
            }
            double[] sou = block(covariance, n, o, u);
            Cholesky.solve(p, m, soo, 0, p, sou, 0, p);
            for (int k = 0; k < m; k++) {
                for (int a = 0; a < p; a++) {
                    b[a * m + k] = sou[k * p + a];
                }
            }
        }
        double[] c = new double[m];
        for (int k = 0; k < m; k++) {
            double value = mean[u[k]];
            for (int a = 0; a < p; a++) {
                value -= b[a * m + k] * mean[o[a]];
            }
            c[k] = value;
        }
        double[] missingSum = new double[m];
        for (int k = 0; k < m; k++) {
            double value = pattern.count * c[k];
            for (int a = 0; a < p; a++) {
                value += b[a * m + k] * pattern.sum[a];
            }
            missingSum[k] = value;
            sum[u[k]] += value;
        }
        for (int a = 0; a < p; a++) {
            sum[o[a]] += pattern.sum[a];
            for (int e = 0; e < p; e++) {
                products[o[e] * n + o[a]] += pattern.products[e * p + a];
            }
        }
        // E uo', m x p
        double[] cross = new double[m * p];
        if (m > 0 && p > 0) {
            Kernels.gemm(m, p, p, 1, b, 0, m, pattern.products, 0, p, 0, cross, 0, m);
        }
        for (int a = 0; a < p; a++) {
            for (int k = 0; k < m; k++) {
                cross[a * m + k] += c[k] * pattern.sum[a];
                products[o[a] * n + u[k]] += cross[a * m + k];
                products[u[k] * n + o[a]] += cross[a * m + k];
            }
        }
        // E uu' = cross B' + missingSum c' + N (S_uu - B S_ou)
        double[] square = new double[m * m];
        if (m > 0 && p > 0) {
            Kernels.gemmTransposedRight(m, m, p, 1, cross, 0, m, b, 0, m, 0, square, 0, m);
            double[] sou = block(covariance, n, o, u);
            Kernels.gemm(m, m, p, -pattern.count, b, 0, m, sou, 0, p, 1, square, 0, m);
        }
        for (int l = 0; l < m; l++) {
            for (int k = 0; k < m; k++) {
                products[u[l] * n + u[k]] +=
                        square[l * m + k] + missingSum[k] * c[l] + pattern.count * covariance[u[l] * n + u[k]];
            }
        }
    }

    private static double[] block(double[] s, int n, int[] rows, int[] columns) {
        double[] out = new double[rows.length * columns.length];
        for (int b = 0; b < columns.length; b++) {
            for (int a = 0; a < rows.length; a++) {
                out[b * rows.length + a] = s[columns[b] * n + rows[a]];
            }
        }
        return out;
    }

    @Override
    public String toString() {
        return "GaussianMoments[tolerance " + tolerance + "]";
    }
}
