package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.Locale;

/**
 * The outcome of a test of a hypothesis.
 *
 * <pre>{@code
 * HypothesisTest coverage = Coverage.kupiec(250, 7, Confidence.of(0.99));
 * coverage.rejectedAt(Confidence.of(0.95)); // true: seven are too many, or too few
 * }</pre>
 *
 * @param name what was tested
 * @param statistic the test's statistic
 * @param pValue how likely a statistic at least as extreme is where the hypothesis is true, from 0 to 1
 */
public record HypothesisTest(String name, double statistic, double pValue) implements Serializable {
    public HypothesisTest {
        Check.notBlank(name, "name");
        Check.finite(statistic, "statistic");
        Check.within(pValue, 0, 1, "pValue");
    }

    /**
     * Whether the hypothesis is to be given up.
     *
     * @param confidence 95% gives it up in one case of twenty although it is true
     * @return whether the p-value is below {@code 1 - confidence}
     */
    public boolean rejectedAt(Confidence confidence) {
        return pValue < Check.notNull(confidence, "confidence").tail();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: statistic %.4f, p-value %.4f", name, statistic, pValue);
    }
}
