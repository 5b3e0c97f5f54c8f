package io.trimtab.optimizer.solver;

import io.trimtab.core.check.Check;

/**
 * Where to begin a solve: the weights of an earlier optimum, at which bound or breakpoint each stood, and which rows were
 * held.
 *
 * <p>What was held is usually still held when forecasts, covariances, bounds, limits or the weights traded from have
 * changed, though at another value: an asset at its cap goes to its new cap, one that was not worth its cost to trade
 * stays at its new breakpoint. So this says more than the weights do. It may be of a program with other numbers, but
 * of the same assets and as many rows. Any is allowed, and none changes what the optimum is. Immutable.
 */
public final class StartingSet {
    /** Between bounds and breakpoints, or not held. */
    public static final byte BETWEEN = 0;
    /** At the bound below. */
    public static final byte LOWER = 1;
    /** At the bound above. */
    public static final byte UPPER = 2;
    /** At a breakpoint of the asset's functions, which is this plus its number. */
    static final byte BREAKPOINT = 3;

    private static final int MOST_BREAKPOINTS = Byte.MAX_VALUE - BREAKPOINT;

    private final double[] weights;
    private final byte[] positions;
    private final byte[] rows;
    private final Kinks kinks;

    private StartingSet(Kinks kinks, double[] weights, byte[] positions, byte[] rows) {
        this.kinks = kinks;
        this.weights = weights;
        this.positions = positions;
        this.rows = rows;
    }

    /**
     * What is held at an optimum.
     *
     * @param program the program as it was solved
     * @param weights the optimal weights; copied
     * @param multipliers those of the rows: a row with a multiplier of zero counts as not held, unless it is an equality
     * @return the set
     */
    public static StartingSet of(QuadraticProgram program, double[] weights, double[] multipliers) {
        Check.length(weights.length, program.n, "weights");
        Check.length(multipliers.length, program.m, "multipliers");
        byte[] positions = new byte[program.n];
        for (int j = 0; j < program.n; j++) {
            positions[j] = position(program, j, weights[j]);
        }
        byte[] rows = new byte[program.m];
        for (int i = 0; i < program.m; i++) {
            boolean equality = program.rowLower[i] == program.rowUpper[i];
            rows[i] = multipliers[i] > 0 || equality ? LOWER : multipliers[i] < 0 ? UPPER : BETWEEN;
        }
        return new StartingSet(program.kinks, weights.clone(), positions, rows);
    }

    private static byte position(QuadraticProgram p, int j, double w) {
        if (w == p.lower[j]) {
            return LOWER;
        }
        if (w == p.upper[j]) {
            return UPPER;
        }
        if (p.kinks.count(j) == 0) {
            return BETWEEN;
        }
        int below = p.kinks.below(j, w);
        boolean at = below < p.kinks.upTo(j, w) && below < MOST_BREAKPOINTS;
        return at ? (byte) (BREAKPOINT + below) : BETWEEN;
    }

    /**
     * The same assets over other rows.
     *
     * @param others for each row {@link #BETWEEN}, {@link #LOWER} or {@link #UPPER}; copied
     * @return the set
     */
    public StartingSet withRows(byte[] others) {
        return new StartingSet(kinks, weights, positions, others.clone());
    }

    /**
     * What is known of a row.
     *
     * @param i its number
     * @return {@link #BETWEEN}, {@link #LOWER} or {@link #UPPER}
     */
    public byte row(int i) {
        return rows[i];
    }

    int assets() {
        return positions.length;
    }

    int rows() {
        return rows.length;
    }

    /** The weights; not copied. */
    double[] weights() {
        return weights;
    }

    /**
     * Puts the assets of a point where they stood, as far as the point's program has such a place. Where an asset's
     * breakpoints have moved, so that another weight is traded from, the guess is that it is not traded.
     *
     * @param at receives weights and states; what may become free is {@link Iterate#PARKED}
     */
    void place(Iterate at) {
        QuadraticProgram p = at.p;
        for (int j = 0; j < p.n; j++) {
            double w = switch (positions[j]) {
                case BETWEEN -> kinks.samePoints(p.kinks, j) ? weights[j] : p.kinks.nearest(j, weights[j]);
                case LOWER -> Double.isFinite(p.lower[j]) ? p.lower[j] : weights[j];
                case UPPER -> Double.isFinite(p.upper[j]) ? p.upper[j] : weights[j];
                default -> {
                    int k = positions[j] - BREAKPOINT;
                    yield k < p.kinks.count(j) ? p.kinks.point(j, k) : weights[j];
                }
            };
            at.place(j, w);
        }
    }

    /** The bound at which a row is to be held; {@link Iterate#SLACK} for neither. */
    byte side(QuadraticProgram p, int i) {
        if (p.rowLower[i] == p.rowUpper[i]) {
            return Iterate.AT_LOWER;
        }
        return switch (rows[i]) {
            case LOWER -> Double.isFinite(p.rowLower[i]) ? Iterate.AT_LOWER : Iterate.SLACK;
            case UPPER -> Double.isFinite(p.rowUpper[i]) ? Iterate.AT_UPPER : Iterate.SLACK;
            default -> Iterate.SLACK;
        };
    }
}
