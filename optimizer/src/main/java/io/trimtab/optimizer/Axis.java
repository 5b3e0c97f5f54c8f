package io.trimtab.optimizer;

/** One of the two sides of a trade-off between risk and return: where a price counts. */
public enum Axis {
    /** On the side of risk, in its unit, whatever the risk tolerance. */
    RISK,
    /** On the side of return, in its unit: multiplied by the risk tolerance. */
    RETURN
}
