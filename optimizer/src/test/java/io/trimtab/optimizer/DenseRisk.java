package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.RiskModel;
import java.util.stream.IntStream;

/** A covariance taken as it is, without validation: tests need singular and broken ones. */
public final class DenseRisk implements RiskModel {
    private final Universe universe;
    private final int n;
    private final double[] s;

    public DenseRisk(int n, double[] s) {
        this.universe = universe(n);
        this.n = n;
        this.s = s;
    }

    public static Universe universe(int n) {
        return Universe.of(IntStream.range(0, n).mapToObj(i -> "A" + i).toList());
    }

    @Override
    public Universe universe() {
        return universe;
    }

    @Override
    public double variance(int index) {
        return s[index * n + index];
    }

    /** The matrices of the tests are sums of at most 14 squares an element, rounded: 16 units of roundoff an asset. */
    @Override
    public double indefiniteness() {
        return n * 0x1p-49;
    }

    @Override
    public void multiplyInto(double[] x, double[] out) {
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum = Math.fma(s[j * n + i], x[j], sum);
            }
            out[i] = sum;
        }
    }

    @Override
    public void columnInto(int index, double[] out, int offset) {
        System.arraycopy(s, index * n, out, offset, n);
    }

    @Override
    public void blockInto(int[] assets, int count, double[] out) {
        for (int b = 0; b < count; b++) {
            for (int a = 0; a < count; a++) {
                out[b * count + a] = s[assets[b] * n + assets[a]];
            }
        }
    }
}
