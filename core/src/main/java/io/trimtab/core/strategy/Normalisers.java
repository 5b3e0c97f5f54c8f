package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.util.Arrays;

/** The normalisers in the box. */
final class Normalisers {
    static final Normaliser AS_IS = new AsIs();
    static final Normaliser RANK = new Rank();
    static final Normaliser RANK_NORMAL = new RankNormal();

    private static final double Z_LIMIT = 3;
    /** Makes the MAD of a normal sample its standard deviation: 1 / Phi^-1(3/4). */
    private static final double MAD_SCALE = 1.4826022185056018;
    /** Makes the mean absolute deviation of a normal sample its standard deviation: sqrt(pi / 2). */
    private static final double MEAN_DEVIATION_SCALE = 1.2533141373155001;

    private Normalisers() {}

    private record AsIs() implements Normaliser {
        @Override
        public double[] normalise(FactorDirection direction, double[] raw) {
            return goodness(direction, raw);
        }

        @Override
        public double neutral() {
            return 0.5;
        }
    }

    record Clamp(double low, double high) implements Normaliser {
        Clamp {
            Check.finite(low, "low");
            Check.finite(high, "high");
            if (!(low < high) || Double.isInfinite(high - low)) {
                throw new IllegalArgumentException(
                        "high must be above low (" + low + ") by a finite range, was " + high);
            }
        }

        @Override
        public double[] normalise(FactorDirection direction, double[] raw) {
            double[] out = new double[raw.length];
            for (int i = 0; i < raw.length; i++) {
                out[i] = switch (direction.kind()) {
                    case BENEFIT -> unit((raw[i] - low) / (high - low));
                    case COST -> unit((high - raw[i]) / (high - low));
                    case TARGET -> {
                        double t = direction.target();
                        yield unit(1 - Math.abs(raw[i] - t) / Math.max(Math.abs(t - low), Math.abs(high - t)));
                    }
                };
            }
            return out;
        }

        @Override
        public double neutral() {
            return 0.5;
        }

        private static double unit(double x) {
            return Math.min(1, Math.max(0, x));
        }
    }

    record WinsorisedZ(double share) implements Normaliser {
        WinsorisedZ {
            if (!(share >= 0 && share < 0.5)) {
                throw new IllegalArgumentException("share must be within [0, 0.5), was " + share);
            }
        }

        @Override
        public double[] normalise(FactorDirection direction, double[] raw) {
            double[] out = goodness(direction, raw);
            double[] sorted = present(out);
            int n = sorted.length;
            int cut = (int) Math.floor(share * n);
            if (n < 2 || !(sorted[cut] < sorted[n - 1 - cut])) {
                return replacePresent(out, 0);
            }
            double low = sorted[cut];
            double high = sorted[n - 1 - cut];
            // Dividing by the span keeps squares of huge or tiny values in range.
            double span = Math.max(Math.abs(low), Math.abs(high));
            double sum = 0;
            for (double x : sorted) {
                sum += Math.min(high, Math.max(low, x)) / span;
            }
            double mean = sum / n;
            double squares = 0;
            for (double x : sorted) {
                double d = Math.min(high, Math.max(low, x)) / span - mean;
                squares += d * d;
            }
            double deviation = Math.sqrt(squares / n);
            for (int i = 0; i < out.length; i++) {
                double w = Math.min(high, Math.max(low, out[i])) / span;
                out[i] = deviation > 0 ? limited((w - mean) / deviation, Z_LIMIT) : out[i] * 0;
            }
            return out;
        }

        @Override
        public double neutral() {
            return 0;
        }
    }

    private record Rank() implements Normaliser {
        @Override
        public double[] normalise(FactorDirection direction, double[] raw) {
            double[] out = goodness(direction, raw);
            double[] sorted = present(out);
            int n = sorted.length;
            for (int i = 0; i < out.length; i++) {
                if (!Double.isNaN(out[i])) {
                    out[i] = n == 1 ? 0.5 : (meanRank(sorted, out[i]) - 1) / (n - 1);
                }
            }
            return out;
        }

        @Override
        public double neutral() {
            return 0.5;
        }
    }

    private record RankNormal() implements Normaliser {
        @Override
        public double[] normalise(FactorDirection direction, double[] raw) {
            double[] out = goodness(direction, raw);
            double[] sorted = present(out);
            int n = sorted.length;
            for (int i = 0; i < out.length; i++) {
                if (!Double.isNaN(out[i])) {
                    out[i] = normalQuantile((meanRank(sorted, out[i]) - 0.375) / (n + 0.25));
                }
            }
            return out;
        }

        @Override
        public double neutral() {
            return 0;
        }
    }

    record MedianDeviation(double limit) implements Normaliser {
        MedianDeviation {
            Check.positive(limit, "limit");
        }

        @Override
        public double[] normalise(FactorDirection direction, double[] raw) {
            double[] out = goodness(direction, raw);
            double[] sorted = present(out);
            if (sorted.length == 0) {
                return out;
            }
            double median = medianOfSorted(sorted);
            double[] deviations = new double[sorted.length];
            double sum = 0;
            for (int i = 0; i < sorted.length; i++) {
                deviations[i] = Math.abs(sorted[i] - median);
                sum += deviations[i];
            }
            Arrays.sort(deviations);
            double mad = medianOfSorted(deviations);
            double unit = mad > 0 ? MAD_SCALE * mad : MEAN_DEVIATION_SCALE * (sum / sorted.length);
            if (!(unit > 0)) {
                return replacePresent(out, 0);
            }
            for (int i = 0; i < out.length; i++) {
                out[i] = limited((out[i] - median) / unit, limit);
            }
            return out;
        }

        @Override
        public double neutral() {
            return 0;
        }
    }

    private static double[] goodness(FactorDirection direction, double[] raw) {
        double[] out = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            out[i] = direction.goodness(raw[i]) + 0.0; // no negative zero, so that equal values are equal bits
        }
        return out;
    }

    /** The values that are not missing, sorted. */
    static double[] present(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted); // NaN comes last
        int n = sorted.length;
        while (n > 0 && Double.isNaN(sorted[n - 1])) {
            n--;
        }
        return Arrays.copyOf(sorted, n);
    }

    static double medianOfSorted(double[] sorted) {
        int n = sorted.length;
        double high = sorted[n / 2];
        return n % 2 == 1 ? high : sorted[n / 2 - 1] + (high - sorted[n / 2 - 1]) / 2;
    }

    private static double[] replacePresent(double[] values, double by) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                values[i] = by;
            }
        }
        return values;
    }

    /** The rank from 1 of a value that occurs; equal values share the mean of their ranks. */
    private static double meanRank(double[] sorted, double value) {
        return (below(sorted, value) + 1 + notAbove(sorted, value)) / 2.0;
    }

    /** How many elements are below a value. */
    static int below(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many elements are at or below a value. */
    static int notAbove(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double limited(double x, double limit) {
        return Math.min(limit, Math.max(-limit, x));
    }

    /**
     * The standard normal quantile: P. J. Acklam's rational approximation (relative error below 1.2e-9), odd about 1/2
     * by construction.
     */
    static double normalQuantile(double p) {
        if (p > 0.5) {
            return -normalQuantile(1 - p);
        }
        if (p < 0.02425) {
            double q = Math.sqrt(-2 * StrictMath.log(p));
            double top = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
                                                    - 2.549732539343734)
                                            * q
                                    + 4.374664141464968)
                            * q
                    + 2.938163982698783;
            double bottom = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
                                    + 3.754408661907416)
                            * q
                    + 1;
            return top / bottom;
        }
        double q = p - 0.5;
        double r = q * q;
        double top = (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                                                        + 1.383577518672690e+02)
                                                * r
                                        - 3.066479806614716e+01)
                                * r
                        + 2.506628277459239)
                * q;
        double bottom = ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                                                + 6.680131188771972e+01)
                                        * r
                                - 1.328068155288572e+01)
                        * r
                + 1;
        return top / bottom;
    }
}
