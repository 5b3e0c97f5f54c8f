package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/**
 * One critical line: how everything moves with the tilt t while the working set is held, and what ends it.
 *
 * <p>Legend: q(t) = q0 + t q1; F free assets, W rows held, H the inverse of their Karush-Kuhn-Tucker matrix. Along the
 * line {@code [dw_F; -dy_W] = H [-q1_F; 0]} per unit of t, the reduced costs move by {@code S dw + q1 - A'dy}, the row
 * activities by {@code A dw} (Markowitz, "The optimization of a quadratic function subject to linear constraints",
 * Naval Research Logistics Quarterly 3 (1956), 111-133). The line ends where a free weight meets a bound, a slack row
 * one of its, or a reduced cost or a multiplier the end of its sign. An asset at a breakpoint has two reduced costs, one
 * on each side of it, and rests there until one of them comes to the end of its sign; only then does it go on, into the
 * segment on that side.
 *
 * <p>What ends it at the same t, up to rounding, is a tie: the least code goes first, assets before rows, the rule
 * under which parametric pivoting of a convex quadratic program cannot cycle (Chang and Cottle, "Least-index resolution
 * of degeneracy in quadratic programming", Mathematical Programming 18 (1980), 127-137).
 *
 * <p>A rate that is only rounding of terms that cancel counts as zero: copies of an asset have reduced costs that stay
 * zero, and must not take turns. O(N^2 + n (F + W)).
 */
final class CriticalSegment {
    /** Unit roundoff times what a product of some hundred terms may amplify it by. */
    private static final double NOISE = 1e-14;
    /** Reduced costs move by noise below this multiple of the terms that cancel in them. */
    private static final double COST_NOISE = 1e-13;
    /** Rates of the costs below this part of the largest tilt are not worth a doubt. */
    private static final double DOUBT = 1e-9;
    /** Rates corrected by less than this part of the largest leave the rates of the costs as they are. */
    private static final double REFINED = 1e-14;
    /** Events closer than this, relative to t, are at the same t. */
    static final double TIE = 0x1p-46;
    /** Beyond a length by this factor is later however quotients and products are rounded. */
    private static final double LATER = 1 + 1e-10;

    private final QuadraticProgram p;
    private final double[] tilt;
    private final Iterate at;
    private final Segments segments;
    private final boolean kinked;
    private final WorkingSet set;
    private final Panel panel;
    private double[] rhs = new double[0];
    /** The rates of the members: of a weight, or of minus a multiplier. */
    double[] rate = new double[0];

    private double[] noise = new double[0];
    private double[] step = new double[0];
    /** The root of each diagonal element of H, or what bounds it where that is rounding. */
    private double[] roots = new double[0];
    /** By how much the linear coefficients change per unit of t, on the segments where the weights are. */
    private final double[] slope;
    /** The rate of Sw. */
    final double[] productRate;
    /** The rates of the reduced costs. */
    final double[] costRate;

    final double[] rowRate;
    private final double[] rowNoise;
    private double spread;
    private double spreadNoise;
    private boolean moves;
    private boolean doubtful;
    private final double largestTilt;

    /** How far the line goes; infinite if nothing ends it. */
    double length;
    /** What ends it: an asset or, from n on, a row; -1 if nothing does. */
    int code;
    /** The side of its breakpoint to which that asset then goes: -1 below, +1 above, 0 if it goes back to its segment. */
    int across;

    CriticalSegment(QuadraticProgram program, double[] tilt, Iterate at, WorkingSet set, Columns columns) {
        p = program;
        this.tilt = tilt;
        this.at = at;
        segments = at.segments;
        kinked = segments.kinked();
        slope = segments.kinked() ? new double[p.n] : tilt;
        this.set = set;
        productRate = new double[p.n];
        costRate = new double[p.n];
        panel = new Panel(columns, p.n, productRate);
        largestTilt = Kernels.maxAbs(p.n, tilt, 0);
        rowRate = new double[p.m];
        rowNoise = new double[p.m];
    }

    /** Computes all rates for the working set as it is. */
    void compute() {
        int size = set.size();
        if (rhs.length < size) {
            rhs = new double[2 * size];
            rate = new double[2 * size];
            noise = new double[2 * size];
            step = new double[2 * size];
            roots = new double[2 * size];
        }
        for (int j = 0; j < p.n && slope != tilt; j++) {
            slope[j] = tilt[j] + segments.tiltSlope(j);
        }
        double floor = set.volatilityFloor();
        double sum = 0;
        int free = 0;
        for (int k = 0; k < size; k++) {
            int j = set.code(k);
            rhs[k] = 0;
            noise[k] = 0;
            if (j < p.n) {
                free++;
                double vol = Math.max(floor, p.volatility[j]);
                double root = Math.sqrt(Math.max(1 / (vol * vol), set.diagonal(j)));
                rhs[k] = -slope[j];
                roots[k] = root;
                sum += root * Math.abs(slope[j]);
            }
        }
        for (int k = 0; k < size; k++) {
            if (set.code(k) < p.n) {
                noise[k] = NOISE * roots[k] * sum;
            } else {
                roots[k] = Math.sqrt(Math.max(0, -set.diagonal(set.code(k))));
            }
        }
        rowNoises(size);
        set.solve(rhs, rate);
        if (2 * free == size) {
            stand(size);
        }
        weightRates(size);
        costRates(size);
        if (2 * free != size && residual(size) > sum) {
            refine(size);
        }
    }

    /** By how much, at most, the members' rates fail their equations, in the unit of the noise they are allowed. */
    private double residual(int size) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
            int code = set.code(k);
            if (code < p.n) {
                sum += roots[k] * Math.abs(costRate[code]);
            } else {
                sum += roots[k] * Math.abs(rowRate[code - p.n]);
            }
        }
        return sum / NOISE;
    }

    /** Refinement: what remains of rates that should be zero is the rounding of its last step alone. */
    private void refine(int size) {
        double last = Double.POSITIVE_INFINITY;
        for (int pass = 0; pass < 6; pass++) {
            for (int k = 0; k < size; k++) {
                int code = set.code(k);
                rhs[k] = code < p.n ? -costRate[code] : -rowRate[code - p.n];
            }
            set.solve(rhs, step);
            double largest = 0;
            double change = 0;
            for (int k = 0; k < size; k++) {
                largest = Math.max(largest, Math.abs(rate[k]));
                change = Math.max(change, Math.abs(step[k]));
                rate[k] += step[k];
            }
            weightRates(size);
            if (!(change > REFINED * largest) || !(change < 0.5 * last)) {
                return;
            }
            last = change;
            costRates(size);
        }
    }

    /** By the absolute terms of the product that gives the rate of a held row's multiplier. */
    private void rowNoises(int size) {
        for (int k = 0; k < size; k++) {
            int i = set.code(k) - p.n;
            if (i >= 0 && p.rowLower[i] != p.rowUpper[i]) {
                set.respond(p.n + i, rate);
                double sum = 0;
                for (int l = 0; l < size; l++) {
                    sum += Math.abs(rate[l] * rhs[l]);
                }
                noise[k] = NOISE * sum;
            }
        }
    }

    /** As many free assets as rows: these determine the weights, whatever t is. */
    private void stand(int size) {
        for (int k = 0; k < size; k++) {
            if (set.code(k) < p.n) {
                rate[k] = 0;
            }
        }
    }

    private void weightRates(int size) {
        Arrays.fill(rowRate, 0);
        Arrays.fill(rowNoise, 0);
        spread = 0;
        spreadNoise = 0;
        moves = false;
        int m = p.m;
        for (int k = 0; k < size; k++) {
            int j = set.code(k);
            if (j < p.n) {
                spread += p.volatility[j] * Math.abs(rate[k]);
                spreadNoise += p.volatility[j] * noise[k];
                moves |= Math.abs(rate[k]) > noise[k];
                for (int i = 0; i < m; i++) {
                    double a = segments.a[j * m + i];
                    rowRate[i] = Math.fma(a, rate[k], rowRate[i]);
                    rowNoise[i] += Math.abs(a) * (noise[k] + NOISE * Math.abs(rate[k]));
                }
            }
        }
    }

    private void costRates(int size) {
        int n = p.n;
        Arrays.fill(productRate, 0);
        for (int k = 0; k < size; k++) {
            int j = set.code(k);
            if (j < n) {
                panel.add(rate[k], j);
            }
        }
        panel.finish();
        for (int j = 0; j < n; j++) {
            costRate[j] = productRate[j] + slope[j];
        }
        for (int k = 0; k < size; k++) {
            int i = set.code(k) - n;
            if (i >= 0) {
                for (int j = 0; j < n; j++) {
                    costRate[j] = Math.fma(rate[k], segments.a[j * p.m + i], costRate[j]);
                }
            }
        }
    }

    /** Whether any weight moves along the line. */
    boolean moves() {
        return moves;
    }

    /**
     * Finds what ends the line.
     *
     * @param t where the point is now
     * @param sign the way it goes: 1 for t rising, -1 for t falling
     * @param d the reduced costs at the point
     */
    void find(double t, int sign, double[] d) {
        length = Double.POSITIVE_INFINITY;
        code = -1;
        doubtful = false;
        double window = TIE * t;
        double[] lower = segments.lower;
        double[] upper = segments.upper;
        for (int j = 0; j < p.n; j++) {
            byte state = at.state[j];
            if (state == Iterate.FREE) {
                int k = set.position(j);
                double r = sign * rate[k];
                if (Math.abs(r) > noise[k]) {
                    double room = r < 0 ? at.w[j] - lower[j] : upper[j] - at.w[j];
                    offer(j, 0, room, Math.abs(r), window);
                }
            } else if (p.lower[j] != p.upper[j]) {
                double e = sign * costRate[j];
                if (state == Iterate.AT_LOWER ? e < 0 : state != Iterate.AT_UPPER || e > 0) {
                    double room = state == Iterate.PARKED ? 0 : Math.abs(clip(d[j], state));
                    // with t falling nobody asks about doubts: what comes clearly later need not be judged
                    if ((sign > 0 || !(room > LATER * length * Math.abs(e))) && counts(e, costNoise(j))) {
                        offer(j, 0, room, Math.abs(e), window);
                    }
                }
                int beyond = kinked ? at.across(j) : 0;
                if (beyond != 0) {
                    findBeyond(j, beyond, sign, d[j], window);
                }
            }
        }
        for (int i = 0; i < p.m; i++) {
            if (at.rowState[i] == Iterate.SLACK) {
                double r = sign * rowRate[i];
                if (Math.abs(r) > rowNoise[i]) {
                    double x = at.activity[i];
                    offer(p.n + i, 0, r < 0 ? x - p.rowLower[i] : p.rowUpper[i] - x, Math.abs(r), window);
                }
            } else if (p.rowLower[i] != p.rowUpper[i]) {
                int k = set.position(p.n + i);
                double r = -sign * rate[k];
                if ((at.rowState[i] == Iterate.AT_LOWER ? r < 0 : r > 0) && counts(r, noise[k])) {
                    offer(p.n + i, 0, Math.abs(clip(at.y[i], at.rowState[i])), Math.abs(r), window);
                }
            }
        }
    }

    /** The event of an asset at a breakpoint on the other side than that on which its reduced cost is. */
    private void findBeyond(int j, int beyond, int sign, double d, double window) {
        double e = sign * rateBeyond(j, beyond);
        if (beyond * e < 0 && counts(e, costNoise(j))) {
            double there = d + segments.costChange(j, beyond, at.y);
            offer(j, beyond, Math.max(0, beyond * there), Math.abs(e), window);
        }
    }

    /** The rate of an asset's reduced cost on the next segment. */
    private double rateBeyond(int j, int beyond) {
        double change = segments.tiltChange(j, beyond);
        int[] rows = p.kinks.rows;
        for (int r = 0; r < rows.length; r++) {
            if (at.rowState[rows[r]] != Iterate.SLACK) {
                double bend = segments.bend(j, beyond, r);
                change = Math.fma(rate[set.position(p.n + rows[r])], bend, change);
            }
        }
        return costRate[j] + change;
    }

    private boolean counts(double costlyRate, double threshold) {
        if (Math.abs(costlyRate) > threshold) {
            return true;
        }
        doubtful |= threshold > DOUBT * largestTilt;
        return false;
    }

    /** Whether a rate that counted as rounding might have ended the line: the members' matrix is too near to singular. */
    boolean doubtful() {
        return doubtful;
    }

    /** A multiplier of the wrong sign, which only rounding can have brought about, counts as zero. */
    private static double clip(double multiplier, byte state) {
        return state == Iterate.AT_LOWER ? Math.max(0, multiplier) : Math.min(0, multiplier);
    }

    private void offer(int candidate, int side, double room, double speed, double window) {
        if (room > LATER * length * speed) {
            return;
        }
        double until = Math.max(0, room) / speed;
        if (until < length - window) {
            length = until;
            code = candidate;
            across = side;
        }
    }

    private double costNoise(int j) {
        double terms = p.volatility[j] * spread + Math.abs(slope[j]);
        for (int i = 0; i < p.m; i++) {
            if (at.rowState[i] != Iterate.SLACK) {
                terms += Math.abs(segments.a[j * p.m + i] * rate[set.position(p.n + i)]);
            }
        }
        return COST_NOISE * terms + p.volatility[j] * spreadNoise;
    }

    /** How much further, perhaps negative, the event lies at which the point has arrived. */
    double missed(int sign, double[] d) {
        int i = code - p.n;
        double r = sign * rateOf(code);
        double room;
        if (i < 0 && at.state[code] == Iterate.FREE) {
            room = r < 0 ? at.w[code] - segments.lower[code] : segments.upper[code] - at.w[code];
        } else if (i < 0 && across != 0) {
            r = sign * rateBeyond(code, across);
            room = -Math.copySign(1, r) * (d[code] + segments.costChange(code, across, at.y));
        } else if (i < 0) {
            r = sign * costRate[code];
            room = at.state[code] == Iterate.PARKED ? 0 : -Math.copySign(1, r) * d[code];
        } else if (at.rowState[i] == Iterate.SLACK) {
            room = r < 0 ? at.activity[i] - p.rowLower[i] : p.rowUpper[i] - at.activity[i];
        } else {
            room = Math.copySign(1, r) * at.y[i];
        }
        return room / Math.abs(r);
    }

    /** The way a member or a slack row moves per unit of t. */
    double rateOf(int which) {
        if (which < p.n) {
            return at.state[which] == Iterate.FREE ? rate[set.position(which)] : 0;
        }
        return at.rowState[which - p.n] != Iterate.SLACK ? rate[set.position(which)] : rowRate[which - p.n];
    }

    double costRate(int asset) {
        return costRate[asset];
    }

    /** The rate of what the tilt favours. */
    double gainRate() {
        double sum = 0;
        for (int k = 0; k < set.size(); k++) {
            int j = set.code(k);
            if (j < p.n) {
                sum = Math.fma(-slope[j], rate[k], sum);
            }
        }
        return sum;
    }
}
