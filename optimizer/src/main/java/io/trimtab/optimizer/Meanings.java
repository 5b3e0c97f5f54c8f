package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.Arrays;
import java.util.List;

/**
 * What the usual constraints mean.
 *
 * <p>Classes and not lambdas: linking the first lambda of a fresh JVM takes as long as half of the first solve.
 */
final class Meanings {
    private Meanings() {}

    /** Every weight at least this. */
    record Floor(double weight) implements NamedConstraint.Meaning {
        @Override
        public void describe(Universe universe, LinearForm form) {
            for (int j = 0; j < universe.size(); j++) {
                form.atLeast(j, weight);
            }
        }
    }

    /** Every weight at most this. */
    record Cap(double weight) implements NamedConstraint.Meaning {
        @Override
        public void describe(Universe universe, LinearForm form) {
            for (int j = 0; j < universe.size(); j++) {
                form.atMost(j, weight);
            }
        }
    }

    /** A combination of weights between two limits. */
    record Between(LinearExpression.Coefficients coefficients, double lower, double upper)
            implements NamedConstraint.Meaning {
        @Override
        public void describe(Universe universe, LinearForm form) {
            form.row(coefficients.over(universe), lower, upper);
        }
    }

    /** Every asset once. */
    record Sum() implements LinearExpression.Coefficients {
        @Override
        public double[] over(Universe universe) {
            double[] ones = new double[universe.size()];
            Arrays.fill(ones, 1);
            return ones;
        }
    }

    /** What each asset is expected to return. */
    record Returns(ExpectedReturns expected) implements LinearExpression.Coefficients {
        @Override
        public double[] over(Universe universe) {
            universe.requireSame(expected.universe(), "expectedReturns");
            return expected.toArray();
        }
    }

    /** Some assets once. */
    record Group(String name, List<String> members) implements LinearExpression.Coefficients {
        @Override
        public double[] over(Universe universe) {
            double[] row = new double[universe.size()];
            for (String member : members) {
                if (!universe.contains(member)) {
                    throw new IllegalArgumentException("group \"" + name + "\" has the asset \"" + member
                            + "\", which is not in the universe of the problem, " + universe);
                }
                row[universe.indexOf(member)] = 1;
            }
            return row;
        }
    }
}
