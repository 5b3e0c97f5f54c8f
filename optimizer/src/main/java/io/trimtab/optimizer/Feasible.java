package io.trimtab.optimizer;

import io.trimtab.core.market.Weights;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Weights that satisfy every constraint, found before a limit stopped the search for the best.
 *
 * <p>Immutable and thread-safe.
 */
public final class Feasible implements PortfolioSolution {
    private final Weights weights;
    private final double objective;
    private final double gap;
    private final Wording wording;
    private final List<LocalDate> date;

    /** The limit that was reached, what was optimised, and why nothing may bound the optimum. */
    record Wording(String limit, String objective, String unknown) {}

    Feasible(Weights weights, double objective, double gap, Wording wording, List<LocalDate> date) {
        this.weights = weights;
        this.objective = objective;
        this.gap = gap;
        this.wording = wording;
        this.date = List.copyOf(date);
    }

    /** The same of the first of the assets, whose slacks need not be more than they must: so much better it is. */
    Feasible over(Weights narrow, double improved, String name) {
        double left = Math.max(0, gap - Math.abs(improved - objective));
        return new Feasible(narrow, improved, left, new Wording(wording.limit, name, wording.unknown), date);
    }

    /**
     * The weights.
     *
     * @return one weight an asset
     */
    public Weights weights() {
        return weights;
    }

    /**
     * The objective at the weights.
     *
     * @return its value
     */
    public double objective() {
        return objective;
    }

    /**
     * By how much the optimum may be better at most, proved by duality.
     *
     * @return at least 0; infinite if nothing is proved yet, and then the message says why
     */
    public double gap() {
        return gap;
    }

    /**
     * Which limit was reached, and what is known.
     *
     * @return for a person
     */
    @Override
    public String message() {
        return "the " + wording.limit + " was reached: " + wording.objective + " " + Numbers.text(objective)
                + (Double.isInfinite(gap)
                        ? "; nothing bounds the optimum yet, because " + wording.unknown
                        : ", which the optimum betters by at most " + Numbers.text(gap));
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
        return "Feasible[" + message() + "]";
    }
}
