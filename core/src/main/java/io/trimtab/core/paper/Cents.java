package io.trimtab.core.paper;

import io.trimtab.core.check.Check;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Money in whole cents. The one place where anything is rounded. */
final class Cents {
    static final BigDecimal ZERO = BigDecimal.ZERO.setScale(2);

    private static final MathContext FIFTEEN_DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    private Cents() {}

    /** The exact product of a quantity and a price, rounded once, half to even. */
    static BigDecimal value(BigDecimal quantity, double price) {
        return round(quantity.multiply(decimal(price)));
    }

    /**
     * The decimal number somebody wrote down when the double was made: every decimal of up to 15 digits survives the
     * way to a double and back. Taken as it is, 0.001 would be a trifle more, and a fee rounded up a cent more.
     */
    static BigDecimal decimal(double number) {
        return new BigDecimal(number).round(FIFTEEN_DIGITS);
    }

    static BigDecimal round(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_EVEN);
    }

    /** Rounded away from zero: what one owes is never rounded in one's own favour. */
    static BigDecimal charge(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.UP);
    }

    static BigDecimal exactly(BigDecimal amount, String name) {
        BigDecimal stripped = Check.notNull(amount, name).stripTrailingZeros();
        if (stripped.scale() > 2) {
            throw new IllegalArgumentException(name + " must be in whole cents, was " + amount.toPlainString());
        }
        return amount.setScale(2, RoundingMode.UNNECESSARY);
    }
}
