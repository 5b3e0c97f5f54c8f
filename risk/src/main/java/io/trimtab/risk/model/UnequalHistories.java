package io.trimtab.risk.model;

import io.trimtab.core.market.GappedReturns;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Histories that begin on different dates and end on the same: shorter ones are regressed on longer ones, whose whole history then
 * counts for both.
 *
 * <pre>{@code
 * GapMoments moments = GapPolicy.unequalHistories().estimate(returns);
 * ReturnPanel filled = GapPolicy.unequalHistories().backfill(returns, 7); // scenarios as long as the longest history
 * }</pre>
 *
 * <p>Assets of one first date form a block. With L the blocks before (longer), s the block's own dates and B the coefficients of its
 * regression on L over s,
 *
 * <pre>
 * mean = mean_s + B (mean_L - mean_L,s)      cov(block, L) = B V_L      cov(block, block) = residual covariance + B V_L B'
 * </pre>
 *
 * <p>Source: Stambaugh, "Analyzing investments whose histories differ in length", Journal of Financial Economics 45 (1997), 285-331,
 * equations 5 to 12: maximum likelihood for normal returns (every divisor the number of dates), semidefinite by construction. It
 * supposes that what ties the young to the old held before the young were there. Each block needs more dates than there are
 * older assets, by two. O(T n^2 + n^3). Immutable and thread-safe.
 */
public final class UnequalHistories implements GapPolicy {
    private static final UnequalHistories STANDARD = new UnequalHistories();

    private UnequalHistories() {}

    static UnequalHistories standard() {
        return STANDARD;
    }

    @Override
    public GapMoments estimate(GappedReturns returns) {
        Gaps gaps = new Gaps(returns);
        int n = gaps.n;
        double[] mean = new double[n];
        double[] v = new double[n * n];
        List<Block> blocks = blocks(gaps);
        for (Block block : blocks) {
            block.regress();
            for (int k = 0; k < block.assets.length; k++) {
                int j = block.assets[k];
                double value = block.blockMean[k];
                for (int a = 0; a < block.older.length; a++) {
                    value += block.coefficient(a, k) * (mean[block.older[a]] - block.olderMean[a]);
                }
                mean[j] = value;
            }
            extend(block, v, n);
        }
        for (int j = 0; j < n; j++) {
            mean[j] += gaps.mean[j];
        }
        return GapMoments.iterated(
                ExpectedReturns.of(gaps.universe, mean),
                CovarianceMatrix.of(gaps.universe, v).withAsOf(gaps.last),
                gaps.observations,
                0);
    }

    /** Adds B V_L and residuals + B V_L B' to V. */
    private static void extend(Block block, double[] v, int n) {
        int m = block.assets.length;
        int p = block.older.length;
        double[] cross = new double[p * m];
        for (int k = 0; k < m; k++) {
            for (int a = 0; a < p; a++) {
                double sum = 0;
                for (int e = 0; e < p; e++) {
                    sum += v[block.older[e] * n + block.older[a]] * block.coefficient(e, k);
                }
                cross[k * p + a] = sum;
                v[block.assets[k] * n + block.older[a]] = sum;
                v[block.older[a] * n + block.assets[k]] = sum;
            }
        }
        for (int l = 0; l < m; l++) {
            for (int k = 0; k <= l; k++) {
                double sum = block.residualCovariance[l * m + k];
                for (int a = 0; a < p; a++) {
                    sum += block.coefficient(a, l) * cross[k * p + a];
                }
                v[block.assets[l] * n + block.assets[k]] = sum;
                v[block.assets[k] * n + block.assets[l]] = sum;
            }
        }
    }

    /**
     * Fills what is missing by the regressions, each date with the residuals of a date drawn at random, so that variances and the
     * correlations within a block are kept (Jiang and Martin, "Turning long and short return histories into equal histories",
     * 2016, after Stambaugh). One draw of many possible: repeat it with other seeds to see what hangs on it.
     *
     * @param returns T returns of n assets whose histories begin on different dates
     * @param seed of the draws
     * @return T returns of n assets, those known unchanged
     * @throws IllegalArgumentException as {@link #estimate}
     */
    public ReturnPanel backfill(GappedReturns returns, long seed) {
        Gaps gaps = new Gaps(returns);
        double[] filled = gaps.x.clone();
        SplittableRandom random = new SplittableRandom(seed);
        for (Block block : blocks(gaps)) {
            block.regress();
            block.fill(filled, random.split());
        }
        for (int j = 0; j < gaps.n; j++) {
            for (int t = 0; t < gaps.rows; t++) {
                int k = j * gaps.rows + t;
                filled[k] = gaps.present[k] != 0 ? returns.get(t, j) : filled[k] + gaps.mean[j];
            }
        }
        return ReturnPanel.of(gaps.universe, returns.dates(), filled);
    }

    /** Assets by their first date, oldest first. */
    private static List<Block> blocks(Gaps gaps) {
        int[] first = new int[gaps.n];
        for (int j = 0; j < gaps.n; j++) {
            first[j] = gaps.rows - gaps.observations[j];
            for (int t = first[j]; t < gaps.rows; t++) {
                if (!gaps.has(t, j)) {
                    throw new IllegalArgumentException("history of " + gaps.universe.id(j)
                            + " must have no gap from its first return to the last date, but has: use gaussian()");
                }
            }
        }
        List<Block> blocks = new ArrayList<>();
        List<Integer> older = new ArrayList<>();
        for (int start = 0; start < gaps.rows; start++) {
            List<Integer> together = new ArrayList<>();
            for (int j = 0; j < gaps.n; j++) {
                if (first[j] == start) {
                    together.add(j);
                }
            }
            if (!together.isEmpty()) {
                blocks.add(new Block(gaps, start, positions(older), positions(together)));
                older.addAll(together);
            }
        }
        return blocks;
    }

    private static int[] positions(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Assets that begin on one date, and their regression on the older ones. */
    private static final class Block {
        private final Gaps gaps;
        private final int start;
        private final int length;
        private final int[] older;
        private final int[] assets;
        private double[] olderMean = new double[0];
        private double[] blockMean = new double[0];
        /** p x m. */
        private double[] coefficients = new double[0];
        /** length x m. */
        private double[] residuals = new double[0];

        private double[] residualCovariance = new double[0];

        Block(Gaps gaps, int start, int[] older, int[] assets) {
            this.gaps = gaps;
            this.start = start;
            this.length = gaps.rows - start;
            this.older = older;
            this.assets = assets;
            if (length < older.length + 2) {
                throw new IllegalArgumentException("history of " + gaps.universe.id(assets[0])
                        + " must have at least " + (older.length + 2) + " returns to be regressed on "
                        + older.length + " older assets, had " + length + ": leave it out, or use gaussian()");
            }
        }

        double coefficient(int olderAsset, int asset) {
            return coefficients[asset * older.length + olderAsset];
        }

        void regress() {
            int p = older.length;
            int m = assets.length;
            olderMean = new double[p];
            blockMean = new double[m];
            double[] x = centred(older, olderMean);
            residuals = centred(assets, blockMean);
            coefficients = new double[p * m];
            if (p > 0) {
                double[] xx = new double[p * p];
                Kernels.syrk(p, length, 1, x, 0, length, 0, xx, 0, p);
                Kernels.gemmTransposedLeft(p, m, length, 1, x, 0, length, residuals, 0, length, 0, coefficients, 0, p);
                // a dependent asset has a zero pivot, and no part in the regression
                Cholesky.factor(p, xx, 0, p);
                Cholesky.solve(p, m, xx, 0, p, coefficients, 0, p);
                Kernels.gemm(length, m, p, -1, x, 0, length, coefficients, 0, p, 1, residuals, 0, length);
            }
            residualCovariance = new double[m * m];
            Kernels.syrk(m, length, 1.0 / length, residuals, 0, length, 0, residualCovariance, 0, m);
        }

        private double[] centred(int[] columns, double[] means) {
            double[] out = new double[length * columns.length];
            for (int k = 0; k < columns.length; k++) {
                System.arraycopy(gaps.x, columns[k] * gaps.rows + start, out, k * length, length);
                means[k] = Kernels.sum(length, out, k * length) / length;
                for (int t = k * length; t < (k + 1) * length; t++) {
                    out[t] -= means[k];
                }
            }
            return out;
        }

        /** Fitted values plus the residuals of one date, for every date before the first. */
        void fill(double[] filled, SplittableRandom random) {
            int rows = gaps.rows;
            for (int t = 0; t < start; t++) {
                int drawn = random.nextInt(length);
                for (int k = 0; k < assets.length; k++) {
                    double value = blockMean[k] + residuals[k * length + drawn];
                    for (int a = 0; a < older.length; a++) {
                        value += coefficient(a, k) * (filled[older[a] * rows + t] - olderMean[a]);
                    }
                    filled[assets[k] * rows + t] = value;
                }
            }
        }
    }

    @Override
    public String toString() {
        return "UnequalHistories";
    }
}
