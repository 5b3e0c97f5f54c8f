package io.trimtab.core.regime;

import java.util.Arrays;
import java.util.List;

/**
 * The data of a Markov-switching model laid out for its passes.
 *
 * <pre>
 * y_t    the series
 * x_t    C regressors of the observation: one, lags that are not mean-adjusted, regressors
 * z_t    Q regressors of the log odds of the move into t: one, covariates
 * K      states;  p  mean-adjusted lags;  r = max(p, 1)
 * e      a joint state (s_t, s_t-1, ..., s_t-r) as a number to the base K, s_t its lowest digit; K^(r+1) of them
 * h      the same without the oldest: (s_t, ..., s_t-r+1); K^r of them
 * first  the first bar that has all its lags
 * </pre>
 */
final class SwitchingDesign {
    final SwitchingSpec spec;
    final int k;
    final int c;
    final int q;
    final int p;
    final int r;
    final int histories;
    final int joints;
    final int bars;
    final int first;
    final double[] y;
    final double[] x;
    final double[] z;
    /** digits[e * (r + 1) + i] is s_t-i of joint state e. */
    final int[] digits;

    private SwitchingDesign(SwitchingSpec spec, double[] y, double[] x, double[] z) {
        this.spec = spec;
        this.k = spec.states;
        this.c = spec.design().size();
        this.q = 1 + spec.transitionCovariates().size();
        this.p = spec.adjustedLags();
        this.r = Math.max(1, p);
        int h = 1;
        for (int i = 0; i < r; i++) {
            h *= k;
        }
        this.histories = h;
        this.joints = h * k;
        this.bars = y.length;
        this.first = spec.lags;
        this.y = y;
        this.x = x;
        this.z = z;
        this.digits = new int[joints * (r + 1)];
        for (int e = 0; e < joints; e++) {
            int rest = e;
            for (int i = 0; i <= r; i++) {
                digits[e * (r + 1) + i] = rest % k;
                rest /= k;
            }
        }
    }

    /** A design of no bars, for its sizes alone. */
    static SwitchingDesign shape(SwitchingSpec spec) {
        return new SwitchingDesign(spec, new double[0], new double[0], new double[0]);
    }

    static SwitchingDesign of(SwitchingSpec spec, SwitchingSample sample) {
        double[] y = sample.series();
        List<double[]> regressors = sample.regressors(spec);
        List<double[]> covariates = sample.covariates(spec);
        int lagColumns = spec.lags - spec.adjustedLags();
        int c = 1 + lagColumns + regressors.size();
        int q = 1 + covariates.size();
        double[] x = new double[y.length * c];
        double[] z = new double[y.length * q];
        for (int t = 0; t < y.length; t++) {
            x[t * c] = 1;
            for (int lag = 1; lag <= lagColumns; lag++) {
                x[t * c + lag] = t >= lag ? y[t - lag] : 0;
            }
            for (int j = 0; j < regressors.size(); j++) {
                x[t * c + 1 + lagColumns + j] = regressors.get(j)[t];
            }
            z[t * q] = 1;
            for (int j = 0; j < covariates.size(); j++) {
                z[t * q + 1 + j] = covariates.get(j)[t];
            }
        }
        return new SwitchingDesign(spec, y, x, z);
    }

    /**
     * The same data in units of one: the series over its deviation, every other column over its largest size. Lags of
     * the series keep their coefficients.
     */
    SwitchingDesign scaled(double seriesUnit, double[] columnUnits, double[] covariateUnits) {
        double[] sy = new double[bars];
        double[] sx = x.clone();
        double[] sz = z.clone();
        for (int t = 0; t < bars; t++) {
            sy[t] = y[t] / seriesUnit;
            for (int j = 0; j < c; j++) {
                sx[t * c + j] /= columnUnits[j];
            }
            for (int j = 0; j < q; j++) {
                sz[t * q + j] /= covariateUnits[j];
            }
        }
        return new SwitchingDesign(spec, sy, sx, sz);
    }

    /** The number of observations with a density. */
    int observations() {
        return bars - first;
    }

    /** The bar whose transition probabilities the chain starts from. */
    int start() {
        return Math.max(0, first - r);
    }

    /** The first value that is not finite as text, or an empty one. */
    String defect() {
        for (int t = 0; t < bars; t++) {
            if (!Double.isFinite(y[t])) {
                return "observation " + t + " is " + y[t];
            }
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i])) {
                return "regressor \"" + spec.design().get(i % c) + "\" at " + i / c + " is " + x[i];
            }
        }
        for (int i = 0; i < z.length; i++) {
            if (!Double.isFinite(z[i])) {
                return "transition covariate \"" + spec.transitionCovariates().get(i % q - 1) + "\" at " + i / q
                        + " is " + z[i];
            }
        }
        return "";
    }

    double[] unitsOfColumns(double seriesUnit) {
        double[] units = new double[c];
        Arrays.fill(units, 1);
        int lagColumns = spec.lags - p;
        for (int j = 1; j < c; j++) {
            units[j] = j <= lagColumns ? seriesUnit : size(x, j, c);
        }
        return units;
    }

    double[] unitsOfCovariates() {
        double[] units = new double[q];
        Arrays.fill(units, 1);
        for (int j = 1; j < q; j++) {
            units[j] = size(z, j, q);
        }
        return units;
    }

    private static double size(double[] values, int column, int columns) {
        double largest = 0;
        for (int i = column; i < values.length; i += columns) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest > 0 ? largest : 1;
    }
}
