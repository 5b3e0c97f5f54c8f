package io.trimtab.benchmarks;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.TriangularSolve;
import java.util.concurrent.TimeUnit;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
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

/** L x = b and then L'y = x, one right-hand side (2 n^2 floating-point operations); and L X = B with n right-hand sides. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class TriangularSolveBenchmark {
    /** The order of the matrix. */
    @Param({"100", "300", "1000"})
    public int n;

    private double[] l;
    private double[] rowMajor;
    private double[] b;
    private double[] x;
    private double[] manyB;
    private double[] manyX;
    private Array2DRowRealMatrix hipparchusL;
    private Array2DRowRealMatrix hipparchusLt;
    private R064Store ojalgoL;
    private R064Store ojalgoX;

    /** Makes the data and checks everybody's answer. */
    @Setup(Level.Trial)
    public void setUp() {
        l = KernelProblems.definite(n, 5);
        if (Cholesky.factor(n, l, 0, n) != n) {
            throw new IllegalStateException("not definite");
        }
        b = KernelProblems.uniform(n, 6);
        x = new double[n];
        manyB = KernelProblems.uniform(n * n, 7);
        manyX = new double[n * n];
        rowMajor = new double[n * n];
        hipparchusL = new Array2DRowRealMatrix(n, n);
        hipparchusLt = new Array2DRowRealMatrix(n, n);
        ojalgoL = R064Store.FACTORY.make(n, n);
        ojalgoX = R064Store.FACTORY.make(n, 1);
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                rowMajor[i * n + j] = l[i + j * n];
                hipparchusL.setEntry(i, j, l[i + j * n]);
                hipparchusLt.setEntry(j, i, l[i + j * n]);
                ojalgoL.set(i, j, l[i + j * n]);
            }
        }
        double[] own = trimtab().clone();
        double[] residual = b.clone();
        Cholesky.solve(n, l, 0, n, residual, 0);
        check("trimtab", own, residual);
        check("ejml", ejml().clone(), own);
        check("hipparchus", hipparchus().toArray(), own);
        R064Store peer = ojalgo();
        double[] answer = new double[n];
        for (int i = 0; i < n; i++) {
            answer[i] = peer.doubleValue(i, 0);
        }
        check("ojalgo", answer, own);
        double[] many = trimtabManyRightHandSides();
        KernelProblems.checkProduct(
                "trimtab, many",
                n,
                n,
                n,
                (i, k) -> k > i ? 0 : l[i + k * n],
                (k, j) -> many[k + j * n],
                (i, j) -> manyB[i + j * n]);
    }

    private static void check(String who, double[] answer, double[] expected) {
        for (int i = 0; i < answer.length; i++) {
            KernelProblems.require(who, Math.abs(answer[i] - expected[i]), 1e-11 * (1 + Math.abs(expected[i])));
        }
    }

    @Benchmark
    public double[] trimtab() {
        System.arraycopy(b, 0, x, 0, n);
        TriangularSolve.lower(n, l, 0, n, x, 0);
        TriangularSolve.lowerTransposed(n, l, 0, n, x, 0);
        return x;
    }

    @Benchmark
    public double[] ejml() {
        System.arraycopy(b, 0, x, 0, n);
        TriangularSolver_DDRM.solveL(rowMajor, x, n);
        TriangularSolver_DDRM.solveTranL(rowMajor, x, n);
        return x;
    }

    @Benchmark
    public ArrayRealVector hipparchus() {
        ArrayRealVector vector = new ArrayRealVector(b);
        MatrixUtils.solveLowerTriangularSystem(hipparchusL, vector);
        MatrixUtils.solveUpperTriangularSystem(hipparchusLt, vector);
        return vector;
    }

    @Benchmark
    public R064Store ojalgo() {
        for (int i = 0; i < n; i++) {
            ojalgoX.set(i, 0, b[i]);
        }
        ojalgoX.substituteForwards(ojalgoL, false, false, false);
        ojalgoX.substituteBackwards(ojalgoL, false, true, false);
        return ojalgoX;
    }

    @Benchmark
    public double[] trimtabManyRightHandSides() {
        System.arraycopy(manyB, 0, manyX, 0, n * n);
        TriangularSolve.lower(n, n, l, 0, n, manyX, 0, n);
        return manyX;
    }
}
