package io.trimtab.risk.model;

import io.trimtab.core.market.ReturnPanel;

/**
 * Nonlinear shrinkage of the sample eigenvalues by a closed formula: each is moved as far as its neighbourhood says.
 *
 * <pre>{@code
 * CovarianceMatrix risk = NonlinearShrinkage.analytical().estimate(returns); // 500 assets, 250 days or 2,500
 * }</pre>
 *
 * <p>With S the sample covariance of T returns of n assets (divisor N = T - 1), eigenvalues l and vectors u, the estimate is
 * {@code sum of d_i u_i u_i'}, where for n at most N
 *
 * <pre>
 * d_i = l_i / ((pi c l_i f(l_i))^2 + (1 - c - pi c l_i H(l_i))^2),   c = n / N
 * </pre>
 *
 * <p>f is the kernel estimate of the density of the eigenvalues with Epanechnikov's kernel and bandwidth l_j N^(-1/3) around
 * each, and H its Hilbert transform; for n above N the formulas of the paper for the N positive eigenvalues and for the
 * n - N that are zero. Source: Ledoit and Wolf, "Analytical nonlinear shrinkage of large-dimensional covariance matrices",
 * Annals of Statistics 48 (2020), 3043-3065, equations 4.3 to 4.7 and C.2 to C.6. Far from an eigenvalue the printed
 * H loses all its digits in a difference of large numbers; a series takes its place there.
 *
 * <p>Equal eigenvalues stay equal. Directions in which the returns have no variance although there are dates enough (the
 * same asset twice, an index and all it is made of) are taken for free of risk, and the rest is estimated without them;
 * assets that never move keep a row of zeros. Needs {@value #FEWEST} periods, because the bandwidth must be below 1 /
 * sqrt(5). Positive definite where S is or n exceeds N. O(T n^2 + n^3). Immutable and thread-safe.
 */
public final class NonlinearShrinkage implements CovarianceEstimator {
    /** N^(-1/3) sqrt(5) must be below 1. */
    private static final int FEWEST = 13;

    private static final double ROOT5 = Math.sqrt(5);
    /** 3 / (4 sqrt(5)). */
    private static final double PEAK = 0.75 / ROOT5;

    private static final NonlinearShrinkage ANALYTICAL = new NonlinearShrinkage();

    private NonlinearShrinkage() {}

    /**
     * The estimator.
     *
     * @return the analytical estimator of 2020
     */
    public static NonlinearShrinkage analytical() {
        return ANALYTICAL;
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        Movers movers = Movers.of(returns, FEWEST, "nonlinear shrinkage");
        int effective = movers.rows - 1;
        Spectrum spectrum = Spectrum.of(movers.x, movers.rows, movers.count, effective);
        int rank = spectrum.rank();
        if (rank == effective && movers.count > effective) {
            double[] d = new double[rank];
            double zero = manyAssets(spectrum.values, movers.count, effective, d);
            return movers.covariance(spectrum.rebuilt(d, zero));
        }
        return movers.covariance(spectrum.rebuilt(manyPeriods(spectrum.values, effective), 0));
    }

    private static double[] manyPeriods(double[] l, int periods) {
        double c = (double) l.length / periods;
        double h = 1 / StrictMath.cbrt(periods);
        double[] d = new double[l.length];
        for (int i = 0; i < d.length; i++) {
            double level = Math.PI * c * l[i];
            double a = level * density(l, i, h);
            double b = 1 - c - level * hilbert(l, i, h);
            d[i] = l[i] / (a * a + b * b);
        }
        return d;
    }

    /** Fills d for the positive eigenvalues and returns that of the others. */
    private static double manyAssets(double[] l, int assets, int periods, double[] d) {
        double h = 1 / StrictMath.cbrt(periods);
        double inverse = 0;
        for (int i = 0; i < d.length; i++) {
            double f = density(l, i, h);
            double g = hilbert(l, i, h);
            d[i] = 1 / (Math.PI * Math.PI * l[i] * (f * f + g * g));
            inverse += 1 / l[i];
        }
        double logarithm = StrictMath.log((1 + ROOT5 * h) / (1 - ROOT5 * h));
        double atZero = (0.3 / (h * h) + PEAK / h * (1 - 0.2 / (h * h)) * logarithm) * (inverse / d.length) / Math.PI;
        return periods / (Math.PI * (assets - periods) * atZero);
    }

    /** f(l_i). */
    private static double density(double[] l, int i, double h) {
        double sum = 0;
        for (double other : l) {
            double width = h * other;
            double x = (l[i] - other) / width;
            sum += Math.max(0, 1 - 0.2 * x * x) / width;
        }
        return PEAK * sum / l.length;
    }

    /** H(l_i). */
    private static double hilbert(double[] l, int i, double h) {
        double sum = 0;
        for (double other : l) {
            double width = h * other;
            sum += transform((l[i] - other) / width) / width;
        }
        return sum / l.length;
    }

    /*
     * The Hilbert transform of Epanechnikov's kernel: -3x / (10 pi) + 3 / (4 sqrt(5) pi) (1 - x^2/5) log |(sqrt(5) - x) /
     * (sqrt(5) + x)|. With u = sqrt(5) / x both terms expand in u; what is left after they cancel is
     * -3 / (sqrt(5) pi) sum_k u^(2k+1) / ((2k + 1)(2k + 3)).
     */
    static double transform(double x) {
        double u = ROOT5 / x;
        if (Math.abs(u) < 0.5) {
            double square = u * u;
            double sum = 0;
            // u^60 / 60^2 is below the last bit
            for (int k = 28; k >= 0; k--) {
                sum = sum * square + 1.0 / ((2 * k + 1) * (2 * k + 3));
            }
            return -3 / (ROOT5 * Math.PI) * u * sum;
        }
        double quotient = Math.abs((ROOT5 - x) / (ROOT5 + x));
        // at the edges of the kernel the factor's zero wins over the logarithm
        double term = quotient > 0 && quotient < Double.POSITIVE_INFINITY
                ? PEAK * (1 - 0.2 * x * x) * StrictMath.log(quotient)
                : 0;
        return (term - 0.3 * x) / Math.PI;
    }

    @Override
    public String toString() {
        return "NonlinearShrinkage[analytical]";
    }
}
