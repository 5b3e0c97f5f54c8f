package io.trimtab.risk.model;

/** The one number that the mean returns of all assets are shrunk towards; m: means, S: covariance, 1: ones. */
public enum ReturnTarget {
    /** The mean of the means: {@code 1'm / n}. */
    GRAND_MEAN,
    /** The mean return of the portfolio of least variance: {@code 1'S^-1 m / 1'S^-1 1} (Jorion 1986). Needs a definite covariance. */
    VOLATILITY_WEIGHTED_MEAN,
    /**
     * The mean squared error of the means, {@code trace(S) / T}: a squared return in place of a return, so that the result depends on
     * the unit of returns. Offered because others do.
     */
    MEAN_SQUARED_ERROR
}
