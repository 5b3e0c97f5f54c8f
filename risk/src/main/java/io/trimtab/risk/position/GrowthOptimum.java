package io.trimtab.risk.position;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;

/** The sizes f that maximise {@code mu'f - f'Cf / 2}. */
final class GrowthOptimum {
    /** Of the sizes in a gradient: what is below is rounding. */
    private static final double ROUNDING = 1e-12;

    private GrowthOptimum() {}

    /** {@code C^-1 mu}. O(n^3). */
    static double[] free(RiskModel model, double[] mu) {
        int n = mu.length;
        double[] f = new double[n];
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        solve(model, all, n, mu, f);
        return f;
    }

    /**
     * With f at least 0: the active-set method of C. L. Lawson and R. J. Hanson, "Solving Least Squares Problems", 1974,
     * chapter 23, in terms of C. Each round the asset with the steepest gain per unit of volatility joins those held; where
     * the unbounded optimum of those is negative somewhere, the step ends at the first zero. Growth rises with every round, so
     * no set comes twice. O(n k^3) for k assets held.
     */
    static double[] longOnly(RiskModel model, double[] mu) {
        int n = mu.length;
        double[] f = new double[n];
        int[] held = new int[n];
        boolean[] in = new boolean[n];
        boolean[] refused = new boolean[n];
        double[] wanted = new double[n];
        double[] product = new double[n];
        int k = 0;
        for (int round = 0; round <= 10 * n + 100; round++) {
            int next = steepest(model, mu, f, in, refused, product);
            if (next < 0) {
                return f;
            }
            in[next] = true;
            held[k++] = next;
            while (true) {
                solve(model, held, k, mu, wanted);
                if (moved(held, k, f, wanted)) {
                    Arrays.fill(refused, false);
                    break;
                }
                k = kept(held, k, f, in);
                refused[next] |= !in[next];
                if (k == 0) {
                    break;
                }
            }
        }
        throw new IllegalArgumentException(
                "the covariance must be positive definite to size by growth: no set of assets "
                        + "held was found to be the best; estimate it with shrinkage");
    }

    /** The asset outside whose first unit of volatility adds most to growth; -1 if none adds anything. */
    private static int steepest(
            RiskModel model, double[] mu, double[] f, boolean[] in, boolean[] refused, double[] product) {
        model.multiplyInto(f, product);
        int best = -1;
        double most = 0;
        for (int i = 0; i < mu.length; i++) {
            double gain = mu[i] - product[i];
            boolean real = gain > ROUNDING * (Math.abs(mu[i]) + Math.abs(product[i]));
            double gradient = gain / Math.sqrt(model.variance(i));
            if (!in[i] && !refused[i] && real && gradient > most) {
                most = gradient;
                best = i;
            }
        }
        return best;
    }

    /** Goes from f to what is wanted, or to where the first position is zero; returns whether it arrived. */
    private static boolean moved(int[] held, int k, double[] f, double[] wanted) {
        double step = 1;
        for (int a = 0; a < k; a++) {
            if (wanted[a] <= 0) {
                step = Math.min(step, share(f[held[a]], wanted[a]));
            }
        }
        for (int a = 0; a < k; a++) {
            int i = held[a];
            // what bounds the step is exactly zero, whatever rounding would leave of it
            boolean zero = wanted[a] <= 0 && share(f[i], wanted[a]) <= step * (1 + ROUNDING);
            f[i] = zero ? 0 : step == 1 ? wanted[a] : Math.max(0, f[i] + step * (wanted[a] - f[i]));
        }
        return step == 1;
    }

    /** The part of the way to a wanted position, not positive, that leads to zero. */
    private static double share(double from, double wanted) {
        return from == 0 ? 0 : from / (from - wanted);
    }

    /** Leaves those out that are zero. */
    private static int kept(int[] held, int k, double[] f, boolean[] in) {
        int left = 0;
        for (int a = 0; a < k; a++) {
            in[held[a]] = f[held[a]] > 0;
            if (in[held[a]]) {
                held[left++] = held[a];
            }
        }
        return left;
    }

    private static void solve(RiskModel model, int[] assets, int k, double[] mu, double[] out) {
        double[] block = new double[k * k];
        model.blockInto(assets, k, block);
        for (int a = 0; a < k; a++) {
            out[a] = mu[assets[a]];
        }
        if (Cholesky.factor(k, block, 0, k) != k) {
            throw new IllegalArgumentException(
                    "the covariance must be positive definite to size by growth: a combination"
                            + " of assets has no risk, so that its size has no bound; estimate it with shrinkage");
        }
        Cholesky.solve(k, block, 0, k, out, 0);
    }
}
