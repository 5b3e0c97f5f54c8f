package io.trimtab.risk.measure;

/** Which skewness: with m_k the mean of the k-th powers of deviations from the mean. */
public enum SkewnessForm {
    /** {@code g = m3 / m2^1.5}, of the returns as they are. */
    MOMENT,
    /** {@code g sqrt(n (n - 1)) / (n - 2)}: adjusted for the sample, as Fisher, SAS and Excel do; from three returns on. */
    SAMPLE
}
