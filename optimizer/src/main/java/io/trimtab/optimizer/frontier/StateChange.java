package io.trimtab.optimizer.frontier;

import io.trimtab.core.check.Check;

/**
 * What holds an asset or a constraint on one side of a turning point and not on the other.
 *
 * @param kind whether it is an asset, a constraint or a slack
 * @param name the asset's id, or the constraint's name, also of a slack
 * @param above its position for risk tolerances just above the turning point's, where returns are higher
 * @param below its position just below
 */
public record StateChange(Kind kind, String name, Position above, Position below) {
    /** What changes. */
    public enum Kind {
        /** The weight of an asset. */
        ASSET,
        /** A constraint on several assets. */
        CONSTRAINT,
        /** The slack of a soft constraint, which rests at zero while the constraint holds. */
        SLACK
    }

    /** Where it stands. */
    public enum Position {
        /** At its lower bound. */
        AT_LOWER,
        /** At its upper bound. */
        AT_UPPER,
        /** At a weight where trading costs begin, or another rate of them: it is worth going neither up nor down. */
        RESTING,
        /** At none of these: a weight that moves, a constraint that does not bind. */
        FREE
    }

    /** Checks. */
    public StateChange {
        Check.notNull(kind, "kind");
        Check.notNull(name, "name");
        Check.notNull(above, "above");
        Check.notNull(below, "below");
    }
}
