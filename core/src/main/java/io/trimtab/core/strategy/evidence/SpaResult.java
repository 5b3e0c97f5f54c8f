package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.HypothesisTest;
import java.io.Serializable;

/**
 * What {@link SuperiorPredictiveAbility} found: how likely the best of the trials does as well without skill.
 *
 * @param best the trial with the largest statistic, the first of equals
 * @param statistic at least 0; 0 if no trial is above the benchmark
 * @param lower the p-value that counts every trial below the benchmark as worse than it
 * @param consistent the p-value that counts only those as worse that clearly are: the one to use
 * @param upper the p-value that counts none as worse, as White's reality check does
 */
public record SpaResult(String best, double statistic, double lower, double consistent, double upper)
        implements Serializable {
    public SpaResult {
        Check.notBlank(best, "best");
        Check.notNegative(statistic, "statistic");
        Check.within(lower, 0, 1, "lower");
        Check.within(consistent, 0, 1, "consistent");
        Check.within(upper, 0, 1, "upper");
    }

    /**
     * The test with the consistent p-value.
     *
     * @return the test
     */
    public HypothesisTest test() {
        return new HypothesisTest("superior predictive ability of " + best, statistic, consistent);
    }
}
