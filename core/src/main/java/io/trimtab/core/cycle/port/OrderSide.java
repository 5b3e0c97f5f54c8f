package io.trimtab.core.cycle.port;

/** Which way an order goes. */
public enum OrderSide {
    /** More of the asset. */
    BUY(1),
    /** Less of the asset, possibly short. */
    SELL(-1);

    private final int sign;

    OrderSide(int sign) {
        this.sign = sign;
    }

    /**
     * The sign of the change in position.
     *
     * @return 1 for a buy, -1 for a sell
     */
    public int sign() {
        return sign;
    }
}
