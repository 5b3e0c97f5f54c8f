package io.trimtab.benchmarks;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.ojalgo.matrix.store.R064Store;
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

/** The Cholesky factor of a positive definite matrix (n^3 / 3 floating-point operations), a copy of the input included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class CholeskyBenchmark {
    /** The order of the matrix. */
    @Param({"100", "300", "1000"})
    public int n;

    private double[] a;
    private double[] l;
    private DMatrixRMaj ejmlA;
    private DMatrixRMaj ejmlL;
    private CholeskyDecomposition_F64<DMatrixRMaj> ejmlDecomposition;
    private Array2DRowRealMatrix hipparchusA;
    private R064Store ojalgoA;
    private org.ojalgo.matrix.decomposition.Cholesky<Double> ojalgoDecomposition;

    /** Makes the data and checks everybody's answer. */
    @Setup(Level.Trial)
    public void setUp() {
        a = KernelProblems.definite(n, 4);
        l = new double[n * n];
        ejmlA = new DMatrixRMaj(n, n);
        ejmlL = new DMatrixRMaj(n, n);
        ejmlDecomposition = DecompositionFactory_DDRM.chol(n, true);
        hipparchusA = new Array2DRowRealMatrix(n, n);
        ojalgoA = R064Store.FACTORY.make(n, n);
        ojalgoDecomposition = org.ojalgo.matrix.decomposition.Cholesky.R064.make(n, n);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                ejmlA.set(i, j, a[i + j * n]);
                hipparchusA.setEntry(i, j, a[i + j * n]);
                ojalgoA.set(i, j, a[i + j * n]);
            }
        }
        trimtab();
        check("trimtab", (i, j) -> j > i ? 0 : l[i + j * n]);
        ejml();
        check("ejml", ejmlDecomposition.getT(new DMatrixRMaj(n, n))::get);
        check("hipparchus", hipparchus().getL()::getEntry);
        ojalgo();
        var lower = ojalgoDecomposition.getL();
        check("ojalgo", (i, j) -> j > i ? 0 : lower.doubleValue(i, j));
    }

    private void check(String who, KernelProblems.Element factor) {
        KernelProblems.checkProduct(who, n, n, n, factor, (k, j) -> factor.at(j, k), (i, j) -> a[i + j * n]);
    }

    @Benchmark
    public int trimtab() {
        System.arraycopy(a, 0, l, 0, n * n);
        return Cholesky.factor(n, l, 0, n);
    }

    @Benchmark
    public boolean ejml() {
        ejmlL.setTo(ejmlA);
        return ejmlDecomposition.decompose(ejmlL);
    }

    @Benchmark
    public CholeskyDecomposition hipparchus() {
        return new CholeskyDecomposition(hipparchusA);
    }

    @Benchmark
    public boolean ojalgo() {
        return ojalgoDecomposition.decompose(ojalgoA);
    }

    /** The time of copying the input, part of all the others but Hipparchus, which copies for itself. */
    @Benchmark
    public double copyAlone() {
        System.arraycopy(a, 0, l, 0, n * n);
        return Kernels.maxAbs(1, l, 0);
    }
}
