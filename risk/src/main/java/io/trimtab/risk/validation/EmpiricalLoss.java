package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import java.util.Arrays;

/** One of some losses in ascending order, all equally likely. */
@SuppressWarnings("ArrayRecordComponent") // within the package, never compared
record EmpiricalLoss(double[] ascending) implements LossDistribution {
    /** The middle of the ranks that the loss could have among the others, over their number and one. */
    @Override
    public double cumulative(double loss) {
        if (Double.isNaN(loss)) {
            throw new IllegalArgumentException("loss must be a number, was NaN");
        }
        int below = 0;
        int high = ascending.length;
        while (below < high) {
            int middle = (below + high) >>> 1;
            if (ascending[middle] < loss) {
                below = middle + 1;
            } else {
                high = middle;
            }
        }
        int upTo = below;
        while (upTo < ascending.length && ascending[upTo] == loss) {
            upTo++;
        }
        return (0.5 * (below + upTo) + 0.5) / (ascending.length + 1);
    }

    /** Hyndman and Fan's type 6: the i-th of n losses at i / (n + 1), lines between, level beyond the ends. */
    @Override
    public double quantile(double probability) {
        int n = ascending.length;
        double position = (n + 1) * Check.strictlyWithin(probability, 0, 1, "probability");
        int below = (int) Math.floor(position);
        if (below < 1 || below >= n) {
            return ascending[below < 1 ? 0 : n - 1];
        }
        return ascending[below - 1] + (position - below) * (ascending[below] - ascending[below - 1]);
    }

    @Override
    public double valueAtRisk(Confidence confidence) {
        double position =
                ascending.length * Check.notNull(confidence, "confidence").level();
        double nearest = Math.rint(position);
        // n p within 1e-9 of an integer is that integer
        double exact = Math.abs(position - nearest) <= 1e-9 ? nearest : position;
        return ascending[Math.min(ascending.length - 1, (int) Math.floor(exact))];
    }

    @Override
    public double expectedShortfall(Confidence confidence) {
        int n = ascending.length;
        double position = n * Check.notNull(confidence, "confidence").tail();
        double nearest = Math.rint(position);
        double tail = Math.max(1, Math.abs(position - nearest) <= 1e-9 ? nearest : position);
        // as excess over the boundary: equal losses have themselves for a shortfall, to the bit
        double boundary = ascending[Math.max(0, n - (int) Math.ceil(tail))];
        double excess = 0;
        for (int i = n - 1; i >= 0 && ascending[i] > boundary; i--) {
            excess += ascending[i] - boundary;
        }
        return boundary + excess / tail;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmpiricalLoss that && Arrays.equals(ascending, that.ascending);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ascending);
    }

    @Override
    public String toString() {
        return "EmpiricalLoss[" + ascending.length + " losses]";
    }
}
