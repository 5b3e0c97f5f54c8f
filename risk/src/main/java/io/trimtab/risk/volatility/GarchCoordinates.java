package io.trimtab.risk.volatility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Coordinates in which the constraints of a GARCH model are a box, for returns of mean about 0 and variance 1.
 *
 * <p>GARCH and GJR: {@code x = (mu, ln omega, p, s, d, eta)} with p the persistence, s the share of it that is response to
 * squared returns and d the share of falls in that: {@code a+ = 2 p s (1 - d), a- = 2 p s d, beta = p (1 - s)}; a targeted
 * model has {@code omega = 1 - p} times the sample variance. EGARCH: {@code x = (mu, m, alpha, gamma, beta, eta)} with m the mean
 * of the log-variance, {@code omega = m (1 - beta)}, and alpha at least 0. A coordinate that the model does not estimate keeps its start.
 */
final class GarchCoordinates {
    static final int MU = 0;
    static final int LEVEL = 1;
    static final int PERSISTENCE = 2;
    static final int SHARE = 3;
    static final int FALLS = 4;
    /** EGARCH: the response to the sign. */
    static final int SIGN = 3;

    static final int ETA = 5;
    private static final int SIZE = GarchLikelihood.PARAMETERS;

    private static final double FEWEST_DEGREES = 2.05;
    private static final double MOST_DEGREES = 500;
    private static final double LEAST_OMEGA = 1e-10;

    private final GarchModel model;
    private final boolean logarithmic;
    private final double sampleVariance;
    private final double[] lower = new double[SIZE];
    private final double[] upper = new double[SIZE];
    /** Positions in x of what is estimated. */
    private final int[] estimated;

    GarchCoordinates(GarchModel model, double sampleVariance) {
        this.model = model;
        this.logarithmic = model.equation() == VarianceEquation.EGARCH;
        this.sampleVariance = sampleVariance;
        boolean targeted = model.level() == VarianceLevel.TARGETED;
        bound(MU, -3, 3);
        if (logarithmic) {
            bound(LEVEL, -20, 5);
            bound(2, 0, 3);
            bound(3, -3, 3);
            bound(4, -0.99999, 0.99999);
        } else {
            bound(LEVEL, StrictMath.log(LEAST_OMEGA), StrictMath.log(10));
            double largest = model.persistenceBound() == PersistenceBound.NONE ? 2 : 1;
            bound(PERSISTENCE, 0, targeted ? 1 - 1e-6 : largest);
            bound(SHARE, 0, 1);
            bound(FALLS, 0, 1);
        }
        bound(ETA, 1 / MOST_DEGREES, 1 / FEWEST_DEGREES);
        boolean[] free = new boolean[SIZE];
        Arrays.fill(free, true);
        free[MU] = model.mean() == MeanEquation.CONSTANT;
        free[LEVEL] = !targeted;
        free[FALLS] = model.equation() != VarianceEquation.GARCH;
        free[ETA] = model.innovations() == Innovations.STUDENT_T;
        int count = 0;
        int[] positions = new int[SIZE];
        for (int i = 0; i < SIZE; i++) {
            if (free[i]) {
                positions[count++] = i;
            }
        }
        this.estimated = Arrays.copyOf(positions, count);
    }

    private void bound(int i, double low, double high) {
        lower[i] = low;
        upper[i] = high;
    }

    int dimension() {
        return estimated.length;
    }

    /** Whether x[i] is estimated, and at which position; -1 if it is not. */
    int positionOf(int i) {
        return Arrays.binarySearch(estimated, i);
    }

    double[] lower() {
        return pick(lower);
    }

    double[] upper() {
        return pick(upper);
    }

    double[] pick(double[] full) {
        double[] out = new double[estimated.length];
        for (int a = 0; a < out.length; a++) {
            out[a] = full[estimated[a]];
        }
        return out;
    }

    /** Puts estimated coordinates among the others, which are those of any start. */
    double[] full(double[] x) {
        double[] out = start(0.9, 0.1);
        for (int a = 0; a < x.length; a++) {
            out[estimated[a]] = x[a];
        }
        return out;
    }

    /** A start: GARCH with persistence and share; EGARCH with memory and, twice the share, response. */
    double[] start(double persistence, double share) {
        double eta = 0.15;
        return logarithmic
                ? new double[] {0, 0, 2 * share, 0, persistence, eta}
                : new double[] {0, StrictMath.log(1 - persistence), persistence, share, 0.5, eta};
    }

    /** The parameters theta of {@link GarchLikelihood}. */
    double[] theta(double[] x) {
        if (logarithmic) {
            return new double[] {x[0], x[1] * (1 - x[4]), x[2], x[3], x[4], x[5]};
        }
        double p = x[PERSISTENCE];
        double s = x[SHARE];
        double d = x[FALLS];
        return new double[] {x[MU], omega(x), 2 * p * s * (1 - d), 2 * p * s * d, p * (1 - s), x[ETA]};
    }

    private double omega(double[] x) {
        return model.level() == VarianceLevel.TARGETED
                ? sampleVariance * (1 - x[PERSISTENCE])
                : StrictMath.exp(x[LEVEL]);
    }

    /** d theta / dx, 6 x 6, column by column: a column for each coordinate. */
    double[] jacobian(double[] x) {
        double[] j = new double[SIZE * SIZE];
        set(j, 0, 0, 1);
        set(j, 5, 5, 1);
        if (logarithmic) {
            set(j, 1, 1, 1 - x[4]);
            set(j, 1, 4, -x[1]);
            set(j, 2, 2, 1);
            set(j, 3, 3, 1);
            set(j, 4, 4, 1);
            return j;
        }
        double p = x[PERSISTENCE];
        double s = x[SHARE];
        double d = x[FALLS];
        if (model.level() == VarianceLevel.TARGETED) {
            set(j, 1, PERSISTENCE, -sampleVariance);
        } else {
            set(j, 1, LEVEL, omega(x));
        }
        set(j, 2, PERSISTENCE, 2 * s * (1 - d));
        set(j, 2, SHARE, 2 * p * (1 - d));
        set(j, 2, FALLS, -2 * p * s);
        set(j, 3, PERSISTENCE, 2 * s * d);
        set(j, 3, SHARE, 2 * p * d);
        set(j, 3, FALLS, 2 * p * s);
        set(j, 4, PERSISTENCE, 1 - s);
        set(j, 4, SHARE, -p);
        return j;
    }

    private static void set(double[] j, int row, int column, double value) {
        j[column * SIZE + row] = value;
    }

    /** The columns of the estimated coordinates: 6 x k. */
    double[] estimatedColumns(double[] jacobian) {
        double[] out = new double[SIZE * estimated.length];
        for (int a = 0; a < estimated.length; a++) {
            System.arraycopy(jacobian, estimated[a] * SIZE, out, a * SIZE, SIZE);
        }
        return out;
    }

    /** Whether x lies at a limit that is none of the model's, but only of the search: EGARCH's responses, and the mean. */
    boolean outOfReach(double[] x) {
        return Math.abs(x[MU]) >= upper[MU] || (logarithmic && (x[2] >= upper[2] || Math.abs(x[SIGN]) >= upper[SIGN]));
    }

    /** At which limits x lies. */
    List<GarchBoundary> boundaries(double[] x) {
        List<GarchBoundary> out = new ArrayList<>();
        if (!logarithmic) {
            boolean still = x[PERSISTENCE] <= 0 || x[SHARE] <= 0;
            add(out, still, GarchBoundary.NO_RESPONSE);
            add(out, !still && x[SHARE] >= 1, GarchBoundary.NO_MEMORY);
            add(out, x[PERSISTENCE] >= upper[PERSISTENCE], GarchBoundary.UNIT_PERSISTENCE);
            add(out, !still && x[FALLS] >= 1, GarchBoundary.FALLS_ONLY);
            add(out, !still && x[FALLS] <= 0, GarchBoundary.RISES_ONLY);
        } else {
            add(out, x[2] <= lower[2], GarchBoundary.SIGN_ONLY);
            add(out, Math.abs(x[4]) >= upper[4], GarchBoundary.UNIT_PERSISTENCE);
        }
        boolean level = positionOf(LEVEL) >= 0 && (x[LEVEL] <= lower[LEVEL] || x[LEVEL] >= upper[LEVEL]);
        add(out, level, GarchBoundary.LEVEL);
        if (positionOf(ETA) >= 0) {
            add(out, x[ETA] >= upper[ETA], GarchBoundary.FEWEST_DEGREES_OF_FREEDOM);
            add(out, x[ETA] <= lower[ETA], GarchBoundary.AS_GOOD_AS_NORMAL);
        }
        return out;
    }

    private static void add(List<GarchBoundary> out, boolean there, GarchBoundary boundary) {
        if (there) {
            out.add(boundary);
        }
    }
}
