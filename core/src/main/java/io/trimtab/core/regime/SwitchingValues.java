package io.trimtab.core.regime;

import java.util.Arrays;

/** The parameters of a Markov-switching model, each written out for every state whether it switches or not. */
final class SwitchingValues {
    final int k;
    final int c;
    final int q;
    final int p;
    /** Constant transition probabilities, row-major; unused if there are covariates. */
    final double[] transition;
    /** Log odds against the last state: from i to j &lt; K - 1 by regressor, at {@code (i * (K - 1) + j) * Q + regressor}. */
    final double[] odds;
    /** Regressor by state. */
    final double[] coefficient;
    /** Lag by state. */
    final double[] lag;

    final double[] variance;

    SwitchingValues(int k, int c, int q, int p) {
        this.k = k;
        this.c = c;
        this.q = q;
        this.p = p;
        this.transition = new double[k * k];
        this.odds = new double[k * (k - 1) * q];
        this.coefficient = new double[c * k];
        this.lag = new double[p * k];
        this.variance = new double[k];
    }

    SwitchingValues copy() {
        SwitchingValues copy = new SwitchingValues(k, c, q, p);
        System.arraycopy(transition, 0, copy.transition, 0, transition.length);
        System.arraycopy(odds, 0, copy.odds, 0, odds.length);
        System.arraycopy(coefficient, 0, copy.coefficient, 0, coefficient.length);
        System.arraycopy(lag, 0, copy.lag, 0, lag.length);
        System.arraycopy(variance, 0, copy.variance, 0, variance.length);
        return copy;
    }

    /** The transition probabilities of a bar. */
    void transitionInto(double[] z, int zo, double[] out, int oo) {
        if (q == 1) {
            System.arraycopy(transition, 0, out, oo, k * k);
            return;
        }
        for (int i = 0; i < k; i++) {
            double largest = 0;
            int row = oo + i * k;
            for (int j = 0; j < k - 1; j++) {
                double sum = 0;
                for (int m = 0; m < q; m++) {
                    sum += odds[(i * (k - 1) + j) * q + m] * z[zo + m];
                }
                out[row + j] = sum;
                largest = Math.max(largest, sum);
            }
            out[row + k - 1] = 0;
            double total = 0;
            for (int j = 0; j < k; j++) {
                out[row + j] = StrictMath.exp(out[row + j] - largest);
                total += out[row + j];
            }
            for (int j = 0; j < k; j++) {
                out[row + j] /= total;
            }
        }
    }

    /** The mean of a bar in a state, before mean-adjusted lags. */
    double mean(double[] x, int xo, int state) {
        double sum = 0;
        for (int j = 0; j < c; j++) {
            sum += coefficient[j * k + state] * x[xo + j];
        }
        return sum;
    }

    /** The same model with its states in another order: new state i is old state order[i]. */
    SwitchingValues permuted(int[] order) {
        SwitchingValues out = new SwitchingValues(k, c, q, p);
        int last = order[k - 1];
        for (int i = 0; i < k; i++) {
            int from = order[i];
            for (int j = 0; j < k; j++) {
                out.transition[i * k + j] = transition[from * k + order[j]];
            }
            for (int j = 0; j < k - 1; j++) {
                for (int m = 0; m < q; m++) {
                    // Log odds against another last state: a difference.
                    out.odds[(i * (k - 1) + j) * q + m] = odds(from, order[j], m) - odds(from, last, m);
                }
            }
            for (int j = 0; j < c; j++) {
                out.coefficient[j * k + i] = coefficient[j * k + from];
            }
            for (int j = 0; j < p; j++) {
                out.lag[j * k + i] = lag[j * k + from];
            }
            out.variance[i] = variance[from];
        }
        return out;
    }

    private double odds(int from, int to, int regressor) {
        return to == k - 1 ? 0 : odds[(from * (k - 1) + to) * q + regressor];
    }

    /** The same model for data in other units; see {@link SwitchingDesign#scaled}. */
    SwitchingValues unscaled(double seriesUnit, double[] columnUnits, double[] covariateUnits) {
        SwitchingValues out = copy();
        for (int j = 0; j < c; j++) {
            for (int s = 0; s < k; s++) {
                out.coefficient[j * k + s] *= seriesUnit / columnUnits[j];
            }
        }
        for (int i = 0; i < out.odds.length; i++) {
            out.odds[i] /= covariateUnits[i % q];
        }
        for (int s = 0; s < k; s++) {
            out.variance[s] *= seriesUnit * seriesUnit;
        }
        return out;
    }

    boolean finite() {
        return allFinite(transition)
                && allFinite(odds)
                && allFinite(coefficient)
                && allFinite(lag)
                && allFinite(variance);
    }

    private static boolean allFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }
}
