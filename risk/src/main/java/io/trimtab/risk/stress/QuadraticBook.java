package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.SymmetricEigen;
import io.trimtab.risk.measure.DeltaGamma;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.stress.ReverseStressOutcome.Impossible;
import io.trimtab.risk.stress.ReverseStressOutcome.MostLikely;

/**
 * A book by delta and gamma in coordinates in which the factors are independent with variance 1 and gamma is diagonal: x = M
 * y, gain = theta + b'y + sum of lambda_i y_i^2 / 2.
 */
final class QuadraticBook {
    /** Of the largest eigenvalue of the correlations: what is below is rounding, and does not move. */
    private static final double NO_VARIANCE = 1e-13;

    /** Of the sum of sizes, for each of its terms. */
    private static final double ROUNDING = 0x1p-49;

    private final DeltaGamma book;
    private final int rank;
    /** M, b and lambda in units in which they are near 1: times 2^r, 2^linear, 2^square. */
    private final double[] m;

    private final double[] b;
    private final double[] lambda;
    private final int r;
    private final int linear;
    private final int square;

    private QuadraticBook(DeltaGamma book, double[] m, double[] b, double[] lambda, int r, int linear, int square) {
        this.book = book;
        this.rank = b.length;
        this.m = m;
        this.b = b;
        this.lambda = lambda;
        this.r = r;
        this.linear = linear;
        this.square = square;
    }

    static QuadraticBook of(DeltaGamma book) {
        CovarianceMatrix covariance = book.covariance();
        int n = covariance.universe().size();
        double[] d = book.delta();
        double[] g = book.gamma();
        double[] root = root(covariance);
        int rank = root.length / n;
        int ofDelta = PowersOfTwo.exponent(d);
        int ofGamma = PowersOfTwo.exponent(g);
        int ofRoot = PowersOfTwo.exponent(root);
        PowersOfTwo.multiply(d, -ofDelta);
        PowersOfTwo.multiply(g, -ofGamma);
        PowersOfTwo.multiply(root, -ofRoot);
        double[] gs = new double[n * rank];
        double[] turned = new double[rank * rank];
        double[] b0 = new double[rank];
        if (rank > 0) {
            Kernels.gemm(n, rank, n, 1, g, 0, n, root, 0, n, 0, gs, 0, n);
            Kernels.gemmTransposedLeft(rank, rank, n, 1, root, 0, n, gs, 0, n, 0, turned, 0, rank);
            Kernels.gemvTransposed(n, rank, 1, root, 0, n, d, 0, 0, b0, 0);
        }
        for (int j = 0; j < rank; j++) {
            for (int i = 0; i < j; i++) {
                double mean = (turned[j * rank + i] + turned[i * rank + j]) / 2;
                turned[j * rank + i] = mean;
                turned[i * rank + j] = mean;
            }
        }
        double[] lambda = new double[rank];
        if (rank > 0 && !SymmetricEigen.decompose(rank, turned, 0, rank, lambda, 0)) {
            throw new IllegalArgumentException("gamma times the covariance must be finite");
        }
        double[] b = new double[rank];
        double[] m = new double[n * rank];
        if (rank > 0) {
            Kernels.gemvTransposed(rank, rank, 1, turned, 0, rank, b0, 0, 0, b, 0);
            Kernels.gemm(n, rank, rank, 1, root, 0, n, turned, 0, rank, 0, m, 0, n);
        }
        if (rank > 0) {
            dropRounding(n, root, d, g, b, lambda);
        }
        return new QuadraticBook(book, m, b, lambda, ofRoot, ofDelta + ofRoot, ofGamma + 2 * ofRoot);
    }

    /**
     * Sets to zero what is no more than rounding of sums such as these: along a curvature that is none, a book without losses
     * would seem to lose anything, very far out.
     */
    private static void dropRounding(int n, double[] root, double[] d, double[] g, double[] b, double[] lambda) {
        int rank = b.length;
        double[] absoluteRoot = absolute(root);
        double[] bent = new double[n * rank];
        double[] sizes = new double[rank * rank];
        double[] slopes = new double[rank];
        Kernels.gemm(n, rank, n, 1, absolute(g), 0, n, absoluteRoot, 0, n, 0, bent, 0, n);
        Kernels.gemmTransposedLeft(rank, rank, n, 1, absoluteRoot, 0, n, bent, 0, n, 0, sizes, 0, rank);
        Kernels.gemvTransposed(n, rank, 1, absoluteRoot, 0, n, absolute(d), 0, 0, slopes, 0);
        double flat = ROUNDING * n * Kernels.maxAbs(rank * rank, sizes, 0);
        double level = ROUNDING * n * Kernels.maxAbs(rank, slopes, 0);
        for (int i = 0; i < rank; i++) {
            lambda[i] = Math.abs(lambda[i]) <= flat ? 0 : lambda[i];
            b[i] = Math.abs(b[i]) <= level ? 0 : b[i];
        }
    }

    private static double[] absolute(double[] x) {
        double[] sizes = x.clone();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(sizes[i]);
        }
        return sizes;
    }

    /** Columns R with R R' the covariance, by its correlations. */
    private static double[] root(CovarianceMatrix covariance) {
        int n = covariance.universe().size();
        double[] sigma = covariance.volatilities();
        double[] vectors = covariance.toArray();
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                boolean still = sigma[i] == 0 || sigma[j] == 0;
                vectors[j * n + i] = still ? 0 : vectors[j * n + i] / sigma[i] / sigma[j];
            }
        }
        double[] values = new double[n];
        SymmetricEigen.decompose(n, vectors, 0, n, values, 0);
        int first = 0;
        while (first < n && !(values[first] > NO_VARIANCE * values[n - 1])) {
            first++;
        }
        double[] root = new double[n * (n - first)];
        for (int e = first; e < n; e++) {
            double scale = Math.sqrt(values[e]);
            for (int i = 0; i < n; i++) {
                root[(e - first) * n + i] = sigma[i] * scale * vectors[e * n + i];
            }
        }
        return root;
    }

    /**
     * With y = 2^s z and everything divided by 2^e, s and e such that c is near -1 and the largest of b and lambda near 1: then
     * nothing overflows or vanishes in between, whatever the units of money and of returns.
     */
    ReverseStressOutcome losing(double loss) {
        double theta = book.theta();
        Universe universe = book.covariance().universe();
        double c = -Check.finite(loss + theta, "loss plus theta");
        int n = universe.size();
        if (c >= 0) {
            return new MostLikely(universe, new double[n], 0.0 - theta, 0, 0);
        }
        int e = PowersOfTwo.exponent(c);
        int ofB = PowersOfTwo.exponent(b) + linear - e;
        int ofLambda = PowersOfTwo.exponent(lambda) + square - e;
        int s = Math.min(-ofB, Math.floorDiv(-ofLambda, 2));
        double[] scaledB = b.clone();
        double[] scaledLambda = lambda.clone();
        PowersOfTwo.multiply(scaledB, linear - e + s);
        PowersOfTwo.multiply(scaledLambda, square - e + 2 * s);
        SecularEquation secular = new SecularEquation(scaledB, scaledLambda, Math.scalb(c, -e));
        if (!secular.reached) {
            return new Impossible(0.0 - theta - Math.scalb(secular.infimum, e));
        }
        double[] x = new double[n];
        Kernels.gemv(n, rank, 1, m, 0, n, secular.y, 0, 0, x, 0);
        for (int i = 0; i < n; i++) {
            x[i] = PowersOfTwo.requireReturn(Math.scalb(x[i], r + s), universe.id(i), loss);
        }
        double distance = PowersOfTwo.requireDistance(Math.scalb(Kernels.norm2(rank, secular.y, 0), s), loss);
        double least = Math.min(distance, Math.scalb(Math.sqrt(2 * secular.dual), s));
        return new MostLikely(universe, x, PowersOfTwo.requireReached(-book.gain(x), loss, theta), distance, least);
    }
}
