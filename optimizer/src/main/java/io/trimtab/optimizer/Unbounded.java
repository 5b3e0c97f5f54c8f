package io.trimtab.optimizer;

import io.trimtab.core.market.Weights;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * There is no optimum: the objective improves for ever along a direction that costs no risk and meets no constraint.
 *
 * <p>The direction is verified from the original data: it leaves no bound and no row, has no variance beyond rounding,
 * and improves the objective. What cannot be verified is {@link Failed} instead, and what comes near to a limit without
 * reaching it is {@link NotAttained}.
 *
 * <p>Immutable and thread-safe.
 */
public final class Unbounded implements PortfolioSolution {
    private final Weights direction;
    private final double improvement;
    private final String message;
    private final List<LocalDate> date;

    Unbounded(Weights direction, double improvement, String message, List<LocalDate> date) {
        this.direction = direction;
        this.improvement = improvement;
        this.message = message;
        this.date = List.copyOf(date);
    }

    /** The same of the first of the assets; the others were slacks. */
    Unbounded over(Weights narrow) {
        return new Unbounded(narrow, improvement, message, date);
    }

    /**
     * What to buy and sell, per unit.
     *
     * @return the largest trade is 1 or -1
     */
    public Weights direction() {
        return direction;
    }

    /**
     * By how much the objective improves per unit of the direction.
     *
     * @return positive; infinite for a ratio that a portfolio without risk makes so
     */
    public double improvement() {
        return improvement;
    }

    /**
     * What is missing.
     *
     * @return for a person
     */
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
        return "Unbounded[" + message + "]";
    }
}
