package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;

/**
 * How often a loss beyond the value at risk followed one, or followed none.
 *
 * @param calmAfterCalm no exceedance after none
 * @param exceedanceAfterCalm an exceedance after none
 * @param calmAfterExceedance none after an exceedance
 * @param exceedanceAfterExceedance an exceedance after one
 */
public record Transitions(
        int calmAfterCalm, int exceedanceAfterCalm, int calmAfterExceedance, int exceedanceAfterExceedance) {
    public Transitions {
        Check.atLeast(calmAfterCalm, 0, "calmAfterCalm");
        Check.atLeast(exceedanceAfterCalm, 0, "exceedanceAfterCalm");
        Check.atLeast(calmAfterExceedance, 0, "calmAfterExceedance");
        Check.atLeast(exceedanceAfterExceedance, 0, "exceedanceAfterExceedance");
    }

    /**
     * Counts them.
     *
     * @param losses positive for a loss, all finite
     * @param valueAtRisk what was forecast for each of them
     * @return the transitions, one fewer than there are losses
     * @throws IllegalArgumentException if the lengths differ or a number is not finite
     */
    public static Transitions of(double[] losses, double[] valueAtRisk) {
        Check.allFinite(Check.notNull(losses, "losses"), "losses");
        Check.allFinite(Check.notNull(valueAtRisk, "valueAtRisk"), "valueAtRisk");
        Check.length(valueAtRisk.length, losses.length, "valueAtRisk");
        int[] counts = new int[4];
        for (int t = 1; t < losses.length; t++) {
            int before = losses[t - 1] > valueAtRisk[t - 1] ? 2 : 0;
            counts[before + (losses[t] > valueAtRisk[t] ? 1 : 0)]++;
        }
        return new Transitions(counts[0], counts[1], counts[2], counts[3]);
    }
}
