package io.trimtab.risk.volatility;

/** The distribution of returns divided by their conditional volatility: mean 0, variance 1. */
public enum Innovations {
    /** Normal: the estimates are consistent even where it is wrong, if robust standard errors are used. */
    NORMAL,
    /** Student-t, scaled to variance 1, with its degrees of freedom estimated (Bollerslev, Review of Economics and Statistics 69 (1987), 542-547). */
    STUDENT_T
}
