package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;

/** No risk at all: what an objective without covariance is solved with. */
record ZeroRisk(Universe universe) implements RiskModel {
    @Override
    public double variance(int index) {
        return 0;
    }

    @Override
    public void multiplyInto(double[] x, double[] out) {
        Arrays.fill(out, 0, universe.size(), 0);
    }

    @Override
    public void columnInto(int index, double[] out, int offset) {
        Arrays.fill(out, offset, offset + universe.size(), 0);
    }

    @Override
    public void blockInto(int[] assets, int count, double[] out) {
        Arrays.fill(out, 0, count * count, 0);
    }
}
