package io.trimtab.risk.limit;

import java.util.Arrays;

/**
 * Looks for signs z at which {@code F(z) = c + 2 b'z + z'Hz} is above a level, H being a covariance: branch and bound over the
 * vertices of a box, where a convex function is largest.
 *
 * <p>Of the signs not yet fixed, R, the largest F is at most
 *
 * <pre>
 * c + max over z of ((u'z)^2 + 2 b'z) + sum over j of (H_jj - u_j^2) + sum over j != l of |H_jl - u_j u_l|
 * </pre>
 *
 * for any u. The first maximum is exact: (u'z, b'z) ranges over a zonogon, on the upper edge of which the signs are those of {@code
 * b + t u}, so one sweep over t visits all of its vertices. u is the first principal axis of H, times the root of its eigenvalue: what
 * most prices have in common. A sign whose {@code |b_j|} is at least {@code sum over l of |H_jl|} is that of b_j.
 *
 * <p>O(k^2) for each node; with 12 signs or fewer every vertex is reached before the search gives up. Single-threaded.
 */
final class VertexSearch {
    /** One less than all nodes of a tree with 13 signs: more are not visited. */
    static final int MOST_NODES = 8191;

    private static final int POWER_STEPS = 30;

    /** What a search says. */
    enum Answer {
        /** F is nowhere above the level. */
        NONE,
        /** It is at {@link #sign}. */
        FOUND,
        GIVEN_UP
    }

    private final int k;
    private final double[] form;
    private final double[] axis;
    /** By depth: b, with the signs fixed so far. */
    private final double[][] slopes;

    private final int[] sign;
    private final int[] candidate;
    private final int[] order;
    private final double[] turn;
    private double level;
    private int nodes;

    /** With H of k signs, row by row. */
    VertexSearch(double[] form, int k) {
        this.k = k;
        this.form = form;
        axis = new double[k];
        slopes = new double[k + 1][k];
        sign = new int[k];
        candidate = new int[k];
        order = new int[k];
        turn = new double[k];
        findAxis();
    }

    private void findAxis() {
        double[] next = new double[k];
        for (int j = 0; j < k; j++) {
            axis[j] = Math.sqrt(Math.max(0, form[j * k + j]));
        }
        double value = 0;
        for (int step = 0; step < POWER_STEPS; step++) {
            double size = 0;
            for (int j = 0; j < k; j++) {
                size += axis[j] * axis[j];
            }
            if (!(size > 0)) {
                Arrays.fill(axis, 0);
                return;
            }
            double root = Math.sqrt(size);
            value = 0;
            for (int j = 0; j < k; j++) {
                axis[j] /= root;
            }
            for (int j = 0; j < k; j++) {
                double sum = 0;
                for (int l = 0; l < k; l++) {
                    sum += form[j * k + l] * axis[l];
                }
                next[j] = sum;
                value += sum * axis[j];
            }
            System.arraycopy(next, 0, axis, 0, k);
        }
        double size = 0;
        for (int j = 0; j < k; j++) {
            size += axis[j] * axis[j];
        }
        double scale = size > 0 && value > 0 ? Math.sqrt(value / size) : 0;
        for (int j = 0; j < k; j++) {
            axis[j] *= scale;
        }
    }

    /** Whether F is above a level for some signs. */
    Answer search(double constant, double[] linear, double above) {
        level = above;
        nodes = 0;
        Meter.measurable(constant);
        for (int j = 0; j < k; j++) {
            slopes[0][j] = Meter.measurable(linear[j]);
        }
        Arrays.fill(sign, 0);
        return visit(0, constant);
    }

    /** A sign that was found, 1 or -1. */
    int sign(int j) {
        return sign[j];
    }

    /** How many nodes the latest search has visited. */
    int nodes() {
        return nodes;
    }

    private Answer visit(int depth, double start) {
        nodes++;
        if (nodes > MOST_NODES) {
            return Answer.GIVEN_UP;
        }
        double[] b = slopes[depth];
        int[] before = sign.clone();
        double constant = fixObvious(b, start);
        int free = 0;
        for (int j = 0; j < k; j++) {
            if (sign[j] == 0) {
                order[free++] = j;
            }
        }
        if (free == 0) {
            return constant > level ? Answer.FOUND : restored(before, Answer.NONE);
        }
        int branch = order[0];
        double widest = -1;
        double bound = constant;
        for (int p = 0; p < free; p++) {
            int j = order[p];
            double row = 0;
            for (int l = 0; l < k; l++) {
                if (sign[l] == 0 && l != j) {
                    row += Math.abs(form[j * k + l] - axis[j] * axis[l]);
                }
            }
            bound += form[j * k + j] - axis[j] * axis[j] + row;
            if (row > widest) {
                widest = row;
                branch = j;
            }
        }
        bound += sweep(b, free);
        if (bound <= level) {
            return restored(before, Answer.NONE);
        }
        if (valueOfCandidate(b, constant) > level) {
            for (int j = 0; j < k; j++) {
                sign[j] = sign[j] == 0 ? candidate[j] : sign[j];
            }
            return Answer.FOUND;
        }
        int likely = candidate[branch];
        Answer answer = visit(depth + 1, fixed(b, slopes[depth + 1], branch, likely, constant));
        if (answer == Answer.NONE) {
            answer = visit(depth + 1, fixed(b, slopes[depth + 1], branch, 0 - likely, constant));
        }
        if (answer != Answer.NONE) {
            return answer;
        }
        return restored(before, Answer.NONE);
    }

    private Answer restored(int[] before, Answer answer) {
        System.arraycopy(before, 0, sign, 0, k);
        return answer;
    }

    /** Fixes one sign; what that adds to the slopes of the others is written to another level. */
    private double fixed(double[] from, double[] to, int j, int side, double constant) {
        double after = constant + 2 * side * from[j] + form[j * k + j];
        sign[j] = side;
        for (int l = 0; l < k; l++) {
            to[l] = from[l] + side * form[j * k + l];
        }
        return after;
    }

    private double fixObvious(double[] b, double start) {
        double constant = start;
        for (boolean again = true; again; ) {
            again = false;
            for (int j = 0; j < k; j++) {
                if (sign[j] != 0) {
                    continue;
                }
                double others = 0;
                for (int l = 0; l < k; l++) {
                    others += sign[l] == 0 && l != j ? Math.abs(form[j * k + l]) : 0;
                }
                if (Math.abs(b[j]) >= others) {
                    constant = fixed(b, b, j, b[j] >= 0 ? 1 : -1, constant);
                    again = true;
                }
            }
        }
        return constant;
    }

    /** The largest {@code (u'z)^2 + 2 b'z} over the free signs, whose best vertex becomes the candidate. */
    private double sweep(double[] b, int free) {
        double along = 0;
        double across = 0;
        for (int p = 0; p < free; p++) {
            int j = order[p];
            double u = axis[j];
            // at t of minus infinity
            candidate[j] = u > 0 || (u == 0 && b[j] < 0) ? -1 : 1;
            turn[j] = u == 0 ? Double.POSITIVE_INFINITY : 0.0 - b[j] / u;
            along += candidate[j] * u;
            across += candidate[j] * b[j];
        }
        sortByTurn(free);
        double best = along * along + 2 * across;
        int bestAt = 0;
        for (int p = 0; p < free && turn[order[p]] < Double.POSITIVE_INFINITY; p++) {
            int j = order[p];
            along -= 2 * candidate[j] * axis[j];
            across -= 2 * candidate[j] * b[j];
            candidate[j] = 0 - candidate[j];
            double value = along * along + 2 * across;
            if (value > best) {
                best = value;
                bestAt = p + 1;
            }
        }
        for (int p = bestAt; p < free; p++) {
            int j = order[p];
            if (turn[j] < Double.POSITIVE_INFINITY) {
                candidate[j] = 0 - candidate[j];
            }
        }
        return best;
    }

    private void sortByTurn(int free) {
        for (int p = 1; p < free; p++) {
            int moved = order[p];
            int q = p;
            for (; q > 0 && turn[order[q - 1]] > turn[moved]; q--) {
                order[q] = order[q - 1];
            }
            order[q] = moved;
        }
    }

    private double valueOfCandidate(double[] b, double constant) {
        double value = constant;
        for (int j = 0; j < k; j++) {
            if (sign[j] != 0) {
                continue;
            }
            double sum = 2 * b[j];
            for (int l = 0; l < k; l++) {
                sum += sign[l] == 0 ? form[j * k + l] * candidate[l] : 0;
            }
            value += candidate[j] * sum;
        }
        return value;
    }
}
