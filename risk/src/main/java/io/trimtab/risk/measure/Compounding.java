package io.trimtab.risk.measure;

/** How returns make wealth. */
public enum Compounding {
    /** Gains are reinvested: wealth is the product of 1 + r; a drawdown is relative to the peak. */
    COMPOUNDED,
    /** A constant stake: wealth is 1 + the sum of r; a drawdown is in fractions of the stake. */
    UNCOMPOUNDED
}
