package io.trimtab.risk.stress;

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

    private final DeltaGamma book;
    private final int rank;
    private final double[] m;
    private final double[] b;
    private final double[] lambda;

    private QuadraticBook(DeltaGamma book, double[] m, double[] b, double[] lambda) {
        this.book = book;
        this.rank = b.length;
        this.m = m;
        this.b = b;
        this.lambda = lambda;
    }

    static QuadraticBook of(DeltaGamma book) {
        CovarianceMatrix covariance = book.covariance();
        int n = covariance.universe().size();
        double[] d = book.delta();
        double[] g = book.gamma();
        double[] root = root(covariance);
        int rank = root.length / n;
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
        return new QuadraticBook(book, m, b, lambda);
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

    ReverseStressOutcome losing(double loss) {
        double theta = book.theta();
        Universe universe = book.covariance().universe();
        double c = -(loss + theta);
        int n = universe.size();
        if (c >= 0) {
            return new MostLikely(universe, new double[n], -theta, 0, 0);
        }
        SecularEquation secular = new SecularEquation(b, lambda, c);
        if (!secular.reached) {
            return new Impossible(-theta - secular.infimum);
        }
        double[] x = new double[n];
        Kernels.gemv(n, rank, 1, m, 0, n, secular.y, 0, 0, x, 0);
        double distance = Kernels.norm2(rank, secular.y, 0);
        double least = Math.min(distance, Math.sqrt(2 * secular.dual));
        return new MostLikely(universe, x, -book.gain(x), distance, least);
    }
}
