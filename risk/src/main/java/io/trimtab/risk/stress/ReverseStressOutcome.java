package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a {@link ReverseStress} found: the most likely scenario that loses a sum, or that none does. */
public sealed interface ReverseStressOutcome {
    /**
     * The most likely scenario.
     *
     * @param universe the assets or risk factors
     * @param returns what each returns; copied
     * @param loss what is lost in it, recomputed from the returns
     * @param distance how unlikely it is: {@code sqrt(x'S^-1 x)}, in standard deviations; no scenario that loses as much is
     *     nearer
     * @param leastDistance what is proved of every scenario that loses as much, by duality; the distance to within rounding
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
    record MostLikely(Universe universe, double[] returns, double loss, double distance, double leastDistance)
            implements ReverseStressOutcome {
        public MostLikely {
            Check.notNull(universe, "universe");
            returns = Check.allFinite(Check.notNull(returns, "returns"), "returns")
                    .clone();
            Check.length(returns.length, universe.size(), "returns");
            Check.finite(loss, "loss");
            Check.notNegative(distance, "distance");
            Check.notNegative(leastDistance, "leastDistance");
        }

        @Override
        public double[] returns() {
            return returns.clone();
        }

        /**
         * The return of one asset or factor.
         *
         * @param id its id
         * @return a simple return
         * @throws IllegalArgumentException if it is unknown
         */
        public double returnOf(String id) {
            return returns[universe.indexOf(id)];
        }

        /**
         * The same as a scenario for a {@link StressTest}, returns below -1 set to -1.
         *
         * @param name for people
         * @return a scenario that names everything
         */
        public StressScenario scenario(String name) {
            StressScenario scenario = StressScenario.named(name);
            SortedMap<String, Double> shocks = new TreeMap<>();
            for (int i = 0; i < returns.length; i++) {
                shocks.put(universe.id(i), Math.max(-1, returns[i]));
            }
            return scenario.shocking(shocks);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof MostLikely that
                    && universe.equals(that.universe)
                    && Arrays.equals(returns, that.returns)
                    && loss == that.loss
                    && distance == that.distance
                    && leastDistance == that.leastDistance;
        }

        @Override
        public int hashCode() {
            return 31 * universe.hashCode() + Arrays.hashCode(returns);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(
                    "loses " + Text.number(100 * loss) + "% at " + Text.number(distance) + " standard deviations:");
            for (int i = 0; i < returns.length; i++) {
                text.append(i == 0 ? " " : ", ")
                        .append(universe.id(i))
                        .append(' ')
                        .append(Text.percent(returns[i]));
            }
            return text.toString();
        }
    }

    /**
     * No scenario loses as much.
     *
     * @param largestLoss the least upper bound of what can be lost
     */
    record Impossible(double largestLoss) implements ReverseStressOutcome {
        public Impossible {
            Check.finite(largestLoss, "largestLoss");
        }

        @Override
        public String toString() {
            return "no scenario loses as much: less than " + Text.number(100 * largestLoss) + "% can be lost";
        }
    }
}
