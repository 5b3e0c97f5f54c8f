package io.trimtab.risk.position;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The risk of a book and of each of its positions, measured in one go.
 *
 * <pre>{@code
 * PositionReport report = PositionBook.of(universe, quantities, prices, equity).withScenarios(returns).measure();
 * report.ranked().get(0);         // what contributes most
 * report.valueAtRisk();           // of the whole: less than the sum, as far as positions offset each other
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @see PositionBook
 */
public final class PositionReport {
    private final PositionFigures figures;
    private final List<PositionRisk> positions;

    PositionReport(PositionFigures figures) {
        this.figures = figures;
        List<PositionRisk> held = new ArrayList<>();
        for (int i = 0; i < figures.universe().size(); i++) {
            if (figures.book.weights().get(i) != 0) {
                held.add(new PositionRisk(figures, i));
            }
        }
        positions = List.copyOf(held);
    }

    /**
     * The positions.
     *
     * @return those that are not 0, in the order of the universe
     */
    public List<PositionRisk> positions() {
        return positions;
    }

    /**
     * The positions by what they contribute to the volatility of the book.
     *
     * @return the largest absolute contribution first; equal ones in the order of the universe
     */
    public List<PositionRisk> ranked() {
        List<PositionRisk> sorted = new ArrayList<>(positions);
        sorted.sort(Comparator.comparingDouble((PositionRisk p) -> -Math.abs(p.riskContribution())));
        return List.copyOf(sorted);
    }

    /**
     * One position.
     *
     * @param id an asset of the universe
     * @return its risk
     * @throws IllegalArgumentException if the asset is unknown or not held
     */
    public PositionRisk of(String id) {
        int index = figures.universe().indexOf(id);
        if (figures.book.weights().get(index) == 0) {
            throw new IllegalArgumentException("nothing is held of " + id);
        }
        return new PositionRisk(figures, index);
    }

    /**
     * The volatility of the book.
     *
     * @return annual, as a fraction of equity
     */
    public double volatility() {
        return figures.bookVolatility;
    }

    /**
     * The value at risk of the book.
     *
     * @return a loss as a fraction of equity, per period
     */
    public double valueAtRisk() {
        return figures.bookValueAtRisk;
    }

    /**
     * The expected shortfall of the book.
     *
     * @return a loss as a fraction of equity, per period
     */
    public double expectedShortfall() {
        return figures.bookShortfall;
    }

    /**
     * The beta of the book.
     *
     * @return the sum of weights times betas; empty if the book was not told what betas refer to
     */
    public OptionalDouble beta() {
        double sum = 0;
        for (PositionRisk position : positions) {
            OptionalDouble part = position.betaExposure();
            if (part.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += part.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }

    /**
     * The Herfindahl-Hirschman index of the book: the sum of squared weights, as {@code Limit.concentration} bounds it.
     *
     * @return at least 0
     */
    public double concentration() {
        double sum = 0;
        for (PositionRisk position : positions) {
            sum += position.weight() * position.weight();
        }
        return sum;
    }

    /**
     * What is lost if every position that has a stop is closed at it.
     *
     * @return as a fraction of equity; empty if no position has a stop
     */
    public OptionalDouble lossAtStops() {
        double sum = 0;
        boolean any = false;
        for (PositionRisk position : positions) {
            OptionalDouble loss = position.lossAtStop();
            any |= loss.isPresent();
            sum += loss.orElse(0);
        }
        return any ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d positions, %.1f%% gross, %.1f%% net: volatility %.1f%%, value at risk %.2f%%, expected shortfall %.2f%%"
                        + " (%s%%, %s)",
                positions.size(),
                100 * figures.book.weights().gross(),
                100 * figures.book.weights().net(),
                100 * volatility(),
                100 * valueAtRisk(),
                100 * expectedShortfall(),
                percent(figures.confidence()),
                figures.tail()));
        for (PositionRisk position : ranked()) {
            text.append("\n  ").append(position);
        }
        return text.toString();
    }

    private static String percent(double fraction) {
        String text = String.format(Locale.ROOT, "%.4f", 100 * fraction);
        return text.replaceAll("\\.?0+$", "");
    }
}
