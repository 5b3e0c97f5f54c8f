package io.trimtab.risk.measure;

/** Which kurtosis: with m_k the mean of the k-th powers of deviations from the mean. */
public enum KurtosisForm {
    /** {@code m4 / m2^2}: 3 for normal returns. */
    MOMENT,
    /** {@code m4 / m2^2 - 3}: 0 for normal returns. */
    EXCESS,
    /** {@code n (n + 1) / ((n - 1)(n - 2)(n - 3)) sum (d / s)^4} with s the sample deviation; from four returns on. */
    SAMPLE,
    /** The same less {@code 3 (n - 1)^2 / ((n - 2)(n - 3))}: the G2 of Fisher, SAS and Excel; from four returns on. */
    SAMPLE_EXCESS
}
