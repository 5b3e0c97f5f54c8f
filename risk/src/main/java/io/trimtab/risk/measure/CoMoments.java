package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * How a series moves with a benchmark: covariance, higher co-moments, the betas they imply, and correlations.
 *
 * <pre>{@code
 * CoMoments.coskewness().of(returns, benchmark);
 * }</pre>
 *
 * <p>With d the deviations of the returns from their mean and e those of the benchmark. A beta or a correlation is undefined
 * when what it is divided by is 0. Source of the higher ones: Martellini and Ziemann, "Improved estimates of higher-order
 * comoments", Review of Financial Studies 23 (2010), 1467-1502. Thread-safe.
 */
public final class CoMoments {
    /** What a sum may be of the sum of its terms' sizes and still be rounding. */
    private static final double ROUNDING = 0x1p-50;
    /** What it may be and be summed more carefully. */
    private static final double DOUBTFUL = 0x1p-30;

    private CoMoments() {}

    /** The value of a pair of series. */
    @FunctionalInterface
    private interface Value {
        double of(MeasuredSeries series, MeasuredSeries benchmark);
    }

    private record Pair(String name, int fewestObservations, boolean weighable, Value function)
            implements RelativeMeasure {
        /** Of moments, which probabilities can have. */
        Pair(String name, int fewestObservations, Value function) {
            this(name, fewestObservations, true, function);
        }

        @Override
        public double value(MeasuredSeries series, MeasuredSeries benchmark) {
            Check.length(benchmark.size(), series.size(), "benchmark");
            return series.size() < fewestObservations ? Double.NaN : function.of(series, benchmark);
        }

        @Override
        public RelativeMeasure under(ScenarioProbabilities probabilities) {
            Check.notNull(probabilities, "probabilities");
            return weighable ? new PairUnder(this, probabilities) : RelativeMeasure.super.under(probabilities);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A pair under scenario probabilities: it tells both series which, for as long as it is asked. */
    private record PairUnder(Pair pair, ScenarioProbabilities probabilities) implements RelativeMeasure {
        @Override
        public String name() {
            return pair.name() + " under probabilities";
        }

        @Override
        public double value(MeasuredSeries series, MeasuredSeries benchmark) {
            Check.length(benchmark.size(), series.size(), "benchmark");
            if (series.size() == 0) {
                return Double.NaN;
            }
            probabilities.requireFor(series);
            if (probabilities.observations() < pair.fewestObservations()) {
                return Double.NaN;
            }
            if (probabilities.allEqual()) {
                return pair.value(series, benchmark);
            }
            series.enter(probabilities);
            benchmark.enter(probabilities);
            try {
                return pair.value(series, benchmark);
            } finally {
                series.leave();
                benchmark.leave();
            }
        }

        @Override
        public String reasonUndefined(MeasuredSeries series, MeasuredSeries benchmark) {
            return series.size() > 0 && probabilities.observations() < pair.fewestObservations()
                    ? probabilities.tooFew(pair.fewestObservations())
                    : RelativeMeasure.super.reasonUndefined(series, benchmark);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** mean d e^power. */
    private static double product(MeasuredSeries series, MeasuredSeries benchmark, int power) {
        double product = unitProduct(series, benchmark, power) / series.unit();
        for (int k = 0; k < power; k++) {
            product /= benchmark.unit();
        }
        return product;
    }

    /** mean d e^power of deviations times their series' units: within the range of numbers for every series. */
    static double unitProduct(MeasuredSeries series, MeasuredSeries benchmark, int power) {
        double meanOfSeries = series.mean();
        double meanOfBenchmark = benchmark.mean();
        double restOfSeries = series.rest();
        double restOfBenchmark = benchmark.rest();
        double unitOfSeries = series.unit();
        double unitOfBenchmark = benchmark.unit();
        double[] r = series.array();
        double[] b = benchmark.array();
        double[] weights = series.weights();
        double sum = 0;
        double magnitude = 0;
        for (int t = 0; t < series.size(); t++) {
            double e = (b[t] - meanOfBenchmark - restOfBenchmark) * unitOfBenchmark;
            double factor = power == 1 ? e : power == 2 ? e * e : e * e * e;
            double term = (r[t] - meanOfSeries - restOfSeries) * unitOfSeries * factor;
            term = weights == null ? term : weights[t] == 0 ? 0 : weights[t] * term;
            sum += term;
            magnitude += Math.abs(term);
        }
        return (Math.abs(sum) <= DOUBTFUL * magnitude ? cancelling(series, benchmark, power) : sum) / series.total();
    }

    /** The same sum in twice the precision, 0 where that is rounding. */
    private static double cancelling(MeasuredSeries series, MeasuredSeries benchmark, int power) {
        double[] weights = series.weights();
        double sum = 0;
        double low = 0;
        double magnitude = 0;
        for (int t = 0; t < series.size(); t++) {
            double e = benchmark.deviation(t) * benchmark.unit();
            double factor = power == 1 ? e : power == 2 ? e * e : e * e * e;
            double term = series.deviation(t) * series.unit() * factor;
            term = weights == null ? term : weights[t] == 0 ? 0 : weights[t] * term;
            double total = sum + term;
            double part = total - sum;
            low += (sum - (total - part)) + (term - part);
            sum = total;
            magnitude += Math.abs(term);
        }
        sum += low;
        return Math.abs(sum) <= ROUNDING * magnitude ? 0 : sum;
    }

    /** What a quotient of products in units has to be multiplied by: the benchmark's unit over the series'. */
    static double unscaled(double quotient, MeasuredSeries series, MeasuredSeries benchmark) {
        return Math.scalb(quotient, Math.getExponent(benchmark.unit()) - Math.getExponent(series.unit()));
    }

    /** The regression's coefficient; NaN where the benchmark never moves. */
    static double beta(MeasuredSeries r, MeasuredSeries b) {
        return unscaled(unitProduct(r, b, 1) / positive(b.unitMoment(2)), r, b);
    }

    /** The correlation, from -1 to 1; NaN where a series never moves. */
    static double correlation(MeasuredSeries r, MeasuredSeries b) {
        double scale = Math.sqrt(positive(r.unitMoment(2))) * Math.sqrt(positive(b.unitMoment(2)));
        return Math.max(-1, Math.min(1, unitProduct(r, b, 1) / scale));
    }

    /**
     * The covariance: {@code sum d e / divisor}.
     *
     * @param degreesOfFreedom whether the divisor is n - 1 or n
     * @return the measure
     */
    public static RelativeMeasure covariance(DegreesOfFreedom degreesOfFreedom) {
        int fewest = Check.notNull(degreesOfFreedom, "degreesOfFreedom").fewestObservations();
        return new Pair(
                "covariance" + MomentTail.divisor(degreesOfFreedom),
                fewest,
                (r, b) -> product(r, b, 1) * r.total() / r.divisor(degreesOfFreedom));
    }

    /**
     * The coskewness: {@code mean of d e^2}: negative when the returns fall while the benchmark is volatile.
     *
     * @return the measure
     */
    public static RelativeMeasure coskewness() {
        return new Pair("coskewness", 1, (r, b) -> product(r, b, 2));
    }

    /**
     * The cokurtosis: {@code mean of d e^3}.
     *
     * @return the measure
     */
    public static RelativeMeasure cokurtosis() {
        return new Pair("cokurtosis", 1, (r, b) -> product(r, b, 3));
    }

    /**
     * The beta of second order: {@code mean of d e / mean of e^2}: how much of the benchmark's variance an addition brings.
     *
     * @return the measure
     */
    public static RelativeMeasure betaCovariance() {
        return new Pair("beta", 2, CoMoments::beta);
    }

    /**
     * The beta of third order: {@code mean of d e^2 / mean of e^3}.
     *
     * @return the measure
     */
    public static RelativeMeasure betaCoskewness() {
        return new Pair("beta of coskewness", 2, (r, b) -> {
            double third = b.unitMoment(3);
            // the mean of |e|^3 is at most the root of the other two
            boolean symmetric = Math.abs(third) <= 4 * ROUNDING * Math.sqrt(b.unitMoment(2) * b.unitMoment(4));
            return symmetric ? Double.NaN : unscaled(unitProduct(r, b, 2) / third, r, b);
        });
    }

    /**
     * The beta of fourth order: {@code mean of d e^3 / mean of e^4}.
     *
     * @return the measure
     */
    public static RelativeMeasure betaCokurtosis() {
        return new Pair(
                "beta of cokurtosis", 2, (r, b) -> unscaled(unitProduct(r, b, 3) / positive(b.unitMoment(4)), r, b));
    }

    /**
     * The correlation: {@code sum d e / sqrt(sum d^2 sum e^2)}.
     *
     * @return the measure, from -1 to 1
     */
    public static RelativeMeasure correlation() {
        return new Pair("correlation", 2, CoMoments::correlation);
    }

    /**
     * The rank correlation of Spearman: the correlation of the ranks, ties given their mean rank. O(n log n).
     *
     * @return the measure, from -1 to 1
     */
    public static RelativeMeasure spearman() {
        return new Pair("rank correlation (Spearman)", 2, false, (r, b) -> {
            int n = r.size();
            double[] x = ranksInto(r);
            double[] y = ranksInto(b);
            double xx = 0;
            double yy = 0;
            double xy = 0;
            for (int t = 0; t < n; t++) {
                xx += x[t] * x[t];
                yy += y[t] * y[t];
                xy += x[t] * y[t];
            }
            return xy / Math.sqrt(positive(xx) * positive(yy));
        });
    }

    /** Twice the rank, counted from the middle, so that it is an integer and sums to 0. */
    private static double[] ranksInto(MeasuredSeries series) {
        int n = series.size();
        double[] sorted = series.sorted();
        double[] ranks = series.scratch(0, n);
        for (int t = 0; t < n; t++) {
            double value = series.array()[t];
            int first = OrderWeighted.rank(n, sorted, value);
            int last = first;
            while (last + 1 < n && sorted[last + 1] == value) {
                last++;
            }
            ranks[t] = first + last - (n - 1);
        }
        return ranks;
    }

    /**
     * The rank correlation of Kendall, tau-b: concordant less discordant pairs over the root of the pairs not tied in
     * either; Kendall, Biometrika 33 (1945), 239-251. O(n^2).
     *
     * @return the measure, from -1 to 1
     */
    public static RelativeMeasure kendall() {
        return new Pair("rank correlation (Kendall)", 2, false, (r, b) -> {
            long agree = 0;
            long inReturns = 0;
            long inBenchmark = 0;
            for (int i = 0; i < r.size(); i++) {
                for (int j = 0; j < i; j++) {
                    int x = order(r.array()[i], r.array()[j]);
                    int y = order(b.array()[i], b.array()[j]);
                    agree += (long) x * y;
                    inReturns += x == 0 ? 0 : 1;
                    inBenchmark += y == 0 ? 0 : 1;
                }
            }
            return agree / Math.sqrt(positive((double) inReturns) * positive((double) inBenchmark));
        });
    }

    /** Zeros of either sign are equal. */
    private static int order(double x, double y) {
        return x > y ? 1 : x < y ? -1 : 0;
    }

    /** NaN for what is not positive: nothing is divided by 0. */
    private static double positive(double x) {
        return x > 0 ? x : Double.NaN;
    }
}
