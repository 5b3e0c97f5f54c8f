package io.trimtab.risk.volatility;

import io.trimtab.core.check.Check;

/**
 * Standard errors of the parameters of a {@link GarchFit}, in the units of the parameters; 0 for one that was not estimated.
 *
 * @param mean of the mean
 * @param omega of omega
 * @param alpha of alpha
 * @param gamma of gamma
 * @param beta of beta
 * @param degreesOfFreedom of the degrees of freedom
 */
public record GarchStandardErrors(
        double mean, double omega, double alpha, double gamma, double beta, double degreesOfFreedom) {
    public GarchStandardErrors {
        Check.notNegative(mean, "mean");
        Check.notNegative(omega, "omega");
        Check.notNegative(alpha, "alpha");
        Check.notNegative(gamma, "gamma");
        Check.notNegative(beta, "beta");
        Check.notNegative(degreesOfFreedom, "degreesOfFreedom");
    }

    /** What the errors are calculated from: H, minus the Hessian of the log-likelihood, and S, the sum of squared scores. */
    public enum Kind {
        /** {@code H^-1 S H^-1}: right also where the innovations are not what was assumed (Bollerslev and Wooldridge, Econometric Reviews 11 (1992), 143-172). */
        ROBUST,
        /** {@code H^-1}: right if the model is. */
        HESSIAN,
        /** {@code S^-1} (Berndt, Hall, Hall and Hausman 1974): right if the model is, and the least exact of the three. */
        OUTER_PRODUCT
    }
}
