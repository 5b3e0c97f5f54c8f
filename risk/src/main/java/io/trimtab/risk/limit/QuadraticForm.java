package io.trimtab.risk.limit;

import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;

/**
 * The variance of what is held and its gradient, kept ready: {@code V = x'Sx} and {@code S x}, with {@code x} in currency.
 *
 * <p>A change of one position adds a multiple of one column of S to {@code S x}, in two doubles: each addition errs by a few
 * units of 2^-106 of the larger operand, so that the first double is right after 10^9 changes and after positions a billion
 * times as large. V is made anew from it in O(n) each time.
 */
final class QuadraticForm {
    /** For correlations that rounding has taken beyond 1. */
    static final double LENIENCE = 1 + 1e-6;

    private final MeterSite site;
    private final int n;
    final double[] worth;
    final double[] product;
    private final double[] productLow;
    /** Standard deviations. */
    final double[] deviation;
    /** Scratch: a column of S. */
    final double[] column;

    double variance;
    /** The sum of the standard deviations of all positions. */
    double size;

    QuadraticForm(MeterSite site) {
        this.site = site;
        n = site.inventory().universe.size();
        worth = new double[n];
        product = new double[n];
        productLow = new double[n];
        deviation = new double[n];
        column = new double[n];
    }

    double worth(int asset, long lots) {
        return lots == 0 ? 0 : lots * site.inventory().marks.value[asset];
    }

    /** A column of S, into the scratch. */
    double[] column(int asset) {
        // what a model leaves out is no number
        Arrays.fill(column, Double.NaN);
        site.requireModel().columnInto(asset, column, 0);
        double most = LENIENCE * deviation[asset];
        boolean wrong = false;
        for (int j = 0; j < n; j++) {
            wrong |= !(Math.abs(column[j]) <= most * deviation[j]);
        }
        if (wrong) {
            throw new IllegalStateException("the covariances of "
                    + site.inventory().universe.id(asset) + " are beyond what variances allow, or no numbers");
        }
        return column;
    }

    void rebuild() {
        RiskModel model = site.requireModel();
        for (int i = 0; i < n; i++) {
            worth[i] = Meter.measurable(worth(i, site.inventory().held[i]));
            double own = model.variance(i);
            if (!(own >= 0 && own < Double.POSITIVE_INFINITY)) {
                throw new IllegalStateException(
                        "the variance of " + model.universe().id(i) + " is " + own);
            }
            deviation[i] = Math.sqrt(own);
        }
        Arrays.fill(product, Double.NaN);
        model.multiplyInto(worth, product);
        Arrays.fill(productLow, 0);
        finish();
    }

    void changed(int asset) {
        double after = Meter.measurable(worth(asset, site.inventory().held[asset]));
        double before = worth[asset];
        double change = after - before;
        if (change == 0) {
            return;
        }
        // what rounding the change left, exactly
        double part = change - after;
        double rest = (after - (change - part)) - (before + part);
        column(asset);
        for (int j = 0; j < n; j++) {
            double term = change * column[j];
            double error = Math.fma(rest, column[j], Math.fma(change, column[j], -term));
            double h = product[j];
            double sum = h + term;
            double share = sum - h;
            double low = ((h - (sum - share)) + (term - share)) + (productLow[j] + error);
            product[j] = sum + low;
            productLow[j] = low - (product[j] - sum);
        }
        worth[asset] = after;
        finish();
    }

    private void finish() {
        double sum = 0;
        size = 0;
        for (int i = 0; i < n; i++) {
            sum += worth[i] * product[i];
            size += Math.abs(worth[i]) * deviation[i];
        }
        // no covariance is larger than the product of its standard deviations
        double most = LENIENCE * size;
        for (int i = 0; i < n; i++) {
            if (!(Math.abs(product[i]) <= most * deviation[i])) {
                throw new IllegalStateException(
                        "the covariance of " + site.inventory().universe.id(i) + " with what is held is " + product[i]
                                + ", beyond what their variances allow");
            }
        }
        // below zero by rounding is zero; by more it is no variance
        if (!(Meter.measurable(sum) >= -1e-8 * size * size)) {
            throw new IllegalStateException("the variance of what is held is " + sum);
        }
        variance = Math.max(0, sum);
    }
}
