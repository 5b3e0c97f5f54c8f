package io.trimtab.optimizer.solver;

/**
 * How far a move may go: to the first free weight that meets a bound or the first row that meets one.
 *
 * <p>Among those that are met together (up to rounding) the one that moves fastest is chosen, which keeps the working
 * set well conditioned; or the one of least code, when the caller asks for Bland's rule against cycling. A row that is
 * violated blocks where it becomes satisfied.
 */
final class StepLength {
    private static final double TIE = 1e-14;
    /** Beyond a step by this factor is beyond it however quotients and products are rounded: no division is needed. */
    private static final double CLEARLY = 1 + 1e-10;

    /** A row whose slope is this small a part of its terms is one that the held rows imply, up to rounding. */
    private static final double CANCELLED = 1e-11;

    private static final double LARGEST_NOISE = 1e-7;

    /** The length of the move; infinite if nothing blocks. */
    double step;
    /** The code that blocks; -1 if none. */
    int blocking;
    /** The bound it meets. */
    byte side;
    /** Codes that the caller does not want to block; cleared by the caller. */
    boolean[] ignored = new boolean[0];
    /** The change of each row's activity per unit of the move. */
    double[] slope = new double[0];

    /**
     * Runs the test.
     *
     * @param at the point
     * @param set the members, whose weights change by {@code factor * response} per unit
     * @param entering an asset that itself moves, by {@code factor} per unit, or -1
     * @param floor rates up to this count as zero
     * @param bland whether ties go to the least code
     */
    void run(Iterate at, WorkingSet set, double[] response, double factor, int entering, double floor, boolean bland) {
        QuadraticProgram p = at.p;
        Segments s = at.segments;
        computeSlopes(at, set, response, factor, entering);
        double largest = entering >= 0 ? Math.abs(factor) : 0;
        for (int k = 0; k < set.size(); k++) {
            if (set.code(k) < p.n) {
                largest = Math.max(largest, Math.abs(factor * response[k]));
            }
        }
        double pivot = Math.max(floor, 1e-12 * largest);
        step = Double.POSITIVE_INFINITY;
        blocking = -1;
        for (int k = 0; k < set.size(); k++) {
            int j = set.code(k);
            double rate = j < p.n && !ignored[j] ? factor * response[k] : 0;
            double speed = Math.abs(rate);
            if (speed > pivot) {
                double room = rate < 0 ? at.w[j] - s.lower[j] : s.upper[j] - at.w[j];
                if (!(room > CLEARLY * step * speed)) {
                    step = Math.min(step, Math.max(0, room) / speed);
                }
            }
        }
        for (int i = 0; i < p.m; i++) {
            if (blocks(at, i, pivot, floor)) {
                step = Math.min(step, rowRoom(at, i, slope[i]) / Math.abs(slope[i]));
            }
        }
        if (step < Double.POSITIVE_INFINITY) {
            choose(at, set, response, factor, pivot, floor, bland);
            int row = blocking - p.n;
            if (row >= 0 && isImplied(at, row, set, response, factor, entering)) {
                ignored[blocking] = true;
                run(at, set, response, factor, entering, floor, bland);
                ignored[p.n + row] = false;
            }
        }
    }

    /** A step to the minimum, whose length is at most 1, is not blocked by a row that it leaves satisfied. */
    private boolean blocks(Iterate at, int i, double pivot, double floor) {
        QuadraticProgram p = at.p;
        if (at.rowState[i] != Iterate.SLACK || ignored[p.n + i] || !(Math.abs(slope[i]) > pivot)) {
            return false;
        }
        if (floor == 0) {
            return true;
        }
        double bound = slope[i] < 0 ? p.rowLower[i] : p.rowUpper[i];
        double beyond = slope[i] < 0 ? bound - (at.activity[i] + slope[i]) : at.activity[i] + slope[i] - bound;
        return !(beyond <= 0.5 * Iterate.ROW_TOLERANCE * Math.max(1, Math.abs(bound)));
    }

    /**
     * Whether a row's slope is only rounding, because the held rows imply it. How large rounding is shows in the slopes
     * of the held rows: they should be zero.
     */
    private boolean isImplied(Iterate at, int row, WorkingSet set, double[] response, double factor, int entering) {
        double part = Math.abs(slope[row]) / sizeOfSlope(at.p, row, set, response, factor, entering);
        if (part > LARGEST_NOISE) {
            return false;
        }
        double noise = CANCELLED;
        for (int i = 0; i < at.p.m; i++) {
            if (at.rowState[i] != Iterate.SLACK && slope[i] != 0) {
                double here = Math.abs(slope[i]) / sizeOfSlope(at.p, i, set, response, factor, entering);
                if (here <= LARGEST_NOISE) {
                    noise = Math.max(noise, 100 * here);
                }
            }
        }
        return part <= noise;
    }

    /** What the slope of a row would be if nothing cancelled in it. */
    private static double sizeOfSlope(
            QuadraticProgram p, int row, WorkingSet set, double[] response, double factor, int entering) {
        double size = entering >= 0 ? Math.abs(factor * p.a[entering * p.m + row]) : 0;
        for (int k = 0; k < set.size(); k++) {
            int j = set.code(k);
            if (j < p.n) {
                size += Math.abs(p.a[j * p.m + row] * factor * response[k]);
            }
        }
        return size;
    }

    private void choose(
            Iterate at, WorkingSet set, double[] response, double factor, double pivot, double floor, boolean bland) {
        QuadraticProgram p = at.p;
        Segments s = at.segments;
        double fastest = 0;
        for (int k = 0; k < set.size(); k++) {
            int j = set.code(k);
            double rate = j < p.n && !ignored[j] ? factor * response[k] : 0;
            double speed = Math.abs(rate);
            if (speed > pivot) {
                double bound = rate < 0 ? s.lower[j] : s.upper[j];
                double room = Math.max(0, rate < 0 ? at.w[j] - bound : bound - at.w[j]);
                if (tied(room, speed, Math.max(1, Math.abs(bound)))
                        && (bland ? blocking < 0 || j < blocking : speed > fastest)) {
                    fastest = speed;
                    blocking = j;
                    side = rate < 0 ? Iterate.AT_LOWER : Iterate.AT_UPPER;
                }
            }
        }
        for (int i = 0; i < p.m; i++) {
            double speed = Math.abs(slope[i]);
            if (blocks(at, i, pivot, floor)) {
                double room = rowRoom(at, i, slope[i]);
                if (tied(room, speed, Math.max(1, Math.abs(at.activity[i])))
                        && (bland ? blocking < 0 : speed > fastest)) {
                    fastest = speed;
                    blocking = p.n + i;
                    side = metSide(at, i, slope[i]);
                }
            }
        }
    }

    /** The first condition holds for what has the shortest step itself, whatever its products round to. */
    private boolean tied(double room, double speed, double size) {
        if (room > CLEARLY * step * speed + 2 * TIE * size) {
            return false;
        }
        return room / speed <= step || (room < Double.POSITIVE_INFINITY && room - step * speed <= TIE * size);
    }

    private void computeSlopes(Iterate at, WorkingSet set, double[] response, double factor, int entering) {
        QuadraticProgram p = at.p;
        Segments s = at.segments;
        int m = p.m;
        if (slope.length < m || ignored.length < p.n + m) {
            slope = new double[m];
            ignored = new boolean[p.n + m];
        }
        for (int i = 0; i < m; i++) {
            slope[i] = entering >= 0 ? factor * s.a[entering * m + i] : 0;
        }
        for (int k = 0; k < set.size(); k++) {
            int j = set.code(k);
            if (j < p.n) {
                double rate = factor * response[k];
                int end = p.rowsEnd(j);
                for (int r = p.rowsBegin(j); r < end; r++) {
                    int i = p.rowsOf[r];
                    slope[i] = Math.fma(s.a[j * m + i], rate, slope[i]);
                }
            }
        }
    }

    private static double rowRoom(Iterate at, int i, double rate) {
        double violation = at.violation(i);
        double x = at.activity[i];
        if (violation != 0) {
            return violation * rate < 0 ? Math.abs(violation) : Double.POSITIVE_INFINITY;
        }
        return Math.max(0, rate < 0 ? x - at.p.rowLower[i] : at.p.rowUpper[i] - x);
    }

    private static byte metSide(Iterate at, int i, double rate) {
        double violation = at.violation(i);
        boolean lower = violation == 0 ? rate < 0 : violation < 0;
        return lower ? Iterate.AT_LOWER : Iterate.AT_UPPER;
    }
}
