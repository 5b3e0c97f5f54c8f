package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/**
 * A bound on something that can be measured of a portfolio.
 *
 * <p>Weights and losses are fractions of equity. A limit is kept while {@code measured <= bound}, with a tolerance of
 * 1e-9 of the bound and 1e-12 for rounding: a solver that puts a weight on its cap is within it. Immutable and
 * thread-safe.
 */
public final class Limit {
    private static final double RELATIVE_SLACK = 1e-9;
    private static final double ABSOLUTE_SLACK = 1e-12;

    private final String name;
    private final double bound;
    private final Unit unit;
    private final Gauge gauge;

    /** How the measured value is written. */
    enum Unit {
        PERCENT,
        NUMBER
    }

    private Limit(String name, double bound, Unit unit, Gauge gauge) {
        this.name = name;
        this.bound = Check.notNegative(bound, "bound of " + name);
        this.unit = unit;
        this.gauge = gauge;
    }

    /**
     * No position larger than a fraction of equity, long or short.
     *
     * @param bound the largest absolute weight
     * @return the limit
     */
    public static Limit position(double bound) {
        return new Limit("position", bound, Unit.PERCENT, ExposureGauges.positions());
    }

    /**
     * One position no larger than a fraction of equity, long or short.
     *
     * @param id the asset
     * @param bound its largest absolute weight; 0 forbids it; an asset that the portfolio does not know counts 0
     * @return the limit
     */
    public static Limit position(String id, double bound) {
        return new Limit("position", bound, Unit.PERCENT, ExposureGauges.position(Check.notBlank(id, "id")));
    }

    /**
     * A group of assets no larger than a fraction of equity: the sum of its absolute weights.
     *
     * @param name the group's name
     * @param members the ids of its assets, at least one; an id that the portfolio does not know counts 0, since assets
     *     come and go
     * @param bound the largest sum
     * @return the limit
     * @throws IllegalArgumentException if there are no members or an id is blank
     */
    public static Limit group(String name, List<String> members, double bound) {
        Check.notBlank(name, "name");
        Check.atLeast(Check.notNull(members, "members").size(), 1, "number of members of " + name);
        Set<String> ids = new HashSet<>();
        for (String id : members) {
            ids.add(Check.notBlank(id, "member of " + name));
        }
        return new Limit("group", bound, Unit.PERCENT, ExposureGauges.group(name, ids));
    }

    /**
     * The sum of the absolute weights.
     *
     * @param bound 1 without leverage, 1.5 for half as much again
     * @return the limit
     */
    public static Limit grossExposure(double bound) {
        return new Limit("gross exposure", bound, Unit.PERCENT, ExposureGauges.gross());
    }

    /**
     * The absolute value of the sum of the weights.
     *
     * @param bound the largest net exposure, long or short
     * @return the limit
     */
    public static Limit netExposure(double bound) {
        return new Limit("net exposure", bound, Unit.PERCENT, ExposureGauges.net());
    }

    /**
     * The Herfindahl-Hirschman index of the weights: the sum of their squares, cash being no position.
     *
     * @param bound 0.25 is the index of four equal positions without cash
     * @return the limit
     */
    public static Limit concentration(double bound) {
        return new Limit("concentration", bound, Unit.NUMBER, ExposureGauges.concentration());
    }

    /**
     * The two-sided turnover of one order: the sum of absolute changes of weight. An order that only reduces positions
     * is never denied for it.
     *
     * @param bound the largest turnover
     * @return the limit
     */
    public static Limit turnover(double bound) {
        return new Limit("turnover", bound, Unit.PERCENT, ExposureGauges.turnover());
    }

    /**
     * The annual volatility under the view's risk model.
     *
     * @param periods how many periods of the risk model make a year
     * @param bound the largest annual volatility
     * @return the limit
     */
    public static Limit volatility(PeriodsPerYear periods, double bound) {
        return new Limit("volatility", bound, Unit.PERCENT, RiskGauges.volatility(Check.notNull(periods, "periods")));
    }

    /**
     * The historical value at risk over one period of the view's scenarios.
     *
     * @param confidence the confidence
     * @param bound the largest value at risk, a positive loss
     * @return the limit
     */
    public static Limit valueAtRisk(Confidence confidence, double bound) {
        Check.notNull(confidence, "confidence");
        return new Limit("value at risk " + confidence, bound, Unit.PERCENT, RiskGauges.valueAtRisk(confidence));
    }

    /**
     * The historical expected shortfall over one period of the view's scenarios.
     *
     * @param confidence the confidence
     * @param bound the largest expected shortfall, a positive loss
     * @return the limit
     */
    public static Limit expectedShortfall(Confidence confidence, double bound) {
        Check.notNull(confidence, "confidence");
        return new Limit(
                "expected shortfall " + confidence, bound, Unit.PERCENT, RiskGauges.expectedShortfall(confidence));
    }

    /**
     * The drawdown of the account; once it is exceeded, only orders that reduce positions go out.
     *
     * @param bound the largest drawdown
     * @return the limit
     */
    public static Limit drawdown(double bound) {
        return new Limit(
                "drawdown", bound, Unit.PERCENT, RiskGauges.state(PortfolioView::drawdown, MeterSite::requireDrawdown));
    }

    /**
     * The loss of the day; once it is exceeded, only orders that reduce positions go out.
     *
     * @param bound the largest loss, as a fraction of the equity the day began with
     * @return the limit
     */
    public static Limit dailyLoss(double bound) {
        return new Limit(
                "daily loss", bound, Unit.PERCENT, RiskGauges.state(PortfolioView::dayLoss, MeterSite::requireDayLoss));
    }

    /**
     * The beta of the portfolio to a market: the absolute value of {@code sum of w_i beta_i}.
     *
     * @param betas by asset id; a position without one makes the limit unmeasurable, which denies; copied
     * @param bound the largest beta, long or short
     * @return the limit
     * @throws IllegalArgumentException if a beta is not finite
     */
    public static Limit beta(SortedMap<String, Double> betas, double bound) {
        return new Limit("beta", bound, Unit.NUMBER, LinearGauges.beta(factors(betas, "beta", -Double.MAX_VALUE)));
    }

    /**
     * The margin that the positions need: the sum of absolute weights times their rates.
     *
     * @param rates by asset id, at least 0; a position without one makes the limit unmeasurable, which denies; copied
     * @param bound the largest margin, as a fraction of equity
     * @return the limit
     * @throws IllegalArgumentException if a rate is negative or not finite
     */
    public static Limit margin(SortedMap<String, Double> rates, double bound) {
        return new Limit("margin", bound, Unit.PERCENT, LinearGauges.margin(factors(rates, "margin rate", 0)));
    }

    private static SortedMap<String, Double> factors(SortedMap<String, Double> given, String name, double least) {
        TreeMap<String, Double> copy = new TreeMap<>();
        copy.putAll(Check.notNull(given, name + "s"));
        copy.forEach((id, value) ->
                Check.within(Check.notNull(value, name + " of " + id), least, Double.MAX_VALUE, name + " of " + id));
        return Collections.unmodifiableSortedMap(copy);
    }

    /**
     * The loss of the portfolio in a stress scenario.
     *
     * @param test how scenarios are applied, over the portfolio's universe
     * @param scenario what happens
     * @param bound the largest loss, as a fraction of equity
     * @return the limit, whose scope is the scenario's name
     */
    public static Limit stressLoss(StressTest test, StressScenario scenario, double bound) {
        Check.notNull(test, "test");
        Check.notNull(scenario, "scenario");
        return new Limit("stress loss", bound, Unit.PERCENT, LinearGauges.stress(test, scenario));
    }

    /**
     * How long it takes to close each position.
     *
     * @param profile what can be closed in a day; a position that it does not know, or that cannot be sold, makes the limit
     *     unmeasurable, which denies
     * @param bound the most days
     * @return the limit
     */
    public static Limit daysToClose(LiquidityProfile profile, double bound) {
        Check.notNull(profile, "profile");
        return new Limit("days to close", bound, Unit.NUMBER, LinearGauges.daysToClose(profile));
    }

    /**
     * What each trade of an order would lose in an adverse move, such as the distance to its stop. An order that only
     * reduces positions is never denied for it.
     *
     * @param adverseMove as a fraction of the price, positive
     * @param bound the largest loss of a trade, as a fraction of equity
     * @return the limit
     * @throws IllegalArgumentException if the move is not positive and finite
     */
    public static Limit tradeLoss(double adverseMove, double bound) {
        Check.positive(adverseMove, "adverseMove");
        return new Limit("loss of a trade", bound, Unit.PERCENT, LinearGauges.tradeLoss(adverseMove));
    }

    /**
     * The correlation of each position with the rest of the portfolio, under the view's risk model; a hedge has a negative
     * one, and a position that has nothing beside it has none.
     *
     * @param bound the largest correlation
     * @return the limit; it is not convex in the weights, so the cut that cures it need not be the smallest
     */
    public static Limit correlation(double bound) {
        return new Limit("correlation", bound, Unit.NUMBER, RiskGauges.correlation());
    }

    /**
     * A loss of the account that something else measures, such as the loss over a rolling window or since the start of the
     * week; once it is exceeded, only orders that reduce positions go out.
     *
     * @param name the limit's name
     * @param measured asked at every check; what it throws, or NaN, denies
     * @param bound the largest value, in the unit of what is measured
     * @return the limit
     */
    public static Limit measured(String name, DoubleSupplier measured, double bound) {
        Check.notNull(measured, "measured");
        return new Limit(
                Check.notBlank(name, "name"),
                bound,
                Unit.PERCENT,
                RiskGauges.state(view -> measured.getAsDouble(), site -> measured));
    }

    /**
     * A bound on a measure of your own.
     *
     * @param name the limit's name
     * @param measure what is bounded
     * @param bound the largest value
     * @return the limit; the cut that cures a breach is the smallest if the measure is convex in the weights
     */
    public static Limit of(String name, PortfolioMeasure measure, double bound) {
        return new Limit(
                Check.notBlank(name, "name"), bound, Unit.NUMBER, RiskGauges.custom(Check.notNull(measure, "measure")));
    }

    /**
     * What is bounded.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The largest value allowed.
     *
     * @return at least 0
     */
    public double bound() {
        return bound;
    }

    Unit unit() {
        return unit;
    }

    Gauge gauge() {
        return gauge;
    }

    /** The fraction of the bound that is used: above 1 only when the limit is exceeded, infinite when its bound is 0. */
    double usage(double measured) {
        if (measured <= 0) {
            return bound > 0 ? measured / bound : 0;
        }
        return measured <= slackBound() ? Math.min(1, measured / bound) : measured / bound;
    }

    /** The bound with its slack for rounding. */
    double slackBound() {
        return withSlack(bound);
    }

    static double withSlack(double value) {
        return value + RELATIVE_SLACK * Math.abs(value) + ABSOLUTE_SLACK;
    }

    @Override
    public String toString() {
        return name + " <= " + (unit == Unit.PERCENT ? Text.percent(bound) : String.valueOf(bound));
    }
}
