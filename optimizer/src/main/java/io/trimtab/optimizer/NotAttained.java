package io.trimtab.optimizer;

import io.trimtab.core.market.Weights;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * There is no best portfolio, although the objective has a limit: it comes nearer and nearer to it without reaching it.
 *
 * <p>That happens to ratios. With a penalty that falls faster than the return the ratio is the greater the smaller the
 * portfolio, down to none at all; and where the portfolio of least risk does not beat the risk-free rate it grows with
 * leverage. What is missing is a size: {@link #message} says so.
 *
 * <p>Immutable and thread-safe.
 */
public final class NotAttained implements PortfolioSolution {
    private final Weights direction;
    private final double limit;
    private final String message;
    private final List<LocalDate> date;

    NotAttained(Weights direction, double limit, String message, List<LocalDate> date) {
        this.direction = direction;
        this.limit = limit;
        this.message = message;
        this.date = List.copyOf(date);
    }

    /** The same of the first of the assets; the others were slacks. */
    NotAttained over(Weights narrow) {
        return new NotAttained(narrow, limit, message, date);
    }

    /**
     * What portfolios on the way to the limit are made of: ever smaller multiples of it, or ever larger ones added to a
     * portfolio.
     *
     * @return the largest weight is 1 or -1
     */
    public Weights direction() {
        return direction;
    }

    /**
     * What the objective comes near to.
     *
     * @return the limit along the direction, to about six digits
     */
    public double limit() {
        return limit;
    }

    @Override
    public String message() {
        return message;
    }

    /**
     * The date of the data.
     *
     * @return as {@link Optimal#asOf}
     */
    public Optional<LocalDate> asOf() {
        return date.stream().findFirst();
    }

    @Override
    public String toString() {
        return "NotAttained[" + message + "]";
    }
}
