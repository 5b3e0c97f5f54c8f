package io.trimtab.risk.volatility;

/** What is taken from the returns before their variance is modelled. */
public enum MeanEquation {
    /** One mean for all returns, estimated with the other parameters. */
    CONSTANT,
    /** Nothing: returns are taken to have mean zero, as is usual for daily data. */
    ZERO
}
