package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;
import java.time.LocalDate;
import java.util.Optional;

/** A structured covariance plus a diagonal: the structure is the same, the residual variances are larger. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read within this package only
record ShiftedStructure(FactorStructure inner, double[] diagonal) implements FactorStructure {
    @Override
    public Universe universe() {
        return inner.universe();
    }

    @Override
    public Optional<LocalDate> asOf() {
        return inner.asOf();
    }

    @Override
    public double variance(int index) {
        return inner.variance(index) + diagonal[index];
    }

    @Override
    public void multiplyInto(double[] x, double[] out) {
        inner.multiplyInto(x, out);
        for (int i = 0; i < diagonal.length; i++) {
            out[i] = Math.fma(diagonal[i], x[i], out[i]);
        }
    }

    @Override
    public void columnInto(int index, double[] out, int offset) {
        inner.columnInto(index, out, offset);
        out[offset + index] += diagonal[index];
    }

    @Override
    public void blockInto(int[] assets, int count, double[] out) {
        inner.blockInto(assets, count, out);
        for (int k = 0; k < count; k++) {
            out[k * count + k] += diagonal[assets[k]];
        }
    }

    @Override
    public int rank() {
        return inner.rank();
    }

    @Override
    public void loadingsInto(int index, double[] out, int offset) {
        inner.loadingsInto(index, out, offset);
    }

    @Override
    public double residualVariance(int index) {
        return inner.residualVariance(index) + diagonal[index];
    }

    @Override
    public void projectInto(double[] x, double[] out) {
        inner.projectInto(x, out);
    }

    @Override
    public void combineInto(double[] f, double[] out) {
        inner.combineInto(f, out);
    }

    @Override
    public String toString() {
        return inner + " plus a diagonal";
    }
}
