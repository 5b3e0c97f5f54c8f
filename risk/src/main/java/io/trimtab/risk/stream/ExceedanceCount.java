package io.trimtab.risk.stream;

/**
 * How many of a portfolio's profits are below a level, counted again only where the answer can have changed.
 *
 * <p>A change of value c moves each profit by at most {@code |c| max |r|}. So whoever was further from the level than all that
 * has happened since is still on its side; only those nearer are looked at, until so much has happened that all must be.
 *
 * <p>Exact. With P a profit in two doubles, {@code high} its first: |P - high| is at most 2^-53 |high|, and ticks err by
 * 2^-104 of P together with their moves; {@link #room} leaves 1e-9 of the margin and 1e-12 of the level for both.
 *
 * <p>O(near) for a change, O(T) where all are looked at: for small changes once in {@value #AHEAD}. Not thread-safe.
 */
final class ExceedanceCount {
    /** For how many changes like this one the margin is made. */
    private static final int AHEAD = 64;
    /** No more than this part of all is kept as near. */
    private static final int PART = 16;

    private final double level;
    /** Rows of those that may cross. */
    private final int[] near;

    private int nearby;
    /** How many of the others are below. */
    private int below;
    /** How far a profit may still move before one of the others may cross; at or below 0: any of them may. */
    private double room;
    /** Changes for which it is not worth while to look for those near. */
    private int plain;

    ExceedanceCount(int scenarios, double level) {
        this.level = level;
        near = new int[scenarios / PART];
    }

    /** After changes of which nothing is known. */
    int afresh(double[] profit) {
        room = 0;
        plain = 0;
        return ScenarioKernel.countBelow(profit.length, profit, level);
    }

    /** After each profit has moved by at most a distance. */
    int moved(double distance, double[] profit) {
        // rounded down: small moves must not vanish against much room
        room = Math.nextDown(room - distance);
        if (room > 0) {
            int count = below;
            for (int i = 0; i < nearby; i++) {
                count += profit[near[i]] < level ? 1 : 0;
            }
            return count;
        }
        if (plain > 0) {
            plain--;
            return ScenarioKernel.countBelow(profit.length, profit, level);
        }
        return lookAround(AHEAD * distance, profit);
    }

    /** After one profit was replaced and no other changed. */
    int replaced(int row, double before, double after, int count) {
        if (room > 0) {
            boolean known = false;
            for (int i = 0; i < nearby && !known; i++) {
                known = near[i] == row;
            }
            if (!known && nearby < near.length) {
                // it has not crossed, so it was counted if it was below; from now on it is looked at
                below -= before < level ? 1 : 0;
                near[nearby++] = row;
            } else if (!known) {
                room = 0;
            }
        }
        return count - (before < level ? 1 : 0) + (after < level ? 1 : 0);
    }

    private int lookAround(double margin, double[] profit) {
        double floor = level - margin;
        double ceiling = level + margin;
        int under = 0;
        int found = 0;
        for (int t = 0; t < profit.length; t++) {
            double x = profit[t];
            if (x < floor) {
                under++;
            } else if (x <= ceiling) {
                if (found == near.length) {
                    plain = AHEAD;
                    room = 0;
                    return ScenarioKernel.countBelow(profit.length, profit, level);
                }
                near[found++] = t;
            }
        }
        below = under;
        nearby = found;
        room = margin * (1 - 1e-9) - 1e-12 * Math.abs(level);
        int count = under;
        for (int i = 0; i < found; i++) {
            count += profit[near[i]] < level ? 1 : 0;
        }
        return count;
    }
}
