package io.trimtab.optimizer.solver;

/**
 * Corrects the working set of an earlier optimum for other data: what is wrong is exchanged at once, the minimum over
 * the new set computed from the updated inverse, and so on until nothing is wrong.
 *
 * <p>It is the primal-dual active-set method (see {@link BlockPivoting}) on an inverse of the size of the working set.
 * Between two forecasts few assets change places, and a correction costs a bordering of the inverse, where a pivot of the
 * primal method also has to keep the point feasible. It may cycle, so it gives up after a few corrections.
 */
final class Repair {
    enum Result {
        /** At the optimum. */
        OPTIMAL,
        /** At a feasible point, the minimum over its working set; its gradient is known. */
        SETTLED,
        /** The point is lost. */
        LOST
    }

    private static final int MOST_ROUNDS = 40;
    /** So many mistakes more than members are a guess that is no guess. */
    private static final int MANY = 10;
    /** Rounds that may follow each other without fewer mistakes than ever before. */
    private static final int PATIENCE = 6;
    /** Curvatures below this multiple of the asset's variance are flat: such an asset is not for this method. */
    private static final double FLAT = 1e-9;

    private final Iterate at;
    private final WorkingSet set;
    private final Columns columns;
    private final HeldSet held;
    private final Pricing pricing;
    private double[] response = new double[0];

    Repair(Iterate at, WorkingSet set, Columns columns, HeldSet held, Pricing pricing) {
        this.at = at;
        this.set = set;
        this.columns = columns;
        this.held = held;
        this.pricing = pricing;
    }

    Result run(Limits limits) {
        int fewest = Integer.MAX_VALUE;
        int patience = PATIENCE;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            held.estimate();
            int wrong = held.outside();
            if (wrong == 0) {
                if (!held.refine() || !held.accept()) {
                    return Result.LOST;
                }
                at.computeActivities();
                pricing.compute();
                if (pricing.settled()) {
                    return Result.OPTIMAL;
                }
                wrong = enterAll();
                if (wrong <= 0) {
                    return wrong == 0 && feasible() ? Result.SETTLED : Result.LOST;
                }
            } else if (!leaveAll()) {
                return Result.LOST;
            }
            if (wrong > MANY + set.size()) {
                return Result.LOST;
            }
            if (wrong < fewest) {
                fewest = wrong;
                patience = PATIENCE;
            } else if (--patience < 0) {
                return Result.LOST;
            }
            if (limits.reached(wrong)) {
                return Result.LOST;
            }
        }
        return Result.LOST;
    }

    /**
     * Makes the working set what a starting set says, in order of position, leaving out what would make its matrix
     * singular.
     *
     * @param start by which the assets are placed already; {@link Iterate#PARKED} ones are to become free
     * @return false if an asset can be neither free nor at a bound, or an equality cannot be held: then there is no
     *     minimum to correct
     */
    boolean adopt(StartingSet start) {
        QuadraticProgram p = at.p;
        set.flat(false);
        int waiting = joinParked();
        for (int i = 0; i < p.m; i++) {
            byte side = start.side(p, i);
            if (side != Iterate.SLACK && set.toggle(p.n + i)) {
                Moves.land(at, p.n + i, side);
            } else if (p.rowLower[i] == p.rowUpper[i]) {
                return false;
            }
        }
        if (waiting > 0) {
            joinParked();
        }
        for (int j = 0; j < p.n; j++) {
            if (at.state[j] == Iterate.PARKED) {
                byte side = at.nearestEnd(j);
                if (side == Iterate.PARKED) {
                    return false;
                }
                Moves.land(at, j, side);
            }
        }
        return true;
    }

    /** Frees what is parked, as far as it is determined; returns how many assets are not. */
    private int joinParked() {
        int waiting = 0;
        for (int j = 0; j < at.p.n; j++) {
            if (at.state[j] == Iterate.PARKED && !join(j)) {
                waiting++;
            }
        }
        return waiting;
    }

    private boolean feasible() {
        for (int i = 0; i < at.p.m; i++) {
            if (at.violation(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Puts every free weight that came out of its segment on the end it has passed. */
    private boolean leaveAll() {
        for (int k = set.size() - 1; k >= 0; k--) {
            int code = set.code(k);
            byte side = code < at.p.n ? held.sideOf(k) : Iterate.FREE;
            if (side != Iterate.FREE) {
                if (!set.toggle(code)) {
                    return false;
                }
                held.drop(k, set.size());
                Moves.land(at, code, side);
            }
        }
        return true;
    }

    /** Frees what has a reduced cost of the wrong sign and holds what is violated; -1 if something cannot be done. */
    private int enterAll() {
        QuadraticProgram p = at.p;
        double least = 2 * ActiveSet.DUAL_TOLERANCE * pricing.scale;
        int entered = 0;
        for (int j = pricing.next(0, least); j < p.n; j = pricing.next(j + 1, least)) { // never one that is free
            int across = at.across(j);
            if (across != 0 && pricing.improvesAcross(j, across)) {
                Moves.cross(at, j, across);
            }
            if (!join(j)) {
                return -1;
            }
            entered++;
        }
        for (int i = 0; i < p.m; i++) {
            if (p.rowLower[i] == p.rowUpper[i]) {
                continue;
            }
            byte state = at.rowState[i];
            double violation = state == Iterate.SLACK ? at.violation(i) : 0;
            if (violation != 0) {
                if (!set.toggle(p.n + i)) {
                    return -1;
                }
                Moves.land(at, p.n + i, violation < 0 ? Iterate.AT_LOWER : Iterate.AT_UPPER);
                entered++;
            } else if (state != Iterate.SLACK && (state == Iterate.AT_LOWER ? -at.y[i] : at.y[i]) > least) {
                double curvature = -set.diagonal(p.n + i);
                if (!(curvature > FLAT * p.largestVolatility * p.largestVolatility) || !set.toggle(p.n + i)) {
                    return -1;
                }
                Moves.join(at, p.n + i);
                entered++;
            }
        }
        return entered;
    }

    private boolean join(int asset) {
        columns.fetch(asset);
        if (response.length < set.size() + 1) {
            response = new double[2 * set.size() + 2];
        }
        double curvature = set.respond(asset, response);
        if (!(curvature > FLAT * at.p.variance(asset)) || !set.toggle(asset)) {
            return false;
        }
        Moves.join(at, asset);
        return true;
    }
}
