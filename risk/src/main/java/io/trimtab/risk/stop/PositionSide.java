package io.trimtab.risk.stop;

/** Which way a position gains. */
public enum PositionSide {
    /** It gains when the price rises. */
    LONG(1),
    /** It gains when the price falls. */
    SHORT(-1);

    private final int sign;

    PositionSide(int sign) {
        this.sign = sign;
    }

    /** What a price is multiplied by, so that more is better. */
    int sign() {
        return sign;
    }
}
