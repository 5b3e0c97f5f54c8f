package io.trimtab.benchmarks;

import io.trimtab.core.numeric.Kernels;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.hipparchus.linear.BlockRealMatrix;
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

/** The covariance of n variables from T = 2 n centred observations, S = X'X / (T - 1), both triangles. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class CovarianceBenchmark {
    /** The number of variables. */
    @Param({"100", "300", "1000"})
    public int n;

    private int observations;
    private double[] x;
    private double[] s;
    private DMatrixRMaj ejmlX;
    private DMatrixRMaj ejmlS;
    private BlockRealMatrix hipparchusX;
    private R064Store ojalgoX;
    private R064Store ojalgoS;

    /** Makes the data and checks everybody's answer. */
    @Setup(Level.Trial)
    public void setUp() {
        observations = 2 * n;
        x = KernelProblems.uniform(observations * n, 3);
        s = new double[n * n];
        ejmlX = new DMatrixRMaj(observations, n);
        ejmlS = new DMatrixRMaj(n, n);
        hipparchusX = new BlockRealMatrix(observations, n);
        ojalgoX = R064Store.FACTORY.make(observations, n);
        ojalgoS = R064Store.FACTORY.make(n, n);
        for (int j = 0; j < n; j++) {
            for (int t = 0; t < observations; t++) {
                double value = x[t + j * observations];
                ejmlX.set(t, j, value);
                hipparchusX.setEntry(t, j, value);
                ojalgoX.set(t, j, value);
            }
        }
        double scale = 1.0 / (observations - 1);
        trimtab();
        check("trimtab", 1, (i, j) -> s[i + j * n]);
        ejml();
        check("ejml", scale, ejmlS::get);
        check("hipparchus", scale, hipparchus()::getEntry);
        ojalgo();
        check("ojalgo", scale, (i, j) -> ojalgoS.doubleValue(i, j));
    }

    private void check(String who, double scale, KernelProblems.Element answer) {
        KernelProblems.checkProduct(
                who,
                n,
                n,
                observations,
                (i, t) -> x[t + i * observations],
                (t, j) -> x[t + j * observations] / (observations - 1),
                (i, j) -> scale * answer.at(i, j));
    }

    @Benchmark
    public double[] trimtab() {
        Kernels.syrk(n, observations, 1.0 / (observations - 1), x, 0, observations, 0, s, 0, n);
        return s;
    }

    @Benchmark
    public DMatrixRMaj ejml() {
        return CommonOps_DDRM.multInner(ejmlX, ejmlS);
    }

    @Benchmark
    public BlockRealMatrix hipparchus() {
        return hipparchusX.transposeMultiply(hipparchusX);
    }

    @Benchmark
    public R064Store ojalgo() {
        ojalgoS.fillByMultiplying(ojalgoX.transpose(), ojalgoX);
        return ojalgoS;
    }
}
