package io.trimtab.risk.position;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What one position of a book risks.
 *
 * <pre>{@code
 * PositionRisk sap = report.of("SAP");
 * sap.valueAtRisk();            // 0.0031 of equity
 * sap.riskShare();              // 0.195 of the book's volatility
 * System.out.println(sap);      // SAP long 1240 worth 124000 (12.4% of equity): value at risk 0.31%, ...
 * }</pre>
 *
 * <p>Losses are positive. What is a fraction is one of equity; value at risk and expected shortfall are those of the
 * position alone over one period, volatility is annual. Immutable and thread-safe.
 *
 * @see PositionBook
 */
public final class PositionRisk {
    /** Of quantities and prices in text. */
    private static final MathContext DIGITS = new MathContext(8);

    private final PositionFigures figures;
    private final int index;

    PositionRisk(PositionFigures figures, int index) {
        this.figures = figures;
        this.index = index;
    }

    /**
     * The asset.
     *
     * @return its id
     */
    public String id() {
        return figures.universe().id(index);
    }

    /**
     * What is held.
     *
     * @return in units of the asset, negative when short, not 0
     */
    public double quantity() {
        return figures.book.quantity(index);
    }

    /**
     * The price.
     *
     * @return in currency, positive
     */
    public double price() {
        return figures.book.price(index);
    }

    /**
     * What the position is worth.
     *
     * @return quantity times price, negative when short
     */
    public double value() {
        return quantity() * price();
    }

    /**
     * The weight.
     *
     * @return value as a fraction of equity, negative when short
     */
    public double weight() {
        return figures.book.weights().get(index);
    }

    /**
     * The value at risk of the position alone.
     *
     * @return a loss as a fraction of equity, per period
     */
    public double valueAtRisk() {
        return figures.valueAtRisk[index];
    }

    /**
     * The expected shortfall of the position alone.
     *
     * @return a loss as a fraction of equity, per period
     */
    public double expectedShortfall() {
        return figures.expectedShortfall[index];
    }

    /**
     * The volatility of the asset, whatever is held of it.
     *
     * @return of its simple returns, annual
     */
    public double volatility() {
        return figures.volatility[index];
    }

    /**
     * The beta of the asset; that of a short position has the other sign, see {@link #betaExposure()}.
     *
     * @return empty if the book was not told what betas refer to
     */
    public OptionalDouble beta() {
        return known(figures.beta[index]);
    }

    /**
     * What the position adds to the beta of the book.
     *
     * @return weight times beta; empty as {@link #beta()}
     */
    public OptionalDouble betaExposure() {
        return known(weight() * figures.beta[index]);
    }

    /**
     * The correlation of the position's gains with those of the whole book, this position included.
     *
     * @return from -1 to 1, negative for a hedge; empty where the asset or the book does not move
     */
    public OptionalDouble correlationToBook() {
        return known(figures.correlationToBook[index]);
    }

    /**
     * The correlation of the position's gains with those of all others together: what {@code Limit.correlation} bounds.
     *
     * @return from -1 to 1; empty where the asset or the rest does not move
     */
    public OptionalDouble correlationToRest() {
        return known(figures.correlationToRest[index]);
    }

    /**
     * How long it takes to close the position.
     *
     * @return in days, infinite if it cannot be sold; empty without a liquidity profile
     */
    public OptionalDouble daysToClose() {
        return known(figures.daysToClose[index]);
    }

    /**
     * What half of the spread costs when the position is closed.
     *
     * @return a loss as a fraction of equity; empty without a liquidity profile
     */
    public OptionalDouble costToClose() {
        return known(figures.costToClose[index]);
    }

    /**
     * The part of the book's gross value.
     *
     * @return from above 0 to 1; these add up to 1
     */
    public double concentration() {
        double gross = 0;
        for (int i = 0; i < figures.beta.length; i++) {
            gross += Math.abs(figures.book.weights().get(i));
        }
        return Math.abs(weight()) / gross;
    }

    /**
     * The price at which the position is closed.
     *
     * @return empty without a stop
     */
    public OptionalDouble stopLevel() {
        return known(figures.stop(index));
    }

    /**
     * What is lost from here to the stop if it is filled at its level, which a gap will not do.
     *
     * @return as a fraction of equity, 0 if the price is at the stop or through it; empty without a stop
     */
    public OptionalDouble lossAtStop() {
        double level = figures.stop(index);
        return Double.isNaN(level)
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, weight() * (1 - level / price())));
    }

    /**
     * What the position contributes to the book's volatility: {@code w_i (C w)_i / sigma}, annual.
     *
     * @return a fraction of equity, negative for a hedge; these add up to {@link PositionReport#volatility()}
     */
    public double riskContribution() {
        return figures.volatilityContribution[index];
    }

    /**
     * The contribution as a fraction of the book's volatility.
     *
     * @return negative for a hedge; 0 for a book without volatility
     */
    public double riskShare() {
        return figures.bookVolatility == 0 ? 0 : riskContribution() / figures.bookVolatility;
    }

    /**
     * What the position contributes to the book's expected shortfall.
     *
     * @return a fraction of equity, negative for a hedge; these add up to {@link PositionReport#expectedShortfall()}
     */
    public double tailContribution() {
        return figures.shortfallContribution[index];
    }

    private static OptionalDouble known(double figure) {
        return Double.isNaN(figure) ? OptionalDouble.empty() : OptionalDouble.of(figure);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s %s %s worth %s (%.1f%% of equity): value at risk %.2f%%, expected shortfall %.2f%%, volatility %.1f%%",
                id(),
                quantity() > 0 ? "long" : "short",
                plain(Math.abs(quantity())),
                plain(Math.abs(value())),
                100 * Math.abs(weight()),
                100 * valueAtRisk(),
                100 * expectedShortfall(),
                100 * volatility()));
        append(text, ", beta %.2f", beta(), 1);
        append(text, ", correlation with the book %.2f", correlationToBook(), 1);
        append(text, ", %.1f days to close", daysToClose(), 1);
        text.append(String.format(Locale.ROOT, ", %.1f%% of gross", 100 * concentration()));
        stopLevel().ifPresent(level -> text.append(", stop at ").append(plain(level)));
        append(text, " (%.2f%% of equity from here)", lossAtStop(), 100);
        text.append(String.format(Locale.ROOT, ", %.1f%% of the book's risk", 100 * riskShare()));
        return text.toString();
    }

    private static String plain(double x) {
        BigDecimal rounded = new BigDecimal(x).round(DIGITS).stripTrailingZeros();
        return Math.abs(rounded.scale()) < 20 ? rounded.toPlainString() : rounded.toString();
    }

    private static void append(StringBuilder text, String format, OptionalDouble figure, double factor) {
        figure.ifPresent(value -> text.append(String.format(Locale.ROOT, format, factor * value)));
    }
}
