package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import java.util.List;

/**
 * The best portfolio under constraints that give way by as little as makes them hold together.
 *
 * <p>The smallest total is meant: the minimum of {@code sum over constraints of by / unit}, where all bounds of a
 * constraint move outwards together by {@code by} and {@code unit} is the largest coefficient of its rows (1 for bounds on
 * weights), so that all are measured in weight. Few constraints move, the others stay exactly what they are. Among equally
 * small totals the constraints that were stated last give way. It is verified by solving the problem with the
 * relaxations applied: these are the weights of that optimum.
 *
 * @param weights the optimum of the objective under the relaxed constraints
 * @param relaxations the constraints that gave way, in the order of the problem
 * @param total the sum of their moves, in weight
 */
public record NearestPortfolio(Weights weights, List<Relaxation> relaxations, double total) {
    /** Copies. */
    public NearestPortfolio {
        Check.notNull(weights, "weights");
        relaxations = Check.copy(relaxations, "relaxations");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Relaxation relaxation : relaxations) {
            text.append(text.length() == 0 ? "" : ", ").append(relaxation.needs());
        }
        return text.toString();
    }
}
