package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.attribution.RiskAttribution;
import java.util.OptionalDouble;

/**
 * One number of one series of returns: a risk, a moment or a ratio, with a name that says what it is.
 *
 * <pre>{@code
 * RiskMeasure shortfall = ExpectedShortfall.historical(Confidence.of(0.95));
 * shortfall.of(returns);                        // 0.031: a loss of 3.1%
 * shortfall.contributions(scenarios, weights);  // which positions cause it
 * }</pre>
 *
 * <p>It takes returns (or profits), positive for a gain, and answers with risk, positive for a loss; for losses there is
 * {@link #ofLosses}. A measure without a value for a series, such as the skewness of equal returns, is NaN in the forms
 * that allocate nothing, empty in {@link #ifDefined} and an exception in {@link #of}; it is never a number.
 *
 * <p>Implementations are immutable and thread-safe; a {@link MeasuredSeries} is not. To add one, write {@link #value} and
 * run {@code RiskMeasureContract} of the test kit.
 */
public interface RiskMeasure {
    /**
     * What is measured, with its parameters.
     *
     * @return a short text for people and tables, such as {@code expected shortfall 95%}
     */
    String name();

    /**
     * Which way is better.
     *
     * @return by default, as for every risk, less
     */
    default Preference preference() {
        return Preference.LESS_IS_BETTER;
    }

    /**
     * How the measure grows with the size of the returns.
     *
     * @return the degree of homogeneity
     */
    Homogeneity homogeneity();

    /**
     * The fewest returns of which the measure may have a value.
     *
     * @return at least 1
     */
    default int fewestObservations() {
        return 1;
    }

    /**
     * The value for a series, without allocating once the series has grown to its size.
     *
     * @param series the returns, all finite, with what measures share of them
     * @return the value, or NaN where it is undefined, among others for too few returns
     */
    double value(MeasuredSeries series);

    /**
     * Whether {@link #gradientInto} knows the derivatives.
     *
     * @return by default false
     */
    default boolean hasGradient() {
        return false;
    }

    /**
     * The derivative of the measure by each return of the series; where it has a kink, the subgradient that the measure
     * documents.
     *
     * @param series the returns
     * @param out receives as many derivatives as there are returns
     * @return the value, as {@link #value}; where it is NaN, so are the derivatives
     * @throws IllegalArgumentException if this measure has no gradient
     */
    default double gradientInto(MeasuredSeries series, double[] out) {
        throw new IllegalArgumentException(
                name() + " has no gradient by the returns: use a measure whose hasGradient() is true");
    }

    /**
     * The same measure when the returns are not equally likely.
     *
     * <p>Under equal probabilities it has the same bits as without; a return of probability 0 is as if it were absent; under
     * {@link ScenarioProbabilities#counts} it is the measure of the series in which each return is there so often. Values
     * and contributions are had as of any measure, of series with as many returns as there are probabilities.
     *
     * <p>What follows the order of the returns has no such form, since a drawdown belongs to a path and not to a return: give
     * probabilities to whole paths instead.
     *
     * @param probabilities one for each return
     * @return the measure under them
     * @throws IllegalArgumentException if no such form exists; the message says why
     */
    default RiskMeasure under(ScenarioProbabilities probabilities) {
        Check.notNull(probabilities, "probabilities");
        throw new IllegalArgumentException(
                name() + " has no form under scenario probabilities: override under(...) to give it one");
    }

    /**
     * Why there is no value for a series.
     *
     * @param series a series whose value is NaN
     * @return a reason to complete the sentence "it is undefined: ..."
     */
    default String reasonUndefined(MeasuredSeries series) {
        return series.size() < fewestObservations()
                ? "it needs at least " + fewestObservations() + " returns, had " + series.size()
                : "its denominator is 0";
    }

    /**
     * The value for some returns.
     *
     * @param returns simple returns or profits, positive for a gain, all finite
     * @return the value
     * @throws IllegalArgumentException if a return is not finite, the value is undefined (the message says why), or it
     *     overflows
     */
    default double of(double... returns) {
        return required(MeasuredSeries.of(returns));
    }

    /**
     * The value for some losses.
     *
     * @param losses positive for a loss, all finite
     * @return the value
     * @throws IllegalArgumentException as {@link #of}
     */
    default double ofLosses(double... losses) {
        return required(MeasuredSeries.ofLosses(losses));
    }

    /**
     * The value for some returns, if it has one.
     *
     * @param returns simple returns or profits, positive for a gain, all finite
     * @return the value, or empty where it is undefined
     * @throws IllegalArgumentException if a return is not finite, or the value overflows
     */
    default OptionalDouble ifDefined(double... returns) {
        MeasuredSeries series = MeasuredSeries.of(returns);
        double value = value(series);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(Check.finite(value, name()));
    }

    /**
     * The value for what a portfolio would have returned in each scenario, its weights held fixed.
     *
     * @param scenarios simple returns of the assets
     * @param positions the portfolio, over the same universe
     * @return the value, in fractions of equity where the measure has a unit
     * @throws IllegalArgumentException if the universes differ, or as {@link #of}
     */
    default double of(ReturnPanel scenarios, Weights positions) {
        return ofLosses(ScenarioLosses.of(scenarios, positions));
    }

    /**
     * How much each position contributes to the value, so that the contributions add up to it.
     *
     * <p>By Euler's rule: the weight times the derivative by the weight, which is the sum over scenarios of the derivative
     * by the portfolio's return times the asset's return.
     *
     * @param scenarios simple returns of the assets
     * @param positions the portfolio, over the same universe
     * @return the contributions
     * @throws IllegalArgumentException if the universes differ, the measure is not {@link Homogeneity#PROPORTIONAL} or
     *     has no gradient, or as {@link #of}
     */
    default EulerContributions contributions(ReturnPanel scenarios, Weights positions) {
        if (homogeneity() != Homogeneity.PROPORTIONAL) {
            throw new IllegalArgumentException(name() + " does not grow in proportion to the portfolio, so no "
                    + "contributions add up to it: take a measure that does, or measure without each position");
        }
        MeasuredSeries series = MeasuredSeries.ofLosses(ScenarioLosses.of(scenarios, positions));
        double[] gradient = new double[series.size()];
        double total = gradientInto(series, gradient);
        if (Double.isNaN(total)) {
            throw new IllegalArgumentException(name() + " is undefined: " + reasonUndefined(series));
        }
        double[] column = new double[scenarios.rows()];
        double[] marginals = new double[scenarios.columns()];
        for (int j = 0; j < marginals.length; j++) {
            scenarios.columnInto(j, column, 0);
            marginals[j] = Compensated.dot(column.length, column, 0, gradient, 0);
        }
        return EulerContributions.of(name(), positions, marginals, total);
    }

    /**
     * Where the value comes from: the contributions, what each position is alone, and what closing it would change.
     *
     * @param scenarios simple returns of the assets
     * @param positions the portfolio, over the same universe
     * @return the attribution
     * @throws IllegalArgumentException as {@link #contributions}
     */
    default RiskAttribution attribution(ReturnPanel scenarios, Weights positions) {
        MeasuredSeries series = new MeasuredSeries();
        return RiskAttribution.of(contributions(scenarios, positions), positions, weights -> {
            double[] losses = ScenarioLosses.of(scenarios, weights);
            return value(series.loadLosses(losses.length, losses, 0));
        });
    }

    private double required(MeasuredSeries series) {
        double value = value(series);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(name() + " is undefined: " + reasonUndefined(series));
        }
        return Check.finite(value, name());
    }
}
