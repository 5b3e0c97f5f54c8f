package io.trimtab.risk.volatility;

/** How the variance of the next return follows from those before; e is a return less its mean, h its variance, z = e / sqrt(h). */
public enum VarianceEquation {
    /**
     * {@code h' = omega + alpha e^2 + beta h} (Bollerslev, "Generalized autoregressive conditional heteroskedasticity",
     * Journal of Econometrics 31 (1986), 307-327, equation 5).
     */
    GARCH,
    /**
     * {@code h' = omega + (alpha + gamma 1[e < 0]) e^2 + beta h}: falls raise the variance by gamma more (Glosten,
     * Jagannathan and Runkle, Journal of Finance 48 (1993), 1779-1801).
     */
    GJR,
    /**
     * {@code ln h' = omega + alpha (|z| - E|z|) + gamma z + beta ln h}: no parameter needs a sign (Nelson, "Conditional
     * heteroskedasticity in asset returns", Econometrica 59 (1991), 347-370).
     */
    EGARCH
}
