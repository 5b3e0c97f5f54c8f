package io.trimtab.benchmarks;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.SymmetricEigen;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExponentialCovariance;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.model.NonlinearShrinkage;
import io.trimtab.risk.model.PanelCovariance;
import io.trimtab.risk.model.SampleCovariance;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.stat.correlation.Covariance;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Covariance estimators on T = 2 n returns of n assets beside one bare kernel call and Hipparchus' covariance, and the
 * certificate of a matrix given by the user.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class RiskModelBenchmark {
    /** The number of assets. */
    @Param({"100", "500", "1000"})
    public int n;

    private ReturnPanel panel;
    private double[] matrix;
    private double[] returns;
    private double[][] rowsOfReturns;
    private double[] product;

    /** Makes the returns. */
    @Setup(Level.Trial)
    public void setUp() {
        int rows = 2 * n;
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ids.add("A" + i);
        }
        List<LocalDate> dates = new ArrayList<>();
        for (int t = 0; t < rows; t++) {
            dates.add(LocalDate.of(2000, 1, 1).plusDays(t));
        }
        returns = new SplittableRandom(3).doubles((long) rows * n, -0.03, 0.03).toArray();
        panel = ReturnPanel.of(Universe.of(ids), dates, returns);
        matrix = SampleCovariance.unbiased().estimate(panel).toArray();
        product = new double[n * n];
        rowsOfReturns = new double[rows][n];
        for (int t = 0; t < rows; t++) {
            for (int j = 0; j < n; j++) {
                rowsOfReturns[t][j] = returns[j * rows + t];
            }
        }
        RealMatrix theirs = hipparchus();
        for (int j = 0; j < n; j++) {
            double d = matrix[j * n] - theirs.getEntry(j, 0);
            if (!(Math.abs(d) <= 1e-12 * matrix[0])) {
                throw new IllegalStateException("covariances differ by " + d);
            }
        }
    }

    /**
     * The reference: one product of the returns with themselves.
     *
     * @return the product
     */
    @Benchmark
    public double[] kernel() {
        Kernels.syrk(n, 2 * n, 1.0 / (2 * n), returns, 0, 2 * n, 0, product, 0, n);
        return product;
    }

    /**
     * The peer's sample covariance.
     *
     * @return the estimate
     */
    @Benchmark
    public RealMatrix hipparchus() {
        return new Covariance(rowsOfReturns).getCovarianceMatrix();
    }

    /**
     * The exponentially weighted covariance.
     *
     * @return the estimate
     */
    @Benchmark
    public CovarianceMatrix exponential() {
        return ExponentialCovariance.halfLife(60).estimate(panel);
    }

    /**
     * The same as a panel.
     *
     * @return the estimate
     */
    @Benchmark
    public PanelCovariance exponentialPanel() {
        return ExponentialCovariance.halfLife(60).panel(panel);
    }

    /**
     * The covariance shrunk towards the identity.
     *
     * @return the estimate
     */
    @Benchmark
    public CovarianceMatrix ledoitWolfIdentity() {
        return LedoitWolf.identity().estimate(panel);
    }

    /**
     * The covariance shrunk towards the market model.
     *
     * @return the estimate
     */
    @Benchmark
    public CovarianceMatrix ledoitWolfFactor() {
        return LedoitWolf.singleFactor().estimate(panel);
    }

    /**
     * Nonlinear shrinkage: an eigendecomposition.
     *
     * @return the estimate
     */
    @Benchmark
    public CovarianceMatrix nonlinear() {
        return NonlinearShrinkage.analytical().estimate(panel);
    }

    /**
     * All eigenvalues and vectors.
     *
     * @return the vectors
     */
    @Benchmark
    public double[] eigen() {
        double[] vectors = matrix.clone();
        SymmetricEigen.decompose(n, vectors, 0, n, new double[n], 0);
        return vectors;
    }

    /**
     * The peer's eigenvalues and vectors, of a matrix scaled to about one as its absolute tolerances ask.
     *
     * @return the vectors
     */
    @Benchmark
    public RealMatrix eigenHipparchus() {
        RealMatrix scaled = new Array2DRowRealMatrix(n, n);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                scaled.setEntry(i, j, matrix[j * n + i] / matrix[0]);
            }
        }
        return new EigenDecompositionSymmetric(scaled).getV();
    }

    /**
     * The sample covariance.
     *
     * @return the estimate
     */
    @Benchmark
    public CovarianceMatrix sample() {
        return SampleCovariance.unbiased().estimate(panel);
    }

    /**
     * The shrunk covariance.
     *
     * @return the estimate
     */
    @Benchmark
    public CovarianceMatrix ledoitWolf() {
        return LedoitWolf.constantCorrelation().estimate(panel);
    }

    /**
     * Validation and certificate of a given matrix.
     *
     * @return the matrix
     */
    @Benchmark
    public CovarianceMatrix certified() {
        return CovarianceMatrix.of(panel.universe(), matrix);
    }
}
