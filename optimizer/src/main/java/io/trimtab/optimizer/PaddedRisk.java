package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.RiskModel;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** A covariance over more assets than it was made for: those added have no risk. */
record PaddedRisk(Universe universe, RiskModel inner) implements RiskModel {
    private int inside() {
        return inner.universe().size();
    }

    @Override
    public Optional<LocalDate> asOf() {
        return inner.asOf();
    }

    @Override
    public double variance(int index) {
        return index < inside() ? inner.variance(index) : 0;
    }

    @Override
    public void multiplyInto(double[] x, double[] out) {
        double[] product = new double[inside()];
        inner.multiplyInto(Arrays.copyOf(x, inside()), product);
        System.arraycopy(product, 0, out, 0, inside());
        Arrays.fill(out, inside(), universe.size(), 0);
    }

    @Override
    public void columnInto(int index, double[] out, int offset) {
        if (index < inside()) {
            inner.columnInto(index, out, offset);
            Arrays.fill(out, offset + inside(), offset + universe.size(), 0);
        } else {
            Arrays.fill(out, offset, offset + universe.size(), 0);
        }
    }

    @Override
    public void blockInto(int[] assets, int count, double[] out) {
        int[] within = new int[count];
        int k = 0;
        for (int a = 0; a < count; a++) {
            if (assets[a] < inside()) {
                within[k++] = assets[a];
            }
        }
        double[] block = new double[k * k];
        inner.blockInto(within, k, block);
        int column = 0;
        for (int b = 0; b < count; b++) {
            int row = 0;
            for (int a = 0; a < count; a++) {
                boolean both = assets[a] < inside() && assets[b] < inside();
                out[b * count + a] = both ? block[column * k + row] : 0;
                row += assets[a] < inside() ? 1 : 0;
            }
            column += assets[b] < inside() ? 1 : 0;
        }
    }

    @Override
    public double indefiniteness() {
        return inner.indefiniteness();
    }
}
