package io.trimtab.optimizer.solver;

import io.trimtab.risk.model.FactorStructure;
import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far weights and multipliers are from satisfying the optimality conditions, computed from the original data.
 *
 * <p>With {@code z = Sw + q - A'y}: the primal violation of rows and bounds; the dual residual, which is {@code |z_j|}
 * where the weight's position does not allow its sign, and a multiplier of a row without that bound; complementarity,
 * the sum of each multiplier times its slack; the gap between primal and dual objective, which is the same sum with the
 * sign of each term. The scaled forms divide by {@code max(1, |bound|)} (of the row in the unit in which its largest
 * coefficient is of order one), by {@code max(|Sw|, |q|)} in the maximum norm, and by {@code max(w'Sw / 2, |q'w|)}, so
 * that a change of the data's unit changes nothing.
 *
 * <p>A weight with piecewise linear functions has two z, one on each side; at a breakpoint the residual is the distance
 * of zero from the interval between them.
 *
 * <p>Weights and multipliers are doubles: the exact optimum, rounded to them, has residuals too. What a change of the
 * last two bits of each weight and multiplier can make of a residual is therefore not counted in the scaled forms, and
 * the divisors are at least as large as such a change. That matters only where a portfolio is hedged so well that Sw and
 * w'Sw are themselves the rounding of terms that cancel. The unscaled forms count everything.
 *
 * <p>If S is indefinite by {@code delta} ({@link RiskModel#indefiniteness}), {@code 2 delta v} with
 * {@code v = sum_j var_j w_j^2} is part of the gap: the weights are that close to the best for the covariance
 * {@code S + 2 delta diag(S)}, which is positive semidefinite for certain. The divisor of this part is at least
 * {@code v / 2}: a variance hedged away below it is not known better. For the same reason {@code delta} is added to the
 * relative size of a last bit, and so are the last bits of the loadings where S is given by them ({@link
 * FactorStructure}), of which every element is an inner product.
 *
 * <p>{@link #compute} forms Sw in plain arithmetic with a running error bound; {@link #certify} in doubled precision
 * (Ogita, Rump and Oishi 2005). All other sums are compensated in both. O(n k) for k weights that are not zero.
 */
public final class Residuals {
    private static final double UNIT_ROUNDOFF = 0x1p-53;
    /** The last two bits of a double, relative to it: four units in the last place. */
    private static final double LAST_BITS = 0x1p-50;
    /** A difference beyond this part of its terms has a sign, whatever the rounding of a hundred thousand of them. */
    private static final double CLEAR = 1e-11;
    /** Weights are of order one: one of this size is none. */
    private static final double NOTHING = 0x1p-50;

    private static final double[] NOTHING_MORE = {};

    /** A variance below minus this multiple of what it would be without cancellation is not rounding. */
    private static final double NEGATIVE = 1e-8;

    private final QuadraticProgram p;
    private final double[] high;
    private final double[] low;
    private final DoubledProduct doubled;
    private final double[] column;
    /** The assets whose weights are not zero, ascending. */
    private final int[] holdings;

    private int held;
    /** Where S is few squares and a diagonal. */
    private final @Nullable StructuredProduct structured;

    private double[] weights;
    private double[] multipliers;
    /** The multipliers of the rows as they are stored. */
    private final double[] scaledY;

    private double sumHigh;
    private double sumLow;
    private double rowTerms;
    private double primal;
    private double scaledPrimal;
    private double dual;
    private double complementarity;
    private double gap;
    /** The parts of dual residual and complementarity that the last bits of weights and multipliers do not explain. */
    private double dualBeyond;

    private double complementarityBeyond;
    private double gapBeyond;
    private double delta;
    /** An element of Sw over its asset's volatility is known to this. */
    private double known;

    private double indefinite;
    private double undiversified;
    private double form;
    private double dualDivisor;
    private double gapDivisor;
    /** The divisors as they are where nothing is left out. */
    private double literalDualDivisor;

    private double literalGapDivisor;
    /** Bounds on the rounding in the computed dual residual and gap. */
    private double dualError;

    private double gapError;
    /** Relative to the absolute terms, the error of an element of Sw. */
    private double productError;

    private double lastBits;
    private double spread;
    private double variance;
    private double linear;
    /** What the last inner product is beyond its rounded value. */
    private double linearRest;

    private boolean bounded;
    private boolean negative;

    /**
     * Room to compute residuals of a program.
     *
     * @param program the program
     */
    public Residuals(QuadraticProgram program) {
        p = program;
        high = new double[p.n];
        low = new double[p.n];
        column = new double[p.n];
        doubled = new DoubledProduct(p, column);
        holdings = new int[p.n];
        weights = high;
        multipliers = high;
        scaledY = new double[p.m];
        structured = p.risk instanceof FactorStructure s ? new StructuredProduct(s) : null;
    }

    private void list(double[] w) {
        held = 0;
        for (int j = 0; j < p.n; j++) {
            holdings[held] = j;
            held += w[j] != 0 ? 1 : 0;
        }
    }

    /**
     * Computes all residuals, Sw in plain arithmetic.
     *
     * @param w n weights
     * @param y m multipliers, in the unit the rows were given in
     */
    public void compute(double[] w, double[] y) {
        list(w);
        Arrays.fill(high, 0);
        if (structured != null) {
            structured.plain(w, high);
            addDiagonal(w);
        } else {
            for (int k = 0; k < held; k++) {
                int j = holdings[k];
                p.columnInto(j, column, 0);
                ColumnSums.add(p.n, w[j], column, high);
            }
        }
        plain(w, y);
    }

    /** The same, with a product Sw that was formed from the columns of S, or its structure, in plain arithmetic. */
    void compute(double[] w, double[] y, double[] product) {
        list(w);
        System.arraycopy(product, 0, high, 0, p.n);
        plain(w, y);
    }

    private void scale(double[] y) {
        for (int i = 0; i < p.m; i++) {
            scaledY[i] = y[i] / p.rowScale[i];
        }
    }

    private void plain(double[] w, double[] y) {
        Arrays.fill(low, 0);
        double terms = held + (structured == null ? 0 : structured.rank() + 8);
        productError = terms * UNIT_ROUNDOFF / (1 - terms * UNIT_ROUNDOFF);
        all(w, y);
    }

    /**
     * Computes all residuals, Sw in doubled precision.
     *
     * @param w n weights
     * @param y m multipliers, in the unit the rows were given in
     */
    public void certify(double[] w, double[] y) {
        product(w);
        all(w, y);
    }

    /** Sw in doubled precision. */
    private void product(double[] w) {
        list(w);
        if (structured != null) {
            structured.doubled(w, high, low);
            addDiagonal(w);
        } else {
            doubled.into(w, holdings, held, high, low);
        }
        double k = p.n * UNIT_ROUNDOFF / (1 - p.n * UNIT_ROUNDOFF);
        productError = 2 * k * k;
    }

    /**
     * The same for conditions in which Sw is less by a given vector: what is left of the gap is that between the weights
     * and another point of the dual problem.
     *
     * @param w n weights
     * @param y m multipliers, in the unit the rows were given in
     * @param less n elements, small beside those of Sw
     */
    public void certifyLess(double[] w, double[] y, double[] less) {
        product(w);
        for (int j = 0; j < p.n; j++) {
            low[j] -= less[j];
        }
        all(w, y);
    }

    /** high + low += diag(d)w. */
    private void addDiagonal(double[] w) {
        for (int j = 0; j < p.diagonal.length; j++) {
            double term = p.diagonal[j] * w[j];
            double error = Math.fma(p.diagonal[j], w[j], -term);
            double total = high[j] + term;
            double part = total - high[j];
            low[j] += (high[j] - (total - part)) + (term - part) + error;
            high[j] = total;
        }
    }

    private void all(double[] w, double[] y) {
        scale(y);
        weights = w;
        multipliers = y;
        double largestProduct = 0;
        double largestLinear = 0;
        boolean straight = p.kinks.isEmpty();
        for (int j = 0; j < p.n; j++) {
            largestProduct = Math.max(largestProduct, Math.abs(high[j]));
            largestLinear = Math.max(largestLinear, straight ? Math.abs(p.tilt * p.q[j]) : linearSize(j, w[j]));
        }
        double squares = 0;
        // an infinite variance proves nothing, even of what is not held
        spread = p.largestVolatility < Double.POSITIVE_INFINITY ? 0 : Double.NaN;
        for (int k = 0; k < held; k++) {
            int j = holdings[k];
            double part = p.volatility[j] * Math.abs(w[j]);
            spread += part;
            squares += part * part;
        }
        delta = p.risk.indefiniteness();
        double elements = structured == null ? 0 : 2 * LAST_BITS + structured.rank() * UNIT_ROUNDOFF;
        known = (LAST_BITS + delta + elements) * spread;
        literalDualDivisor = Math.max(largestProduct, largestLinear);
        dualDivisor = Math.max(literalDualDivisor, known * p.largestVolatility);
        quadraticForm(w);
        literalGapDivisor = Math.max(variance / 2, Math.abs(linear));
        gapDivisor = Math.max(Math.max(variance, known * spread) / 2, Math.abs(linear));
        // a weight of size NOTHING is none: what it would add to the objective is the least that is anything
        gapDivisor = Math.max(gapDivisor, NOTHING * dualDivisor);
        indefinite = 2 * delta * squares;
        undiversified = squares;
        bounded = true;
        complementarity = 0;
        complementarityBeyond = 0;
        primal = 0;
        scaledPrimal = 0;
        dual = 0;
        dualBeyond = 0;
        dualError = 0;
        gap = 0;
        gapBeyond = 0;
        gapError = 0;
        rows(w, y);
        assets(w, y);
        gap = Math.abs(gap);
        gapBeyond = Math.abs(gapBeyond);
        if (Double.isNaN(spread)) {
            dual = Double.NaN;
            dualBeyond = Double.NaN;
        }
    }

    private void quadraticForm(double[] w) {
        form = overHoldings(1, high, low, w);
        variance = Math.max(0, form);
        negative = -form > NEGATIVE * spread * spread;
        linear = overHoldings(p.tilt, p.q, NOTHING_MORE, w);
        if (p.kinks.isEmpty()) {
            return;
        }
        sumHigh = linear;
        sumLow = linearRest;
        for (int j = 0; j < p.n; j++) {
            if (p.kinks.count(j) > 0) {
                int s = p.kinks.below(j, w[j]);
                addFunction(p.tilt * p.kinks.slope(j, s), w[j], p.kinks.anchorPoint(j, s));
                add(p.tilt, p.kinks.anchorValue(j, s));
            }
        }
        linear = sumHigh + sumLow;
    }

    /** The inner product of {@code factor x + rest} with the weights, in doubled precision. */
    private double overHoldings(double factor, double[] x, double[] rest, double[] w) {
        double h = 0;
        double l = 0;
        for (int k = 0; k < held; k++) {
            int j = holdings[k];
            double element = factor * x[j];
            double term = element * w[j];
            double error = Math.fma(element, w[j], -term);
            double total = h + term;
            double part = total - h;
            l += (h - (total - part)) + (term - part) + error;
            h = total;
        }
        for (int k = 0; k < held && rest.length > 0; k++) {
            l = Math.fma(rest[holdings[k]], w[holdings[k]], l);
        }
        double total = h + l;
        linearRest = l - (total - h);
        return total;
    }

    private void add(double x, double y) {
        double term = x * y;
        double error = Math.fma(x, y, -term);
        double total = sumHigh + term;
        double part = total - sumHigh;
        sumLow += (sumHigh - (total - part)) + (term - part) + error;
        sumHigh = total;
    }

    private void violated(double by, double bound, double unit) {
        if (by > 0) {
            primal = Math.max(primal, by);
            scaledPrimal = Math.max(scaledPrimal, by * unit / Math.max(1, Math.abs(bound) * unit));
        }
    }

    private void rows(double[] w, double[] y) {
        for (int i = 0; i < p.m; i++) {
            double scale = p.rowScale[i];
            activity(i, w);
            int r = p.kinks.isEmpty() ? -1 : Arrays.binarySearch(p.kinks.rows, i);
            double largest = p.rowLargest[i];
            for (int j = 0; j < p.n && r >= 0; j++) {
                if (p.kinks.count(j) > 0) {
                    int s = p.kinks.below(j, w[j]);
                    double slope = p.kinks.rowSlope(r, j, s);
                    largest = Math.max(largest, Math.abs(slope));
                    rowTerms += Math.abs(slope * w[j]);
                    addFunction(slope, w[j], p.kinks.anchorPoint(j, s));
                    add(1, p.kinks.anchorRowValue(r, j, s));
                }
            }
            double activity = (sumHigh + sumLow) / scale;
            double lo = p.rowLower[i] / scale;
            double hi = p.rowUpper[i] / scale;
            violated(lo - activity, lo, scale);
            violated(activity - hi, hi, scale);
            row(y[i], lo, hi, activity, largest / scale, LAST_BITS * (rowTerms + NOTHING * largest) / scale);
        }
    }

    /** Leaves the linear part of a row's activity in the sum, and that of its absolute terms. */
    private void activity(int row, double[] w) {
        int m = p.m;
        double[] a = p.a;
        double h = 0;
        double l = 0;
        double terms = 0;
        for (int k = 0; k < held; k++) {
            int j = holdings[k];
            double element = a[j * m + row];
            double term = element * w[j];
            double error = Math.fma(element, w[j], -term);
            double total = h + term;
            double part = total - h;
            l += (h - (total - part)) + (term - part) + error;
            h = total;
            terms += Math.abs(term);
        }
        sumHigh = h;
        sumLow = l;
        rowTerms = terms;
    }

    /**
     * A row's part in complementarity and gap; a multiplier without a bound is a dual residual. A multiplier that changes
     * reduced costs by less than the last bits is none in the scaled forms.
     */
    private void row(double multiplier, double lo, double hi, double activity, double largest, double lastBits) {
        if (multiplier == 0) {
            return;
        }
        double size = Math.abs(multiplier);
        double beyond = largest > 0 ? Math.max(0, size - known * p.largestVolatility / largest) : 0;
        double bound = multiplier > 0 ? lo : hi;
        if (!Double.isFinite(bound)) {
            bounded &= beyond == 0;
            dual = Math.max(dual, size * largest);
            dualBeyond = Math.max(dualBeyond, beyond * largest);
            return;
        }
        double slack = Math.abs(activity - bound);
        support(multiplier * (activity - bound), Math.min(beyond * slack, size * Math.max(0, slack - lastBits)));
    }

    /** A term of complementarity and, with its sign, of the gap: their sums differ only where a bound is violated. */
    private void support(double term, double beyond) {
        complementarity += Math.abs(term);
        complementarityBeyond += beyond;
        gap += term;
        gapBeyond += term < 0 ? -beyond : beyond;
    }

    private void assets(double[] w, double[] y) {
        boolean kinked = !p.kinks.isEmpty();
        for (int j = 0; j < p.n; j++) {
            double lo = p.lower[j];
            double hi = p.upper[j];
            if (!kinked && (w[j] == lo || w[j] == hi)) {
                int sign = clearSign(j);
                if ((sign > 0 && w[j] == lo) || (sign < 0 && w[j] == hi)) {
                    continue; // held where it pays to be held: no residual of any kind
                }
            }
            double z = reduced(j);
            violated(lo - w[j], lo, 1);
            violated(w[j] - hi, hi, 1);
            if (p.kinks.count(j) > 0) {
                kinked(j, y, z);
                continue;
            }
            double beyond = Math.max(0, Math.abs(z) - lastBits);
            double error = UNIT_ROUNDOFF * Math.abs(z) + productError * p.volatility[j] * spread;
            double unexplained = Math.abs(z) + error > lastBits ? error : 0;
            boolean allowed = (w[j] == lo && (z >= 0 || lo == hi)) || (w[j] == hi && z <= 0);
            if (!allowed) {
                dual = Math.max(dual, Math.abs(z));
                dualBeyond = Math.max(dualBeyond, beyond);
                dualError = Math.max(dualError, unexplained);
            }
            double bound = z > 0 ? lo : hi;
            if (z == 0) {
                continue;
            }
            if (Double.isFinite(bound)) {
                double slack = Math.abs(w[j] - bound);
                support(z * (w[j] - bound), beyond * slack);
                gapError += unexplained * slack;
            } else {
                bounded &= beyond == 0;
            }
        }
    }

    // ---- piecewise linear functions

    /** The size of a weight's linear coefficient, with the slope of its function where there is only one. */
    private double linearSize(int j, double w) {
        double size = Math.abs(p.tilt * p.q[j]);
        if (p.kinks.count(j) > 0) {
            int s = p.kinks.below(j, w);
            if (s == p.kinks.upTo(j, w)) {
                size = Math.max(size, Math.abs(p.tilt * (p.q[j] + p.kinks.slope(j, s))));
            }
        }
        return size;
    }

    private void addFunction(double slope, double x, double anchor) {
        add(slope, x);
        add(-slope, anchor);
    }

    /** An asset with functions: how far 0 is from its reduced costs, and what its Lagrangian is above its minimum. */
    private void kinked(int j, double[] y, double z) {
        double w = weights[j];
        int below = p.kinks.below(j, w);
        int above = p.kinks.upTo(j, w);
        double left = w == p.lower[j] ? Double.NEGATIVE_INFINITY : p.kinks.sideCost(p, j, below, z, y);
        double right = w == p.upper[j] ? Double.POSITIVE_INFINITY : p.kinks.sideCost(p, j, above, z, y);
        double worst = Math.max(left, -right);
        if (!(worst > 0)) {
            return;
        }
        double bits = lastBits + LAST_BITS * (worst + Math.abs(z));
        double error = UNIT_ROUNDOFF * (worst + Math.abs(z)) + productError * p.volatility[j] * spread;
        dual = Math.max(dual, worst);
        dualBeyond = Math.max(dualBeyond, worst - bits);
        dualError = Math.max(dualError, error);
        int direction = left > 0 ? -1 : 1;
        int s = left > 0 ? below : above;
        double cost = worst;
        double from = w;
        while (cost > 0) {
            double to = p.kinks.end(p, j, s, direction);
            if (!Double.isFinite(to)) {
                bounded &= cost <= bits;
                return;
            }
            double length = Math.abs(to - from);
            support(cost * length, Math.max(0, cost - bits) * length);
            gapError += cost + error > bits ? error * length : 0;
            s += direction;
            from = to;
            boolean ends = to == (direction < 0 ? p.lower[j] : p.upper[j]);
            cost = ends ? 0 : -direction * p.kinks.sideCost(p, j, s, z, y);
        }
    }

    /**
     * The reduced cost of an asset at the point last computed; where it has two, the one towards the inside of its box,
     * or the one nearer to zero.
     *
     * @param j the asset
     * @return the element of {@code Sw + q - A'y}
     */
    public double reducedCost(int j) {
        double z = reduced(j);
        if (p.kinks.count(j) == 0) {
            return z;
        }
        double left = p.kinks.sideCost(p, j, p.kinks.below(j, weights[j]), z, multipliers);
        double right = p.kinks.sideCost(p, j, p.kinks.upTo(j, weights[j]), z, multipliers);
        if (weights[j] == p.lower[j]) {
            return right;
        }
        return weights[j] == p.upper[j] || left > 0 ? left : Math.min(right, 0);
    }

    /**
     * The reduced cost of an asset on the side below its weight.
     *
     * @param j its position
     * @return the same as {@link #reducedCost} where the weight is at no breakpoint
     */
    public double costBelow(int j) {
        double z = reduced(j);
        return p.kinks.count(j) == 0 ? z : p.kinks.sideCost(p, j, p.kinks.below(j, weights[j]), z, multipliers);
    }

    /** The sign of a reduced cost, if plain arithmetic leaves no doubt about it; else 0. */
    private int clearSign(int j) {
        double linearPart = p.tilt * p.q[j];
        double z = high[j] + linearPart;
        double terms = Math.abs(high[j]) + Math.abs(linearPart);
        if (p.m == 1) {
            double part = p.a[j] * scaledY[0];
            z -= part;
            double doubt = CLEAR * (terms + Math.abs(part));
            return z > doubt ? 1 : -z > doubt ? -1 : 0;
        }
        int end = p.rowsEnd(j);
        for (int k = p.rowsBegin(j); k < end; k++) {
            int i = p.rowsOf[k];
            double part = p.a[j * p.m + i] * scaledY[i];
            z -= part;
            terms += Math.abs(part);
        }
        // terms beyond any overflow leave doubt; rounding is below (m + 4) 2^-53 of the terms
        double doubt = CLEAR * terms;
        return z > doubt ? 1 : -z > doubt ? -1 : 0;
    }

    /** Without the piecewise linear functions. */
    double plainCost(int j) {
        return reduced(j);
    }

    /**
     * The element of {@code Sw + q - A'y}, without the piecewise linear functions; leaves in {@link #lastBits} what a change
     * of the last two bits of each weight and multiplier can make of it, and an element of S that is known to delta only.
     */
    private double reduced(int j) {
        double h = high[j];
        double l = low[j];
        double term = p.tilt * p.q[j];
        l += Math.fma(p.tilt, p.q[j], -term);
        double total = h + term;
        double part = total - h;
        l += (h - (total - part)) + (term - part);
        h = total;
        double terms = 0;
        int end = p.rowsEnd(j);
        for (int k = p.rowsBegin(j); k < end; k++) {
            int i = p.rowsOf[k];
            double a = -p.a[j * p.m + i];
            term = a * scaledY[i];
            l += Math.fma(a, scaledY[i], -term);
            total = h + term;
            part = total - h;
            l += (h - (total - part)) + (term - part);
            h = total;
            terms += Math.abs(term);
        }
        lastBits = LAST_BITS * terms + known * p.largestVolatility;
        return h + l;
    }

    /**
     * The largest violation of a row or bound.
     *
     * @return at least 0
     */
    public double primal() {
        return primal;
    }

    /**
     * The largest dual residual.
     *
     * @return at least 0
     */
    public double dual() {
        return dual;
    }

    /**
     * The sum of multipliers times slacks.
     *
     * @return at least 0
     */
    public double complementarity() {
        return complementarity;
    }

    /**
     * The gap between primal and dual objective.
     *
     * @return at least 0
     */
    public double gap() {
        return gap;
    }

    /**
     * Whether the multipliers give a finite dual objective, so that the gap bounds what the optimum is better by.
     *
     * @return false if a multiplier has the sign of a bound that is infinite
     */
    public boolean bounded() {
        return bounded;
    }

    /**
     * Whether w'Sw is negative by more than rounding, so that S is no covariance.
     *
     * @return true if it is
     */
    public boolean negativeVariance() {
        return negative;
    }

    /**
     * The primal violation, scaled.
     *
     * @return at least 0
     */
    public double scaledPrimal() {
        return scaledPrimal;
    }

    /**
     * The dual residual beyond the last bits, scaled.
     *
     * @return at least 0
     */
    public double scaledDual() {
        return over(dualBeyond, dualDivisor);
    }

    /**
     * Complementarity beyond what the last bits explain, scaled.
     *
     * @return at least 0
     */
    public double scaledComplementarity() {
        return over(complementarityBeyond, gapDivisor);
    }

    /**
     * The gap beyond what the last bits explain and with the part of indefiniteness, scaled.
     *
     * @return at least 0
     */
    public double scaledGap() {
        return over(gapBeyond, gapDivisor) + over(indefinite, Math.max(gapDivisor, undiversified / 2));
    }

    /**
     * By how much rounding may have made the scaled residuals too small.
     *
     * @return at least 0
     */
    public double scaledError() {
        double g = UNIT_ROUNDOFF * (gap + complementarity) + gapError;
        return Math.max(over(dualError, dualDivisor), over(g, gapDivisor));
    }

    /** Of portfolios without variance or return a residual of zero is exact, any other infinite. */
    private static double over(double residual, double divisor) {
        return residual == 0 ? 0 : residual / divisor;
    }

    /**
     * The part of the gap that a covariance indefinite by its stated bound may make.
     *
     * @return at least 0
     */
    public double indefinite() {
        return indefinite;
    }

    /**
     * The largest of the scaled residuals.
     *
     * @return at least 0
     */
    public double scaled() {
        return Math.max(Math.max(scaledPrimal, scaledDual()), Math.max(scaledComplementarity(), scaledGap()));
    }

    /**
     * What of a reduced cost the last bits of the weights make, for all assets: a price below it is none.
     *
     * @return at least 0
     */
    public double resolution() {
        return known * p.largestVolatility;
    }

    /**
     * The largest of the residuals scaled with nothing left out: what recomputing them from the numbers returned gives.
     *
     * @return at least {@link #scaledPrimal}; infinite where all of Sw, q and w'Sw vanish but a residual does not
     */
    public double literal() {
        double terms = Math.max(over(complementarity, literalGapDivisor), over(gap + indefinite, literalGapDivisor));
        return Math.max(Math.max(scaledPrimal, over(dual, literalDualDivisor)), terms);
    }

    /**
     * The quadratic form w'Sw.
     *
     * @return at least 0
     */
    public double variance() {
        return variance;
    }

    /**
     * The linear form q'w.
     *
     * @return its value
     */
    public double linear() {
        return linear;
    }
}
