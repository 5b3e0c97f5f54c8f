package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A checksum of the bits of every kernel over seeded random shapes, stored: the same on every JDK, machine and form. It
 * changes only with a decision to change the order of summation, which is a change of every number the library gives.
 */
class StoredBitsTest {
    private long checksum = 0xcbf29ce484222325L;

    private void add(double value) {
        checksum = (checksum ^ Double.doubleToLongBits(value)) * 0x100000001b3L;
        checksum ^= checksum >>> 29;
    }

    private void add(double[] values) {
        for (double value : values) {
            add(value);
        }
    }

    private String take() {
        String text = Long.toHexString(checksum);
        checksum = 0xcbf29ce484222325L;
        return text;
    }

    @Test
    void bitsOfReductionsAreTheStoredOnes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            int n = random.nextInt(600);
            int offset = random.nextInt(5);
            double[] x = Exact.random(n + offset, i);
            double[] y = Exact.random(n + offset, i + 1_000);
            add(Kernels.dot(n, x, offset, y, offset));
            add(Kernels.sum(n, x, offset));
            add(Kernels.norm2(n, y, offset));
            add(Compensated.sum(n, x, offset));
            add(Compensated.dot(n, x, offset, y, offset));
        }
        assertThat(take()).isEqualTo("d4bbd05754005eb8");
    }

    @Test
    void bitsOfProductsAreTheStoredOnes() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 60; i++) {
            int m = 1 + random.nextInt(i < 55 ? 80 : 300);
            int n = 1 + random.nextInt(80);
            int k = 1 + random.nextInt(i < 55 ? 80 : 600);
            double[] a = Exact.random(m * k, i);
            double[] b = Exact.random(k * n, i + 1_000);
            double[] c = Exact.random(m * n, i + 2_000);
            double[] s = Exact.random(m * m, i + 3_000);
            Kernels.gemm(m, n, k, 0.3, a, 0, m, b, 0, k, -0.7, c, 0, m);
            add(c);
            Kernels.syrkTransposed(m, k, 1.0 / 3, a, 0, m, 0, s, 0, m);
            add(s);
            double[] y = Exact.random(m, i + 4_000);
            Kernels.gemv(m, k, -1, a, 0, m, b, 0, 1, y, 0);
            add(y);
            double[] z = new double[k];
            Kernels.gemvTransposed(m, k, 1, a, 0, m, y, 0, 0, z, 0);
            add(z);
        }
        assertThat(take()).isEqualTo("7e795aacb6ad3bd7");
    }

    @Test
    void bitsOfFactorsAndSolutionsAreTheStoredOnes() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 30; i++) {
            int n = 1 + random.nextInt(160);
            double[] l = Exact.definite(n, i);
            add(Cholesky.factor(n, l, 0, n));
            add(l);
            double[] b = Exact.random(n * 5, i + 1_000);
            Cholesky.solve(n, 5, l, 0, n, b, 0, n);
            add(b);
            double[] x = Exact.random(n, i + 2_000);
            RankOne.update(n, l, 0, n, x.clone(), 0);
            add(l);
            Kernels.scale(n, 0.5, x, 0);
            add(RankOne.downdate(n, l, 0, n, x, 0) ? 1 : 0);
            add(l);
        }
        assertThat(take()).isEqualTo("37df5d4190f275d6");
    }

    @Test
    void bitsOfSelectionsAndSearchesAreTheStoredOnes() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 100; i++) {
            int n = 1 + random.nextInt(3000);
            double[] x = Exact.random(n, i);
            add(OrderStatistics.interpolated(n, x, 0, random.nextDouble() * (n - 1)));
            add(x); // the arrangement that selection leaves behind is part of the promise
            double root = random.nextDouble();
            add(Roots.brent(v -> v * v * v - root, 0, 2, 1e-12, 100).x());
            add(Minimise.brent(v -> v * (v * v - root), 0, 2, 1e-8, 100).x());
        }
        assertThat(take()).isEqualTo("2274667f54464990");
    }
}
