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

/** C = A B for square matrices (2 n^3 floating-point operations), beside EJML, Hipparchus and ojAlgo. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class DgemmBenchmark {
    /** The order of the matrices. */
    @Param({"100", "300", "1000"})
    public int n;

    private double[] a;
    private double[] b;
    private double[] c;
    private DMatrixRMaj ejmlA;
    private DMatrixRMaj ejmlB;
    private DMatrixRMaj ejmlC;
    private BlockRealMatrix hipparchusA;
    private BlockRealMatrix hipparchusB;
    private R064Store ojalgoA;
    private R064Store ojalgoB;
    private R064Store ojalgoC;

    /** Makes the data and checks everybody's answer. */
    @Setup(Level.Trial)
    public void setUp() {
        a = KernelProblems.uniform(n * n, 1);
        b = KernelProblems.uniform(n * n, 2);
        c = new double[n * n];
        ejmlA = new DMatrixRMaj(n, n);
        ejmlB = new DMatrixRMaj(n, n);
        ejmlC = new DMatrixRMaj(n, n);
        hipparchusA = new BlockRealMatrix(n, n);
        hipparchusB = new BlockRealMatrix(n, n);
        ojalgoA = R064Store.FACTORY.make(n, n);
        ojalgoB = R064Store.FACTORY.make(n, n);
        ojalgoC = R064Store.FACTORY.make(n, n);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                ejmlA.set(i, j, a[i + j * n]);
                ejmlB.set(i, j, b[i + j * n]);
                hipparchusA.setEntry(i, j, a[i + j * n]);
                hipparchusB.setEntry(i, j, b[i + j * n]);
                ojalgoA.set(i, j, a[i + j * n]);
                ojalgoB.set(i, j, b[i + j * n]);
            }
        }
        trimtab();
        check("trimtab", (i, j) -> c[i + j * n]);
        ejml();
        check("ejml", ejmlC::get);
        check("hipparchus", hipparchus()::getEntry);
        ojalgo();
        check("ojalgo", (i, j) -> ojalgoC.doubleValue(i, j));
    }

    private void check(String who, KernelProblems.Element answer) {
        KernelProblems.checkProduct(who, n, n, n, (i, k) -> a[i + k * n], (k, j) -> b[k + j * n], answer);
    }

    @Benchmark
    public double[] trimtab() {
        Kernels.gemm(n, n, n, 1, a, 0, n, b, 0, n, 0, c, 0, n);
        return c;
    }

    @Benchmark
    public DMatrixRMaj ejml() {
        return CommonOps_DDRM.mult(ejmlA, ejmlB, ejmlC);
    }

    @Benchmark
    public BlockRealMatrix hipparchus() {
        return hipparchusA.multiply(hipparchusB);
    }

    @Benchmark
    public R064Store ojalgo() {
        ojalgoC.fillByMultiplying(ojalgoA, ojalgoB);
        return ojalgoC;
    }
}
