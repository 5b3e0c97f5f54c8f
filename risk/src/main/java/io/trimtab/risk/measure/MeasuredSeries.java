package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.OrderStatistics;
import io.trimtab.core.statistics.DegreesOfFreedom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A series of returns with what measures share of it: order, moments and drawdowns, each calculated at most once.
 *
 * <pre>{@code
 * MeasuredSeries series = new MeasuredSeries(); // one a thread, used again for every series
 * series.load(n, returns, 0);
 * double risk = measure.value(series);          // allocates nothing once the series has grown to n
 * }</pre>
 *
 * <p>It is a workspace: loading replaces what was there. Not thread-safe.
 */
public final class MeasuredSeries {
    private static final double[] NONE = {};
    private static final int SLOTS = 4;

    private int size;
    private double[] returns = NONE;
    private double[] ascending = NONE;
    private boolean sorted;
    private boolean centred;
    private final CentralMoments moments = new CentralMoments();
    private final ProbabilityView view = new ProbabilityView();
    /** Whether the probabilities of the view are those under which a measure is taken now. */
    private boolean weighed;

    private final DrawdownPath compounded = new DrawdownPath();
    private final DrawdownPath uncompounded = new DrawdownPath();
    private final double[][] scratch = {NONE, NONE, NONE, NONE};

    /** An empty series, to be loaded. */
    public MeasuredSeries() {}

    /**
     * A series of returns.
     *
     * @param returns simple returns or profits, positive for a gain, all finite; copied
     * @return the series
     * @throws IllegalArgumentException if a return is not finite
     */
    public static MeasuredSeries of(double... returns) {
        MeasuredSeries series = new MeasuredSeries();
        series.load(Check.notNull(returns, "returns").length, returns, 0);
        return series;
    }

    /**
     * A series of losses.
     *
     * @param losses positive for a loss, all finite; copied
     * @return the series of returns with the opposite signs
     * @throws IllegalArgumentException if a loss is not finite
     */
    public static MeasuredSeries ofLosses(double... losses) {
        MeasuredSeries series = new MeasuredSeries();
        series.loadLosses(Check.notNull(losses, "losses").length, losses, 0);
        return series;
    }

    /**
     * Replaces the series by other returns.
     *
     * @param n their number
     * @param values simple returns or profits, positive for a gain, all finite; copied
     * @param offset where the first is
     * @return this
     * @throws IllegalArgumentException if a return is not finite, or there are fewer than {@code n}
     */
    public MeasuredSeries load(int n, double[] values, int offset) {
        return load(n, values, offset, MissingReturns.REFUSE);
    }

    /**
     * Replaces the series by other returns.
     *
     * @param n their number, with those that are missing
     * @param values simple returns or profits, positive for a gain, finite or, where missing, NaN; copied
     * @param offset where the first is
     * @param missing what becomes of NaN
     * @return this
     * @throws IllegalArgumentException if a return is infinite, or NaN and to be refused, or there are fewer than
     *     {@code n}
     */
    public MeasuredSeries load(int n, double[] values, int offset, MissingReturns missing) {
        requireExtent(n, values, offset, "returns");
        boolean omit = Check.notNull(missing, "missing") == MissingReturns.OMIT;
        reset(n);
        int kept = 0;
        for (int t = 0; t < n; t++) {
            double r = values[offset + t];
            if (omit && Double.isNaN(r)) {
                continue;
            }
            returns[kept++] = requireFinite(r, "returns", t);
        }
        size = kept;
        return this;
    }

    /**
     * Replaces the series by the returns that give some losses.
     *
     * @param n their number
     * @param losses positive for a loss, all finite; copied
     * @param offset where the first is
     * @return this
     * @throws IllegalArgumentException if a loss is not finite, or there are fewer than {@code n}
     */
    public MeasuredSeries loadLosses(int n, double[] losses, int offset) {
        requireExtent(n, losses, offset, "losses");
        reset(n);
        for (int t = 0; t < n; t++) {
            returns[t] = 0.0 - requireFinite(losses[offset + t], "losses", t);
        }
        size = n;
        return this;
    }

    /**
     * Replaces the series by the simple returns of some log returns.
     *
     * @param n their number
     * @param logReturns logarithms of 1 + return, all finite; copied
     * @param offset where the first is
     * @return this
     * @throws IllegalArgumentException if one is not finite or too large, or there are fewer than {@code n}
     */
    public MeasuredSeries loadLog(int n, double[] logReturns, int offset) {
        requireExtent(n, logReturns, offset, "logReturns");
        reset(n);
        for (int t = 0; t < n; t++) {
            double simple = StrictMath.expm1(requireFinite(logReturns[offset + t], "logReturns", t));
            returns[t] = requireFinite(simple, "simple return of logReturns", t);
        }
        size = n;
        return this;
    }

    /**
     * Replaces this series and its benchmark's by a pair of the same times.
     *
     * @param benchmark receives the second series; must not be this one
     * @param n the number of pairs, with those that are missing
     * @param x simple returns
     * @param xo where the first is
     * @param y the benchmark's simple returns
     * @param yo where the first is
     * @param missing what becomes of a time at which either is NaN
     * @throws IllegalArgumentException if a return is infinite, or NaN and to be refused, or there are fewer than
     *     {@code n}
     */
    public void loadPair(
            MeasuredSeries benchmark, int n, double[] x, int xo, double[] y, int yo, MissingReturns missing) {
        Check.notNull(benchmark, "benchmark");
        requireExtent(n, x, xo, "returns");
        requireExtent(n, y, yo, "benchmark returns");
        boolean omit = Check.notNull(missing, "missing") == MissingReturns.OMIT;
        if (benchmark == this) {
            throw new IllegalArgumentException("benchmark must be another series than this one");
        }
        reset(n);
        benchmark.reset(n);
        int kept = 0;
        for (int t = 0; t < n; t++) {
            if (omit && (Double.isNaN(x[xo + t]) || Double.isNaN(y[yo + t]))) {
                continue;
            }
            returns[kept] = requireFinite(x[xo + t], "returns", t);
            benchmark.returns[kept++] = requireFinite(y[yo + t], "benchmark returns", t);
        }
        size = kept;
        benchmark.size = kept;
    }

    private static void requireExtent(int n, double[] values, int offset, String name) {
        Check.atLeast(n, 0, "n");
        Check.atLeast(offset, 0, "offset");
        if (Check.notNull(values, name).length - offset < n) {
            throw new IllegalArgumentException(
                    name + " must have " + n + " elements from " + offset + ", had length " + values.length);
        }
    }

    private static double requireFinite(double value, String name, int t) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + "[" + t + "] must be finite, was " + value);
        }
        return value;
    }

    private void reset(int capacity) {
        if (returns.length < capacity) {
            returns = new double[capacity];
        }
        size = 0;
        sorted = false;
        centred = false;
        view.forget();
        compounded.forget();
        uncompounded.forget();
    }

    /**
     * The number of returns.
     *
     * @return at least 0
     */
    public int size() {
        return size;
    }

    /**
     * One return.
     *
     * @param t its position
     * @return the simple return, positive for a gain
     */
    public double get(int t) {
        return returns[Check.index(t, size, "t")];
    }

    /**
     * The return of a rank. The first call sorts the series.
     *
     * @param rank 0 for the lowest return, which is the worst loss, size - 1 for the highest
     * @return the return of that rank
     */
    public double ascending(int rank) {
        return sorted()[Check.index(rank, size, "rank")];
    }

    /**
     * The arithmetic mean, summed in twice the precision.
     *
     * @return the mean; NaN for an empty series; of equal returns that return itself
     */
    public double mean() {
        return moments().mean;
    }

    /**
     * A moment about the mean, divided by the number of returns.
     *
     * @param order 2, 3 or 4
     * @return the mean of the deviations to that power; NaN for an empty series
     */
    public double centralMoment(int order) {
        CentralMoments m = moments();
        return switch (order) {
            case 2 -> Math.scalb(m.m2, 2 * m.exponent);
            case 3 -> Math.scalb(m.m3, 3 * m.exponent);
            case 4 -> Math.scalb(m.m4, 4 * m.exponent);
            default -> throw new IllegalArgumentException("order must be 2, 3 or 4, was " + order);
        };
    }

    /**
     * The standard deviation.
     *
     * @param degreesOfFreedom what the sum of squares is divided by
     * @return at least 0, exactly 0 for equal returns; NaN for too few
     */
    public double volatility(DegreesOfFreedom degreesOfFreedom) {
        double divisor = divisor(Check.notNull(degreesOfFreedom, "degreesOfFreedom"));
        CentralMoments m = moments();
        return divisor > 0 ? Math.scalb(Math.sqrt(m.m2 * total() / divisor), m.exponent) : Double.NaN;
    }

    /** What deviations are multiplied by where their powers would leave the range of numbers: 1, or a power of two. */
    double unit() {
        return Math.scalb(1.0, -moments().exponent);
    }

    /** A central moment of the deviations times {@link #unit}. */
    double unitMoment(int order) {
        CentralMoments m = moments();
        return order == 2 ? m.m2 : order == 3 ? m.m3 : m.m4;
    }

    /** The third central moment over the cube of the standard deviation divided by n; NaN for equal returns. */
    double skewness() {
        CentralMoments m = moments();
        return m.m2 > 0 ? m.m3 / (m.m2 * Math.sqrt(m.m2)) : Double.NaN;
    }

    /** The fourth central moment over the square of the second, 3 for normal returns; NaN for equal returns. */
    double kurtosis() {
        CentralMoments m = moments();
        return m.m2 > 0 ? m.m4 / (m.m2 * m.m2) : Double.NaN;
    }

    /**
     * How far wealth is below its highest point after a return.
     *
     * @param compounding how returns make wealth
     * @param t the position of the return
     * @return at least 0; NaN where wealth cannot be compounded because a return is below -1
     */
    public double drawdown(Compounding compounding, int t) {
        DrawdownPath path = drawdowns(compounding);
        Check.index(t, size, "t");
        return path.defined() ? path.depths()[t] : Double.NaN;
    }

    /**
     * An array for a measure's own use; what it holds is what was left there.
     *
     * @param slot which of four, 0 to 3
     * @param length how long it must be at least
     * @return the array, the same for the slot until a longer one is asked for
     */
    public double[] scratch(int slot, int length) {
        Check.index(slot, SLOTS, "slot");
        if (scratch[slot].length < length) {
            scratch[slot] = new double[length];
        }
        return scratch[slot];
    }

    /** The returns themselves, of which the first {@link #size} count; not to be changed. */
    double[] array() {
        return returns;
    }

    /** The returns in ascending order, of which the first {@link #size} count; not to be changed. */
    double[] sorted() {
        if (!sorted) {
            if (ascending.length < size) {
                ascending = new double[returns.length];
            }
            System.arraycopy(returns, 0, ascending, 0, size);
            OrderStatistics.sort(size, ascending, 0);
            sorted = true;
        }
        return ascending;
    }

    boolean isSorted() {
        return sorted;
    }

    DrawdownPath drawdowns(Compounding compounding) {
        DrawdownPath path = Check.notNull(compounding, "compounding") == Compounding.COMPOUNDED
                ? compounded.of(size, returns, true)
                : uncompounded.of(size, returns, false);
        return path;
    }

    /** What {@link #mean} lacks of the exact one, where that matters; otherwise 0. */
    double rest() {
        return moments().rest;
    }

    /** A return less the mean, where returns are nearly equal with more digits of the mean than one number has. */
    double deviation(int t) {
        CentralMoments m = moments();
        return returns[t] - m.mean - m.rest;
    }

    /** The moments, under the probabilities if there are any. */
    private CentralMoments moments() {
        if (weighed) {
            return view.moments(size, returns);
        }
        if (!centred) {
            moments.of(size, returns, null);
            centred = true;
        }
        return moments;
    }

    /** From here to {@link #leave} measures are under these probabilities, as many as there are returns. */
    void enter(ScenarioProbabilities probabilities) {
        view.take(probabilities);
        weighed = true;
    }

    /** As {@link #enter}, with probabilities that fall off into the past. */
    void enterFading(double decay) {
        view.takeFading(size, decay);
        weighed = true;
    }

    void leave() {
        weighed = false;
    }

    /** The probability of each return, with the sum of 1; null where all count alike. */
    double @Nullable [] weights() {
        return weighed ? view.weights() : null;
    }

    /** What the weights sum to: 1, or the number of returns where each counts 1. */
    double total() {
        return weighed ? 1 : size;
    }

    /** What a sum of squares, with weights where there are any, is divided by. */
    double divisor(DegreesOfFreedom degreesOfFreedom) {
        return weighed ? view.divisor(degreesOfFreedom) : degreesOfFreedom.divisor(size);
    }

    /** What a sum over shortfalls is divided by, given the weight of the shortfalls. */
    double divisor(DownsideBasis basis, double shortfalls) {
        if (!weighed) {
            return basis.divisor(size, (int) shortfalls);
        }
        return switch (basis) {
            case ALL_OBSERVATIONS -> 1;
            case SHORTFALLS_ONLY -> shortfalls > 0 ? shortfalls : 1;
            case ALL_OBSERVATIONS_LESS_ONE -> view.divisor(DegreesOfFreedom.SAMPLE);
        };
    }

    /** Under probabilities: that of all returns that tie at a rank, held at the first of them. */
    double[] masses() {
        return view.masses(size, returns, sorted());
    }

    /** Under probabilities: that of the returns above a rank. */
    double[] massesAbove() {
        return view.above(size, returns, sorted());
    }

    @Override
    public String toString() {
        return "MeasuredSeries"
                + (size <= 8 ? Arrays.toString(Arrays.copyOf(returns, size)) : "[" + size + " returns]");
    }
}
