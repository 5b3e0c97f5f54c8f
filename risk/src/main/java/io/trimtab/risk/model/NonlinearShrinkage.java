package io.trimtab.risk.model;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.time.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Nonlinear shrinkage of the sample eigenvalues by a closed formula: each is moved as far as its neighbourhood says.
 *
 * <pre>{@code
 * CovarianceMatrix risk = NonlinearShrinkage.analytical().estimate(returns); // 500 assets, 250 days or 2,500
 * CovarianceMatrix same = NonlinearShrinkage.quadraticInverse().estimate(returns);
 * }</pre>
 *
 * <p>With S the sample covariance of T returns of n assets (divisor N = T - 1), eigenvalues l and vectors u, c = n / N, the
 * estimate is {@code sum of d_i u_i u_i'}. {@link #analytical}:
 *
 * <pre>
 * d_i = l_i / ((pi c l_i f(l_i))^2 + (1 - c - pi c l_i H(l_i))^2)                  for n at most N
 * </pre>
 *
 * <p>f is the kernel estimate of the density of the eigenvalues with Epanechnikov's kernel and bandwidth l_j N^(-1/3) around
 * each, and H its Hilbert transform; for n above N the formulas of the paper for the N positive eigenvalues and for the
 * n - N that are zero. Source: Ledoit and Wolf, "Analytical nonlinear shrinkage of large-dimensional covariance matrices",
 * Annals of Statistics 48 (2020), 3043-3065, equations 4.3 to 4.7 and C.2 to C.6. Far from an eigenvalue the printed
 * H loses all its digits in a difference of large numbers; a series takes its place there. It needs {@value #FEWEST} periods,
 * because the bandwidth must be below 1 / sqrt(5). {@link #quadraticInverse}:
 *
 * <pre>
 * 1 / d_i = ((1 - c)^2 + 2 c (1 - c) a_i + c^2 (a_i^2 + b_i^2)) / l_i              for n at most N
 * a_i + b_i i = mean over j of y_j / (y_j - y_i - h y_j i),  y = 1 / l,  h = min(c^2, 1 / c^2)^0.35 / n^0.35
 * </pre>
 *
 * <p>a is Stein's shrinker of the inverse eigenvalues, smoothed, and b its conjugate; for n above N {@code 1 / d_i = (a_i^2 +
 * b_i^2) / l_i}, and {@code 1 / d = (c - 1) mean y} for eigenvalues that are zero; all d are then multiplied so that the sum of
 * variances is the sample's. Source: Ledoit and Wolf, "Quadratic shrinkage for large covariance matrices", Bernoulli 28 (2022),
 * 1519-1547, section 4.5. It needs two periods. The two differ by little where the paper of the first has been tried.
 *
 * <p>Equal eigenvalues stay equal. Directions in which the returns have no variance although there are dates enough (the
 * same asset twice, an index and all it is made of) are taken for free of risk, and the rest is estimated without them;
 * assets that never move keep a row of zeros. Rotating the assets rotates the estimate, and scaling all returns scales it, but
 * scaling one asset does not scale its row alone: assets of one kind. An asset whose variance is nothing but rounding beside the
 * largest eigenvalue (volatilities further apart than about one to ten million) has none that could be told, and is refused by
 * name; {@link #ofCorrelation} is indifferent to the assets' scales and takes it. Positive definite where S is or n exceeds N.
 * O(T n^2 + n^3). Immutable and thread-safe.
 */
public final class NonlinearShrinkage implements CovarianceEstimator {
    /** N^(-1/3) sqrt(5) must be below 1. */
    private static final int FEWEST = 13;

    private static final double ROOT5 = Math.sqrt(5);
    /** 3 / (4 sqrt(5)). */
    private static final double PEAK = 0.75 / ROOT5;

    private static final NonlinearShrinkage ANALYTICAL = new NonlinearShrinkage(Form.ANALYTICAL, Scaling.NONE);
    private static final NonlinearShrinkage QUADRATIC = new NonlinearShrinkage(Form.QUADRATIC_INVERSE, Scaling.NONE);

    private enum Form {
        ANALYTICAL,
        QUADRATIC_INVERSE
    }

    private enum Scaling {
        NONE,
        CORRELATION
    }

    private final Form form;
    private final Scaling scaling;

    private NonlinearShrinkage(Form form, Scaling scaling) {
        this.form = form;
        this.scaling = scaling;
    }

    /**
     * The analytical estimator.
     *
     * @return the estimator of 2020
     */
    public static NonlinearShrinkage analytical() {
        return ANALYTICAL;
    }

    /**
     * The quadratic-inverse estimator (QIS).
     *
     * @return the estimator of 2022
     */
    public static NonlinearShrinkage quadraticInverse() {
        return QUADRATIC;
    }

    /**
     * The same applied to correlations, for assets of different kinds: the variances stay those of the sample, and what the
     * formula makes of the correlations is scaled back to ones on the diagonal.
     *
     * @return the changed estimator
     */
    public NonlinearShrinkage ofCorrelation() {
        return new NonlinearShrinkage(form, Scaling.CORRELATION);
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        return estimate(returns, Progress.unheard());
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns, Progress progress) {
        Stages stages = new Stages(progress, "nonlinear shrinkage", 3);
        Movers movers = Movers.of(returns, form == Form.ANALYTICAL ? FEWEST : 2, "nonlinear shrinkage");
        stages.next();
        double[] sigma = scaling == Scaling.CORRELATION ? RandomMatrixDenoising.unbiased(movers) : new double[0];
        int effective = movers.rows - 1;
        // columns of mean square one have, over T, correlations
        double divisor = scaling == Scaling.CORRELATION ? movers.rows : effective;
        Spectrum spectrum = Spectrum.of(movers.x, movers.rows, movers.count, divisor);
        stages.next();
        double[] c = shrunk(spectrum, movers.count, effective, scaling == Scaling.NONE ? movers : null);
        stages.next();
        CovarianceMatrix result;
        if (scaling == Scaling.CORRELATION) {
            unitDiagonal(c, movers.count);
            result = movers.covariance(c, sigma);
        } else {
            result = movers.covariance(c);
        }
        stages.end();
        return result;
    }

    /** The estimate; of movers, if they are given, each must have a variance above rounding. */
    private double[] shrunk(Spectrum spectrum, int assets, int effective, @Nullable Movers movers) {
        if (movers != null) {
            requireComparable(movers, spectrum, effective);
        }
        double[] l = spectrum.values;
        int rank = l.length;
        double[] d = new double[rank];
        double zero = 0;
        boolean many = rank == effective && assets > effective;
        if (form == Form.QUADRATIC_INVERSE) {
            zero = quadraticInverse(l, many ? assets : rank, effective, d);
        } else if (many) {
            zero = manyAssets(l, assets, effective, d);
        } else {
            d = manyPeriods(l, effective);
        }
        return spectrum.rebuilt(d, zero);
    }

    private static void requireComparable(Movers movers, Spectrum spectrum, int effective) {
        double largest = spectrum.rank() == 0 ? 0 : spectrum.values[0];
        for (int j = 0; j < movers.count; j++) {
            double norm = Kernels.norm2(movers.rows, movers.x, j * movers.rows);
            double variance = norm * norm / effective;
            if (!(variance > Math.max(movers.count, movers.rows) * 0x1p-50 * largest)) {
                throw new IllegalArgumentException("volatility of "
                        + movers.universe().id(movers.asset(j))
                        + " must not be lost in the rounding of the others' for nonlinear shrinkage of covariances,"
                        + " was "
                        + Math.sqrt(variance / largest)
                        + " of the largest component's: leave it out, or use ofCorrelation()");
            }
        }
    }

    private static void unitDiagonal(double[] c, int m) {
        double[] inverse = new double[m];
        for (int j = 0; j < m; j++) {
            inverse[j] = 1 / Math.sqrt(c[j * m + j]);
        }
        Movers.rescale(c, inverse);
        for (int j = 0; j < m; j++) {
            c[j * m + j] = 1;
        }
    }

    /** Fills d for the positive eigenvalues and returns that of the others, if n exceeds N. */
    private static double quadraticInverse(double[] l, int assets, int periods, double[] d) {
        if (l.length == 0) {
            return 0;
        }
        double c = (double) assets / periods;
        // min(c^2, 1/c^2)^0.35 / n^0.35
        double h = StrictMath.exp(-0.35 * (2 * Math.abs(StrictMath.log(c)) + StrictMath.log(Math.max(1, assets))));
        boolean many = assets > periods;
        double mean = 0;
        for (int i = 0; i < d.length; i++) {
            double a = 0;
            double b = 0;
            for (double other : l) {
                // y_j over y_j - y_i is l_i over l_i - l_j, free of what 1 / l would add
                double gap = (l[i] - other) / l[i];
                double weight = 1 / (gap * gap + h * h);
                a += gap * weight;
                b += h * weight;
            }
            a /= l.length;
            b /= l.length;
            double size = a * a + b * b;
            d[i] = l[i] / (many ? size : (1 - c) * (1 - c) + 2 * c * (1 - c) * a + c * c * size);
            mean += 1 / l[i] / l.length;
        }
        double zero = many ? 1 / ((c - 1) * mean) : 0;
        double factor = Kernels.sum(l.length, l, 0) / (Kernels.sum(d.length, d, 0) + (assets - d.length) * zero);
        Kernels.scale(d.length, factor, d, 0);
        return zero * factor;
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
        return "NonlinearShrinkage[" + (form == Form.ANALYTICAL ? "analytical" : "quadratic inverse")
                + (scaling == Scaling.NONE ? "" : " of correlation") + "]";
    }
}
