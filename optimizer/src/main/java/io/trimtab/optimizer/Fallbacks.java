package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import java.util.List;

/**
 * The rungs of a fallback ladder; made to be imported statically.
 *
 * <pre>{@code
 * problem.fallingBackTo(relaxing("turnover"), previousWeights(current), minimumVariance()).solve();
 * }</pre>
 *
 * <p>Every rung satisfies every constraint of the problem, but for those that {@link #relaxing} names: what a ladder
 * relaxes is soft for that rung and those below it. Equal weight or previous weights that break a constraint are moved to
 * the nearest portfolio that keeps all.
 */
public final class Fallbacks {
    private Fallbacks() {}

    /**
     * The same objective, with the constraints named giving way by as little as makes all hold together (the smallest
     * sum, see {@link NearestPortfolio}).
     *
     * @param constraints at least one name
     * @return the rung
     * @throws IllegalArgumentException if there is no name
     */
    public static Rung relaxing(String... constraints) {
        List<String> names = Check.copy(constraints, "constraints");
        if (names.isEmpty()) {
            throw new IllegalArgumentException("relaxing(...) must name at least one constraint");
        }
        return new Rung(Rung.Kind.RELAX, "relaxing " + String.join(", ", names), names, List.of());
    }

    /**
     * The weights nearest to those held that satisfy the constraints: the smallest sum of squared changes.
     *
     * @param current over the problem's universe
     * @return the rung
     */
    public static Rung previousWeights(Weights current) {
        return new Rung(Rung.Kind.PREVIOUS, "previous weights", List.of(), List.of(Check.notNull(current, "current")));
    }

    /**
     * The least variance under the constraints, by the risk model of the objective; a rung that does not
     * hold if that has none.
     *
     * @return the rung
     */
    public static Rung minimumVariance() {
        return new Rung(Rung.Kind.MINIMUM_VARIANCE, "minimum variance", List.of(), List.of());
    }

    /**
     * The weights nearest to equal ones that satisfy the constraints: the smallest sum of squared changes.
     *
     * @return the rung
     */
    public static Rung projectedEqualWeight() {
        return new Rung(Rung.Kind.EQUAL_WEIGHT, "projected equal weight", List.of(), List.of());
    }
}
