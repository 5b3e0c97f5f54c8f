package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a {@link Constraint} means: bounds on single assets, linear rows over all of them, and sums of convex piecewise
 * linear functions that are bounded from above.
 *
 * <p>Bounds of several constraints on one asset hold together: the tightest one counts, and its constraint is the one
 * that gets the price. Not thread-safe; it lives only while a problem is being read.
 */
public final class LinearForm {
    private final Universe universe;
    private final double[] lower;
    private final double[] upper;
    private final int[] lowerOwner;
    private final int[] upperOwner;
    private final List<Row> rows = new ArrayList<>();
    private final List<Bound> bounds;
    private int owner;
    private String ownerName = "";
    private int skipped = -1;
    private boolean skippedUpper;
    private boolean closed;
    private double moved;
    private boolean trial;

    /** A row: lower <= coefficients'w <= upper; or convex functions in their place, unbounded below. */
    static final class Row {
        private final List<ConvexFunctions> functions;
        private final int owner;
        private final double[] coefficients;
        private final double lower;
        private final double upper;

        Row(int owner, double[] coefficients, List<ConvexFunctions> functions, double lower, double upper) {
            this.functions = functions;
            this.owner = owner;
            this.coefficients = coefficients;
            this.lower = lower;
            this.upper = upper;
        }

        int owner() {
            return owner;
        }

        /** Not copied: nobody writes there; zero for an asset whose function has breakpoints. */
        double[] coefficients() {
            return coefficients;
        }

        /** One element if the row is a sum of convex functions, else none. */
        List<ConvexFunctions> functions() {
            return functions;
        }

        /** Whether the row is not linear in the weight of an asset. */
        boolean bends(int j) {
            return !functions.isEmpty() && functions.get(0).breakpoints(j).length > 0;
        }

        /** The part of an asset in the row's activity. */
        double part(int j, double w) {
            return bends(j) ? functions.get(0).value(j, w) : coefficients[j] * w;
        }

        double slopeAbove(int j, double w) {
            return bends(j) ? functions.get(0).slopeAbove(j, w) : coefficients[j];
        }

        double slopeBelow(int j, double w) {
            return bends(j) ? functions.get(0).slopeBelow(j, w) : coefficients[j];
        }

        double activity(double[] w) {
            double sum = 0;
            for (int j = 0; j < w.length; j++) {
                sum = bends(j) ? sum + part(j, w[j]) : Math.fma(coefficients[j], w[j], sum);
            }
            return sum;
        }

        /** Whether an asset counts in the row at a weight. */
        boolean involves(int j, double w) {
            return bends(j) ? part(j, w) != 0 : coefficients[j] != 0;
        }

        double lower() {
            return lower;
        }

        double upper() {
            return upper;
        }
    }

    /** No slack. */
    static final int HARD = -1;

    /** What exceeding a soft bound on risk costs: the position of its slack s, at {@code price s + squared s^2}. */
    record Slack(int position, double price, double squared) {
        static final Slack NONE = new Slack(HARD, 0, 0);

        /** What the next unit costs. */
        double slope(double s) {
            return Math.fma(2 * squared, s, price);
        }
    }

    /**
     * A bound on a quadratic form: {@code sqrt((w - centre)'S(w - centre)) - s <= limit}; centre of length 0 if it is zero,
     * s the slack of a soft bound.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and read within this package only
    record Quadratic(int owner, RiskModel risk, double[] centre, double limit, Slack slack) {
        boolean isSoft() {
            return slack.position != HARD;
        }

        /** The slack that weights have written down; 0 if the bound is hard. */
        double slackOf(double[] w) {
            return isSoft() ? w[slack.position] : 0;
        }

        /** Writes down the slack that weights need. */
        void fill(double[] w) {
            if (isSoft()) {
                w[slack.position] = Math.max(0, at(w) - limit);
            }
        }

        /** The square root of the form. */
        double at(double[] w) {
            return Math.sqrt(Term.Quadratic.form(risk, w, centre));
        }

        /** The derivative of the square root of the form; zeros where that is zero. */
        double[] gradient(double[] w) {
            double[] d = w.clone();
            for (int j = 0; j < centre.length; j++) {
                d[j] -= centre[j];
            }
            double[] gradient = new double[w.length];
            risk.multiplyInto(d, gradient);
            double at = at(w);
            for (int j = 0; j < gradient.length; j++) {
                gradient[j] = at > 0 ? gradient[j] / at : 0;
            }
            return gradient;
        }
    }

    /** Which weights count among the largest. */
    enum Side {
        /** All, short ones as negative. */
        SIGNED,
        /** Long positions only. */
        LONG,
        /** All by their absolute value. */
        ABSOLUTE
    }

    /** A bound on the sum of the largest weights among the first so many assets, less the slack if it has one. */
    record Largest(int owner, int count, int among, Side side, double limit, int slack) {
        /** The row of coefficients 1, -1 and 0 whose product with weights is the sum of the largest of them less the slack. */
        double[] row(double[] w) {
            double[] row = new double[w.length];
            if (slack != HARD) {
                row[slack] = -1;
            }
            for (int k = 0; k < count; k++) {
                int best = -1;
                for (int j = 0; j < among; j++) {
                    best = row[j] == 0 && (best < 0 || size(w[j]) > size(w[best])) ? j : best;
                }
                if (side == Side.LONG && w[best] <= 0) {
                    return row;
                }
                row[best] = side == Side.ABSOLUTE && w[best] < 0 ? -1 : 1;
            }
            return row;
        }

        /**
         * The row for weights that are about to change: of those as large as the k-th largest but for rounding, those count
         * that grow fastest.
         */
        double[] row(double[] w, double[] change, double rounding) {
            double[] sizes = new double[among];
            double[] ascending = new double[among];
            for (int j = 0; j < among; j++) {
                sizes[j] = side == Side.LONG ? Math.max(0, w[j]) : size(w[j]);
                ascending[j] = sizes[j];
            }
            Arrays.sort(ascending);
            double last = ascending[among - count];
            double near = rounding * Math.max(1, Math.abs(last));
            double[] row = new double[w.length];
            if (slack != HARD) {
                row[slack] = -1;
            }
            int left = count;
            for (int j = 0; j < among; j++) {
                if (sizes[j] > last + near) {
                    row[j] = w[j] < 0 && side == Side.ABSOLUTE ? -1 : 1;
                    left--;
                }
            }
            for (; left > 0; left--) {
                int best = -1;
                for (int j = 0; j < among; j++) {
                    boolean tied = Math.abs(sizes[j] - last) <= near && row[j] == 0;
                    if (tied && (best < 0 || growth(w[j], change[j], near) > growth(w[best], change[best], near))) {
                        best = j;
                    }
                }
                if (side == Side.LONG && growth(w[best], change[best], near) <= 0 && last <= near) {
                    return row;
                }
                boolean falls = Math.abs(w[best]) > near ? w[best] < 0 : change[best] < 0;
                row[best] = side == Side.ABSOLUTE && falls ? -1 : 1;
            }
            return row;
        }

        /** How fast the size of a weight grows. */
        private double growth(double weight, double change, double near) {
            boolean zero = Math.abs(weight) <= near;
            return switch (side) {
                case SIGNED -> change;
                case LONG -> zero ? Math.max(0, change) : weight > 0 ? change : 0;
                case ABSOLUTE -> zero ? Math.abs(change) : weight > 0 ? change : -change;
            };
        }

        private double size(double weight) {
            return side == Side.ABSOLUTE ? Math.abs(weight) : weight;
        }

        /** The sum of the largest, less the slack. */
        double sum(double[] w) {
            return Compensated.dot(w.length, row(w), 0, w, 0);
        }
    }

    private final List<Quadratic> quadratics = new ArrayList<>();
    private final List<Largest> largest = new ArrayList<>();

    /** A bound as it was given. */
    record Bound(int owner, int asset, double value, boolean isUpper) {}

    /** The constraint whose bounds are moved outwards, and by how much. */
    private final int relaxed;

    private final double by;

    LinearForm(Universe universe) {
        this(universe, -1, 0);
    }

    LinearForm(Universe universe, int relaxed, double by) {
        this.universe = universe;
        this.relaxed = relaxed;
        this.by = by;
        int n = universe.size();
        bounds = new ArrayList<>(2 * n); // most problems have a floor and a cap for each asset
        lower = new double[n];
        upper = new double[n];
        lowerOwner = new int[n];
        upperOwner = new int[n];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        Arrays.fill(lowerOwner, -1);
        Arrays.fill(upperOwner, -1);
    }

    /** Marks a form that is read only to see whether constraints fit. */
    LinearForm onTrial() {
        trial = true;
        return this;
    }

    boolean isTrial() {
        return trial;
    }

    private double margin() {
        return moved + (owner == relaxed ? by : 0);
    }

    /** Bounds given from now on are moved outwards by so much. */
    void move(double outwards) {
        moved = outwards;
    }

    /** Bounds on one side of this asset do not count until told otherwise; -1 for none. */
    void skip(int asset, boolean isUpper) {
        skipped = asset;
        skippedUpper = isUpper;
    }

    private boolean skips(int asset, boolean isUpper) {
        return asset == skipped && isUpper == skippedUpper;
    }

    /** What follows belongs to this constraint. */
    void speaking(int index, String name) {
        owner = index;
        ownerName = name;
    }

    /** Nothing may be added any more: the problem is being solved. */
    void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "constraint \"" + ownerName + "\" must say what it means while describe(...) runs, not afterwards");
        }
    }

    /**
     * Bounds the weight of one asset from below.
     *
     * @param asset its position
     * @param weight the smallest weight allowed, finite
     */
    public void atLeast(int asset, double weight) {
        requireOpen();
        if (!Double.isFinite(weight)) {
            Check.finite(weight, "lower bound of " + universe.id(asset) + " in \"" + ownerName + "\"");
        }
        Check.index(asset, lower.length, "index");
        if (skips(asset, false)) {
            return;
        }
        double given = weight - moved;
        bounds.add(new Bound(owner, asset, given, false));
        double bound = owner == relaxed ? given - by : given + 0.0;
        if (bound > lower[asset]) {
            lower[asset] = bound;
            lowerOwner[asset] = owner;
        }
    }

    /**
     * Bounds the weight of one asset from above.
     *
     * @param asset its position
     * @param weight the largest weight allowed, finite
     */
    public void atMost(int asset, double weight) {
        requireOpen();
        if (!Double.isFinite(weight)) {
            Check.finite(weight, "upper bound of " + universe.id(asset) + " in \"" + ownerName + "\"");
        }
        Check.index(asset, lower.length, "index");
        if (skips(asset, true)) {
            return;
        }
        double given = weight + moved;
        bounds.add(new Bound(owner, asset, given, true));
        double bound = owner == relaxed ? given + by : given + 0.0;
        if (bound < upper[asset]) {
            upper[asset] = bound;
            upperOwner[asset] = owner;
        }
    }

    /**
     * Bounds a linear combination of the weights.
     *
     * @param coefficients one finite number for each asset; copied
     * @param low the smallest value allowed, or negative infinity
     * @param high the largest value allowed, or infinity; equal to {@code low} for an equation
     * @throws IllegalArgumentException if a coefficient is not finite, a bound is NaN or the bounds are out of order
     */
    public void row(double[] coefficients, double low, double high) {
        requireOpen();
        Check.notNull(coefficients, "coefficients");
        Check.length(coefficients.length, universe.size(), "coefficients of \"" + ownerName + "\"");
        for (int j = 0; j < coefficients.length; j++) {
            if (!Double.isFinite(coefficients[j])) {
                throw new IllegalArgumentException("coefficient of " + universe.id(j) + " in \"" + ownerName
                        + "\" must be finite, was " + coefficients[j]);
            }
        }
        if (!(low <= high) || low == Double.POSITIVE_INFINITY || high == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("bounds of \"" + ownerName + "\" must be in order, lower <= upper, were "
                    + Numbers.text(low) + " and " + Numbers.text(high));
        }
        double margin = margin();
        rows.add(new Row(owner, coefficients.clone(), List.of(), low - margin, high + margin));
    }

    /**
     * Bounds from above a sum of convex piecewise linear functions, one of each weight, such as |w - w0|. A function is
     * zero at its first breakpoint, or at weight 0 if it has none.
     *
     * @param breakpoints for each asset where its slope changes, ascending; perhaps none
     * @param slopes for each asset one slope more than breakpoints, ascending; copied
     * @param high the largest value allowed, finite
     * @throws IllegalArgumentException if a function is not convex or a number not finite
     */
    public void convexRow(double[][] breakpoints, double[][] slopes, double high) {
        Check.notNull(breakpoints, "breakpoints");
        Check.notNull(slopes, "slopes");
        Check.finite(high, "limit of \"" + ownerName + "\"");
        ConvexFunctions functions = ConvexFunctions.of(universe, breakpoints, slopes, ownerName);
        double[] coefficients = new double[universe.size()];
        for (int j = 0; j < coefficients.length; j++) {
            coefficients[j] = breakpoints[j].length == 0 ? slopes[j][0] : 0;
        }
        double margin = margin();
        rows.add(new Row(owner, coefficients, List.of(functions), Double.NEGATIVE_INFINITY, high + margin));
    }

    /** Says the bounds on single assets as rows instead, which can have slacks. */
    void boundsAsRows() {
        for (int j = 0; j < lower.length; j++) {
            if (lower[j] > Double.NEGATIVE_INFINITY || upper[j] < Double.POSITIVE_INFINITY) {
                double[] one = new double[lower.length];
                one[j] = 1;
                row(one, lower[j], upper[j]);
            }
        }
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        bounds.clear();
    }

    /** Bounds the square root of a quadratic form. */
    void quadratic(RiskModel risk, double[] centre, double limit) {
        quadratic(risk, centre, limit, Slack.NONE);
    }

    /** The same of a soft bound. */
    void quadratic(RiskModel risk, double[] centre, double limit, Slack slack) {
        requireOpen();
        universe.requireSame(risk.universe(), "the risk model of \"" + ownerName + "\"");
        quadratics.add(new Quadratic(owner, risk, centre, limit + margin(), slack));
    }

    /** Bounds the sum of the {@code count} largest weights. */
    void largest(int count, Side side, double limit) {
        largest(count, universe.size(), side, limit, HARD);
    }

    /** Bounds the sum of the {@code count} largest weights among the first assets, less a slack if there is one. */
    void largest(int count, int among, Side side, double limit, int slack) {
        requireOpen();
        if (count > among) {
            throw new IllegalArgumentException(
                    "\"" + ownerName + "\" must be at most the number of assets, " + among + ", was " + count);
        }
        largest.add(new Largest(owner, count, among, side, limit + margin(), slack));
    }

    /** Adds one of the rows that a bound on the largest weights stands for. */
    void cut(Largest bound, double[] coefficients) {
        rows.add(new Row(bound.owner(), coefficients, List.of(), Double.NEGATIVE_INFINITY, bound.limit()));
    }

    Universe universe() {
        return universe;
    }

    List<Quadratic> quadratics() {
        return quadratics;
    }

    List<Largest> largest() {
        return largest;
    }

    double[] lower() {
        return lower;
    }

    double[] upper() {
        return upper;
    }

    int lowerOwner(int asset) {
        return lowerOwner[asset];
    }

    int upperOwner(int asset) {
        return upperOwner[asset];
    }

    List<Row> rows() {
        return rows;
    }

    List<Bound> bounds() {
        return bounds;
    }
}
