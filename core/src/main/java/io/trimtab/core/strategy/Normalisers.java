package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.RobustScale;
import io.trimtab.core.statistics.StandardNormal;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** The normalisers in the box. */
final class Normalisers {
    static final Normaliser AS_IS = new AsIs();
    static final Normaliser RANK = new Rank();
    static final Normaliser RANK_NORMAL = new RankNormal();

    private static final double Z_LIMIT = 3;

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
            return byRank(direction, raw, (rank, n) -> n == 1 ? 0.5 : (rank - 1) / (n - 1));
        }

        @Override
        public double neutral() {
            return 0.5;
        }
    }

    private record RankNormal() implements Normaliser {
        @Override
        public double[] normalise(FactorDirection direction, double[] raw) {
            return byRank(direction, raw, (rank, n) -> StandardNormal.quantile((rank - 0.375) / (n + 0.25)));
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
            for (int i = 0; i < sorted.length; i++) {
                deviations[i] = Math.abs(sorted[i] - median);
            }
            double unit = RobustScale.ofDeviations(deviations.length, deviations);
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

    /** Each value that is present, by a function of its mean rank, from one for the worst, and of their number. */
    private static double[] byRank(FactorDirection direction, double[] raw, DoubleBinaryOperator ofRank) {
        double[] out = goodness(direction, raw);
        double[] sorted = present(out);
        for (int i = 0; i < out.length; i++) {
            if (!Double.isNaN(out[i])) {
                out[i] = ofRank.applyAsDouble(meanRank(sorted, out[i]), sorted.length);
            }
        }
        return out;
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
}
