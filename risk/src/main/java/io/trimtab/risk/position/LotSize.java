package io.trimtab.risk.position;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The smallest tradable quantity, and whole multiples of it that are never more than what was asked for.
 *
 * <pre>{@code
 * LotSize.of(100).quantity(25_000, 12.34);    // 2,000: 2,100 would cost more than 25,000
 * LotSize.of(100).quantity(-25_000, 12.34);   // -2,000
 * }</pre>
 *
 * <p>Rounds towards zero, decided in exact decimal arithmetic on the numbers as they are written (0.1 is a tenth, whatever
 * its bits): quantity times price never exceeds the value, and one lot more always would. Portfolios rounded as near as possible to their optimum are the optimizer's
 * business. Immutable and thread-safe.
 */
public final class LotSize {
    /** Quantities beyond this have no exact number. */
    private static final BigDecimal MOST = new BigDecimal(1L << 53);

    /** Enough to tell all doubles apart. */
    private static final int DIGITS = 17;

    private final double lot;
    private final BigDecimal exact;

    private LotSize(double lot, BigDecimal exact) {
        this.lot = lot;
        this.exact = exact;
    }

    /**
     * Lots of a size.
     *
     * @param quantity in one lot, positive: 1 for single shares, 100 for round lots, 0.001 for fractions
     * @return the lots
     * @throws IllegalArgumentException if the quantity is not positive and finite
     */
    public static LotSize of(double quantity) {
        return new LotSize(Check.positive(quantity, "quantity"), written(quantity));
    }

    /**
     * Whole lots for a value.
     *
     * @param value in currency, negative for a short
     * @param price positive, in the same currency
     * @return the quantity, a multiple of the lot, of the value's sign and never worth more
     * @throws IllegalArgumentException if a number is out of range or the lots are more than 2^53
     */
    public double quantity(double value, double price) {
        Check.finite(value, "value");
        Check.positive(price, "price");
        BigDecimal cost = exact.multiply(written(price));
        BigDecimal lots = written(Math.abs(value)).divide(cost, 0, RoundingMode.DOWN);
        if (lots.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "value must be at most 2^53 lots of " + lot + " at " + price + ", was " + value);
        }
        return Math.copySign(lots.multiply(exact).doubleValue(), value) + 0.0;
    }

    /**
     * Whole lots for weights.
     *
     * @param weights fractions of equity
     * @param prices of each asset, positive
     * @param equity in the currency of the prices, positive
     * @return a quantity of each asset, negative for shorts, worth at most what the weight says
     * @throws IllegalArgumentException if a length differs or a number is out of range
     */
    public double[] quantities(Weights weights, double[] prices, double equity) {
        double[] values = Check.notNull(weights, "weights").toArray();
        Check.length(Check.notNull(prices, "prices").length, values.length, "prices");
        Check.positive(equity, "equity");
        double[] quantities = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            String id = weights.universe().id(i);
            Check.positive(prices[i], "price of " + id);
            quantities[i] = quantity(Check.finite(values[i] * equity, "value of " + id), prices[i]);
        }
        return quantities;
    }

    /** The decimal number of fewest digits that the double stands for. */
    private static BigDecimal written(double x) {
        BigDecimal bits = new BigDecimal(x);
        for (int digits = 1; digits < DIGITS; digits++) {
            BigDecimal rounded = bits.round(new MathContext(digits));
            if (rounded.doubleValue() == x) {
                return rounded;
            }
        }
        return bits.round(new MathContext(DIGITS));
    }

    @Override
    public String toString() {
        return "LotSize[" + exact.toPlainString() + "]";
    }
}
