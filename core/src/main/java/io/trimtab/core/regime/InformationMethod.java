package io.trimtab.core.regime;

/** How the information about parameters is measured, of which standard errors are the inverse root. */
public enum InformationMethod {
    /** The negative second derivative of the log-likelihood at its maximum (Efron and Hinkley 1978). */
    OBSERVED,
    /** The sum of outer products of each observation's score (Berndt, Hall, Hall and Hausman 1974). */
    OUTER_PRODUCT
}
