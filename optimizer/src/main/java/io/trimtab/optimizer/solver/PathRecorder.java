package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * Takes down the points of one half of a {@link CriticalPath} in the order in which they are met.
 *
 * <p>A point begins where a line ends, stays open while states change there, and is written when the walk goes on. What
 * is written are the weights (and multipliers) of those that may change their course at it: the members of the working set and
 * those whose state was touched.
 */
final class PathRecorder {
    /** The state of an asset at one of its breakpoints. */
    static final byte RESTING = 5;
    /** A weight this near a bound is on it. */
    private static final double ON_BOUND = 2e-13;
    /** A weight that left its bound or breakpoint at this very point and is this near to it has not moved yet. */
    private static final double NOT_YET_MOVED = 1e-9;

    private final QuadraticProgram p;
    private final CriticalPoint point;
    private final Iterate at;
    private final WorkingSet set;

    int points;
    double[] t = new double[16];
    double[] gain = new double[16];
    double[] cost = new double[16];
    int knots;
    int[] knotPoint = new int[64];
    int[] knotCode = new int[64];
    double[] knotValue = new double[64];
    int changes;
    int[] changePoint = new int[16];
    int[] changeCode = new int[16];
    byte[] stateBefore = new byte[16];
    byte[] stateAfter = new byte[16];
    /** How the members move beyond the last point, for ever. */
    int[] rayCode = new int[0];

    double[] rayRate = new double[0];
    /** What the tilt favours grows by this per unit of t. */
    double rayGain;
    /** Whether weights are among what moves. */
    boolean moving;

    private boolean open;
    private boolean deferred;
    private int touches;
    private int stamp = 1;
    private final int[] touchedAt;
    private final int[] touched;
    private final byte[] before;
    /** The weights of what was touched, when it was. */
    private final double[] met;

    private final int[] knotted;
    /** Weights and multipliers at the point written last. */
    final double[] weights;

    final double[] multipliers;

    PathRecorder(QuadraticProgram program, CriticalPoint point, WorkingSet set) {
        p = program;
        this.point = point;
        this.at = point.at;
        this.set = set;
        int codes = p.n + p.m;
        touchedAt = new int[codes];
        touched = new int[codes];
        before = new byte[codes];
        met = new double[codes];
        knotted = new int[codes];
        Arrays.fill(knotted, -1);
        weights = Arrays.copyOf(at.w, p.n);
        multipliers = Arrays.copyOf(at.y, p.m);
    }

    /** A point begins here, unless one has. */
    void begin() {
        if (!open) {
            open = true;
            touches = 0;
            stamp++;
        }
    }

    /** The state of a code may change at this point. */
    void touch(int code) {
        if (touchedAt[code] != stamp) {
            touchedAt[code] = stamp;
            touched[touches++] = code;
            before[code] = stateOf(code);
            met[code] = code < p.n ? at.w[code] : 0;
            if (deferred) {
                turnAtLast(code);
            }
        }
    }

    private byte stateOf(int code) {
        if (code >= p.n) {
            return at.rowState[code - p.n];
        }
        return at.segments.kinked(code) && at.across(code) != 0 ? RESTING : at.state[code];
    }

    /** Writes the point that has begun, if any, and begins another at the same t; a code takes its past along. */
    void split(int code) {
        byte past = before[code];
        close();
        begin();
        touch(code);
        before[code] = past;
    }

    /** The point that has begun is left for the next. */
    void close() {
        if (open) {
            open = false;
            write(point.t);
        }
    }

    /** The point that has begun is to be merged with the next; what may change its course does so at the one before. */
    void defer() {
        if (points == 0) {
            close();
        } else if (open) {
            deferred = true;
            for (int k = 0; k < touches; k++) {
                turnAtLast(touched[k]);
            }
        }
    }

    private void turnAtLast(int code) {
        knotAt(points - 1, code, code < p.n ? weights[code] : -multipliers[code - p.n]);
    }

    /** The point that has begun is not good enough to be written. */
    void discard() {
        open = false;
        deferred = false;
    }

    /** The last point: nothing changes there but what was left for it, or what the way there was bridged by. */
    void end(double tilted) {
        if (!deferred && !open) {
            touches = 0;
            stamp++;
        }
        open = false;
        write(tilted);
    }

    /** Nothing ends a line: its members move on at these rates for ever. */
    void ray(CriticalSegment line, boolean weightsMove) {
        int size = set.size();
        rayCode = new int[size];
        rayRate = Arrays.copyOf(line.rate, size);
        for (int k = 0; k < size; k++) {
            rayCode[k] = set.code(k);
        }
        moving = weightsMove;
        rayGain = weightsMove ? line.gainRate() : 0;
    }

    /** The walk goes on from elsewhere: what differs from the point written last turns there and at the next point. */
    void bridge() {
        int last = points - 1;
        for (int j = 0; j < p.n; j++) {
            if (at.w[j] != weights[j]) {
                knotAt(last, j, weights[j]);
            }
        }
        for (int i = 0; i < p.m; i++) {
            if (at.y[i] != multipliers[i]) {
                knotAt(last, p.n + i, -multipliers[i]);
            }
        }
        begin();
        for (int j = 0; j < p.n; j++) {
            if (at.w[j] != weights[j]) {
                touch(j);
            }
        }
        for (int i = 0; i < p.m; i++) {
            if (at.y[i] != multipliers[i]) {
                touch(p.n + i);
            }
        }
    }

    private void write(double tilted) {
        deferred = false;
        if (points == t.length) {
            t = Arrays.copyOf(t, 2 * points);
            gain = Arrays.copyOf(gain, 2 * points);
            cost = Arrays.copyOf(cost, 2 * points);
        }
        t[points] = tilted;
        gain[points] = point.gain();
        cost[points] = point.cost();
        points++;
        System.arraycopy(at.w, 0, weights, 0, p.n);
        System.arraycopy(at.y, 0, multipliers, 0, p.m);
        for (int k = 0; k < set.size(); k++) {
            knot(set.code(k));
        }
        for (int k = 0; k < touches; k++) {
            int code = touched[k];
            byte now = stateOf(code);
            if (now != before[code]) {
                change(code, before[code], now);
            }
            knot(code);
        }
    }

    private void knot(int code) {
        knotAt(points - 1, code, code < p.n ? boxed(code) : -signed(code - p.n));
    }

    /** A multiplier whose sign its bound does not allow is rounding. */
    private double signed(int row) {
        double y = at.y[row];
        if (p.rowLower[row] == p.rowUpper[row]) {
            return y;
        }
        return switch (at.rowState[row]) {
            case Iterate.AT_LOWER -> Math.max(0, y);
            case Iterate.AT_UPPER -> Math.min(0, y);
            default -> 0;
        };
    }

    private double boxed(int asset) {
        double w = at.w[asset];
        if (touchedAt[asset] == stamp
                && before[asset] != Iterate.FREE
                && at.state[asset] == Iterate.FREE
                && Math.abs(w - met[asset]) <= NOT_YET_MOVED * point.largestWeight) {
            return met[asset];
        }
        double low = at.segments.lower[asset];
        double high = at.segments.upper[asset];
        double near = ON_BOUND * point.largestWeight;
        return w - low <= near ? low : high - w <= near ? high : w;
    }

    private void knotAt(int where, int code, double value) {
        if (where < 0 || knotted[code] == where) {
            return;
        }
        knotted[code] = where;
        if (knots == knotCode.length) {
            knotPoint = Arrays.copyOf(knotPoint, 2 * knots);
            knotCode = Arrays.copyOf(knotCode, 2 * knots);
            knotValue = Arrays.copyOf(knotValue, 2 * knots);
        }
        knotPoint[knots] = where;
        knotCode[knots] = code;
        knotValue[knots++] = value;
    }

    private void change(int code, byte past, byte now) {
        if (changes == changeCode.length) {
            changePoint = Arrays.copyOf(changePoint, 2 * changes);
            changeCode = Arrays.copyOf(changeCode, 2 * changes);
            stateBefore = Arrays.copyOf(stateBefore, 2 * changes);
            stateAfter = Arrays.copyOf(stateAfter, 2 * changes);
        }
        changePoint[changes] = points - 1;
        changeCode[changes] = code;
        stateBefore[changes] = past;
        stateAfter[changes++] = now;
    }
}
