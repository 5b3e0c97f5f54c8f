package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * Which assets are free and which rows are held at a bound, with the inverse of their Karush-Kuhn-Tucker matrix.
 *
 * <p>Legend: F free assets, W rows held; K = [S_FF, A_WF'; A_WF, 0], H its inverse. A <em>code</em> names an asset
 * (0..n-1) or a row (n..n+m-1); the members are the codes of F and W, in the order in which they came. Free assets
 * always have their column of S in {@link Columns}.
 *
 * <p>Invariant: K is regular and S is positive definite on the null space of A_WF, so that the minimum over F with W
 * held is unique. Every change keeps it: {@link #toggle} when the caller has seen a positive curvature (or, for what
 * leaves after blocking a move, when theory guarantees it), {@link #exchange} when only both changes together do
 * (Gill, Murray, Saunders and Wright, "Inertia-controlling methods for general quadratic programming", SIAM Review 33
 * (1991), 1-36).
 */
final class WorkingSet {
    /** Pivots below this multiple of their natural size are rounding. */
    private static final double DETERMINED = 1e-12;

    private final KktInverse inverse = new KktInverse();
    /** K itself, in the same order, while it is kept: for those who correct what H gives. */
    private final KktInverse matrix = new KktInverse();

    private boolean kept;

    private QuadraticProgram p;
    private Columns columns;
    private Segments segments;
    private boolean flat;
    private int[] codes = new int[0];
    private int[] position = new int[0];
    private double[] v = new double[0];
    private double[] u1 = new double[0];
    private double[] u2 = new double[0];
    private double[] column = new double[0];
    private double[] element = new double[0];
    private double[] dense = new double[0];
    private final DenseFactor factor = new DenseFactor();
    private int responding = -1;
    private double curvature;

    WorkingSet(QuadraticProgram p, Columns columns, Segments segments) {
        this.p = p;
        this.columns = columns;
        this.segments = segments;
        start(p, columns, segments);
    }

    /** Empties the set for a program. */
    void start(QuadraticProgram program, Columns read, Segments seen) {
        p = program;
        columns = read;
        segments = seen;
        int room = p.n + p.m;
        if (position.length < room) {
            position = new int[room];
        }
        Arrays.fill(position, 0, room, -1);
        inverse.clear();
        kept = false;
        reserve(16);
    }

    /** While flat, S counts as zero: the geometry of a linear program. Changing it asks for {@link #refactor}. */
    void flat(boolean isFlat) {
        flat = isFlat;
    }

    private void reserve(int wanted) {
        if (codes.length < wanted) {
            int room = (Math.max(wanted, codes.length + codes.length / 2) + 7) & -8;
            codes = Arrays.copyOf(codes, room);
            v = Arrays.copyOf(v, room);
            u1 = Arrays.copyOf(u1, room);
            u2 = Arrays.copyOf(u2, room);
            column = Arrays.copyOf(column, room);
            element = Arrays.copyOf(element, room);
        }
    }

    int size() {
        return inverse.size();
    }

    int code(int k) {
        return codes[k];
    }

    boolean holds(int code) {
        return position[code] >= 0;
    }

    /** The place of a member. */
    int position(int code) {
        return position[code];
    }

    /** out = H rhs. */
    void solve(double[] rhs, double[] out) {
        inverse.multiply(rhs, out);
    }

    /** {@code high + low -= K x} in doubled precision. */
    void subtractProduct(double[] x, double[] high, double[] low) {
        keep();
        matrix.subtractProduct(x, high, low);
    }

    /** From now on K itself is kept, which a solve from nothing does not need. */
    private void keep() {
        if (kept) {
            return;
        }
        kept = true;
        matrix.clear();
        for (int k = 0; k < inverse.size(); k++) {
            columnInto(codes[k], element, k);
            matrix.append(element, ownElement(codes[k]));
        }
    }

    private double ownElement(int code) {
        return code < p.n && !flat ? p.variance(code) : 0;
    }

    /** The members' codes; more may follow. */
    int[] codes() {
        return codes;
    }

    double diagonal(int code) {
        int at = position[code];
        return inverse.get(at, at);
    }

    /** The column of K that a code has or would have, over the members. */
    private void columnInto(int code, double[] out) {
        columnInto(code, out, inverse.size());
    }

    private void columnInto(int code, double[] out, int size) {
        int m = p.m;
        if (code >= p.n) {
            int row = code - p.n;
            for (int k = 0; k < size; k++) {
                int member = codes[k];
                out[k] = member < p.n ? segments.a[member * m + row] : 0;
            }
            return;
        }
        for (int k = 0; k < size; k++) {
            int member = codes[k];
            out[k] = member < p.n ? (flat ? 0 : columns.get(code, member)) : segments.a[code * m + member - p.n];
        }
    }

    /**
     * How the members respond to one unit of a code's activity: of the weight of an asset that is not free, or of the
     * activity of a row that is held.
     *
     * @param out receives the change of each member: of a weight, or of minus a multiplier
     * @return the curvature p'Sp along the move, at least zero but for rounding
     */
    double respond(int code, double[] out) {
        int size = inverse.size();
        responding = code;
        if (code >= p.n) {
            int at = position[code];
            inverse.columnInto(at, out);
            System.arraycopy(out, 0, u1, 0, size);
            curvature = -out[at];
            return curvature;
        }
        columnInto(code, v);
        inverse.multiply(v, u1);
        double schur = flat ? 0 : p.variance(code);
        for (int k = 0; k < size; k++) {
            out[k] = -u1[k];
            schur = Math.fma(-v[k], u1[k], schur);
        }
        curvature = flat ? 0 : schur;
        return curvature;
    }

    /**
     * A member leaves, or another code joins.
     *
     * @return false, with nothing changed, if the invariant would be lost: for an asset that the held rows determine,
     *     and for a row that the held rows imply
     */
    boolean toggle(int code) {
        int at = position[code];
        int size = inverse.size();
        if (at >= 0) {
            inverse.columnInto(at, u1);
            if (code < p.n && !(u1[at] * square(Math.max(p.volatility[code], volatilityFloor())) > DETERMINED)) {
                return false;
            }
            inverse.update(-1 / u1[at], u1);
            drop(code);
            return true;
        }
        double schur;
        if (code == responding) {
            schur = curvature;
        } else {
            columnInto(code, v);
            inverse.multiply(v, u1);
            schur = ownElement(code);
            for (int k = 0; k < size; k++) {
                schur = Math.fma(-v[k], u1[k], schur);
            }
        }
        if (code >= p.n && !(-schur > DETERMINED * largestSchur())) {
            return false;
        }
        inverse.update(1 / schur, u1);
        for (int k = 0; k < size; k++) {
            column[k] = -u1[k] / schur;
        }
        join(code, 1 / schur);
        return true;
    }

    /** What the Schur complement of the row in v would be if nothing cancelled in it. */
    private double largestSchur() {
        double sum = 0;
        for (int k = 0; k < inverse.size(); k++) {
            if (codes[k] < p.n) {
                sum += Math.abs(v[k]) * Math.sqrt(Math.max(0, inverse.get(k, k)));
            }
        }
        return sum * sum;
    }

    private static double square(double x) {
        return x * x;
    }

    /** Assets of less volatility, cash above all, count as having this one where tolerances are scaled. */
    double volatilityFloor() {
        return p.largestVolatility > 0 ? 1e-4 * p.largestVolatility : 1;
    }

    private void join(int code, double diagonal) {
        int size = inverse.size();
        reserve(size + 1);
        if (kept) {
            columnInto(code, element);
            matrix.append(element, ownElement(code));
        }
        inverse.append(column, diagonal);
        codes[size] = code;
        position[code] = size;
        responding = -1;
    }

    private void drop(int code) {
        int at = position[code];
        int last = inverse.size() - 1;
        inverse.delete(at);
        if (kept) {
            matrix.delete(at);
        }
        position[code] = -1;
        if (at != last) {
            codes[at] = codes[last];
            position[codes[at]] = at;
        }
        responding = -1;
    }

    /**
     * Toggles two codes at once: the one whose response was computed last, and the one that blocked its move. With c
     * the curvature, h the diagonal of H at (or the negative Schur complement of) the blocking code and r its response,
     * the determinant of the change is -(c h + r^2), which is not zero because r is not.
     */
    void exchange(int entering, int blocking) {
        int size = inverse.size();
        double s11 = curvature;
        double s22;
        double s12;
        int at = position[blocking];
        if (at >= 0) {
            inverse.columnInto(at, u2);
            s22 = -u2[at];
            s12 = -u1[at];
        } else {
            columnInto(blocking, v);
            inverse.multiply(v, u2);
            s22 = 0;
            s12 = entering < p.n ? segments.a[entering * p.m + blocking - p.n] : 0;
            for (int k = 0; k < size; k++) {
                s22 = Math.fma(-v[k], u2[k], s22);
                s12 = Math.fma(-v[k], u1[k], s12);
            }
        }
        double det = s11 * s22 - s12 * s12;
        double f11 = s22 / det;
        double f12 = -s12 / det;
        double f22 = s11 / det;
        inverse.update(f11, f12, f22, u1, u2);
        boolean enteringLeaves = position[entering] >= 0;
        boolean blockingLeaves = at >= 0;
        double[] first = column;
        for (int k = 0; k < size; k++) {
            double c1 = -(f11 * u1[k] + f12 * u2[k]);
            u2[k] = -(f12 * u1[k] + f22 * u2[k]);
            first[k] = c1;
        }
        if (!enteringLeaves) {
            join(entering, f11);
        }
        if (!blockingLeaves) {
            System.arraycopy(u2, 0, column, 0, size);
            if (!enteringLeaves) {
                reserve(size + 2);
                column[size] = f12;
            }
            join(blocking, f22);
        }
        if (enteringLeaves) {
            drop(entering);
        }
        if (blockingLeaves) {
            drop(blocking);
        }
        responding = -1;
    }

    /**
     * Computes H afresh from S and A.
     *
     * @return false if K is singular to working accuracy; H is then unusable
     */
    boolean refactor() {
        int size = inverse.size();
        double[] k = factor.room(size);
        assemble(codes, size, k, factor.scaling());
        kept = false;
        if (!factor.factor()) {
            return false;
        }
        if (dense.length < size * size) {
            dense = new double[size * size];
        }
        Arrays.fill(dense, 0, size * size, 0);
        for (int j = 0; j < size; j++) {
            dense[j * size + j] = 1;
            factor.solve(dense, j * size);
        }
        for (int j = 0; j < size; j++) {
            for (int i = 0; i < j; i++) {
                double mean = 0.5 * (dense[j * size + i] + dense[i * size + j]);
                dense[j * size + i] = mean;
                dense[i * size + j] = mean;
            }
        }
        inverse.set(dense, size);
        responding = -1;
        return true;
    }

    /** Sets the members without their inverse, to be followed by {@link #refactor}. */
    void members(int[] chosen, int count) {
        for (int k = 0; k < inverse.size(); k++) {
            position[codes[k]] = -1;
        }
        reserve(count);
        inverse.resize(count);
        kept = false;
        for (int k = 0; k < count; k++) {
            codes[k] = chosen[k];
            position[chosen[k]] = k;
        }
        responding = -1;
    }

    void saveTo(Reference reference) {
        reference.codes = Arrays.copyOf(codes, inverse.size());
        keep();
        reference.inverse.set(inverse);
        reference.matrix.set(matrix);
    }

    void restoreFrom(Reference reference) {
        members(reference.codes, reference.codes.length);
        inverse.set(reference.inverse);
        matrix.set(reference.matrix);
        kept = true;
        flat = false;
    }

    /** Writes K for a list of codes, and the scaling that equilibrates it. */
    void assemble(int[] list, int count, double[] k, double[] scaling) {
        int n = p.n;
        int m = p.m;
        double floor = volatilityFloor();
        for (int b = 0; b < count; b++) {
            int cb = list[b];
            double rowSize = 0;
            for (int a = 0; a < count; a++) {
                int ca = list[a];
                double element;
                if (cb < n) {
                    element = ca < n ? (flat ? 0 : columns.get(ca, cb)) : segments.a[cb * m + ca - n];
                } else {
                    element = ca < n ? segments.a[ca * m + cb - n] : 0;
                    if (ca < n) {
                        double vol = flat ? 1 : Math.max(floor, p.volatility[ca]);
                        rowSize = Math.max(rowSize, Math.abs(element) / vol);
                    }
                }
                k[b * count + a] = element;
            }
            scaling[b] = cb < n ? (flat ? 1 : 1 / Math.max(floor, p.volatility[cb])) : (rowSize > 0 ? 1 / rowSize : 1);
        }
    }
}
