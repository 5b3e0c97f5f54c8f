package io.trimtab.risk.volatility;

/** Where the long-run variance comes from. */
public enum VarianceLevel {
    /** From the likelihood: omega is estimated with the other parameters. */
    ESTIMATED,
    /**
     * From the sample: omega is what makes the long-run variance equal to the sample variance (variance targeting, Engle
     * and Mezrich, Risk 9 (1996)). Standard errors, which would have to count the sample variance's own, are not stated.
     */
    TARGETED
}
