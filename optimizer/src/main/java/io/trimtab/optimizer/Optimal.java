package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.attribution.VolatilityAttribution;
import io.trimtab.risk.model.RiskModel;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The best portfolio, with its proof, its prices and its reasons.
 *
 * <p>Shadow prices are derivatives: by how much {@link #objective} changes per unit by which the bound of a constraint
 * is raised (the bound that is reached; the level of an equation; for a bound on many assets, all of them together).
 * So a cap that hurts has a negative price when variance is minimised and a positive one when utility is maximised. At
 * a degenerate vertex the derivatives to both sides differ, and the price is one of those between them:
 * {@link #oneSidedPrices} gives both.
 *
 * <p>Weights at a bound equal it exactly. Immutable and thread-safe.
 */
public final class Optimal implements PortfolioSolution {
    private final Weights weights;
    private final double objective;
    private final Map<String, Double> terms;
    private final double volatility;
    private final OptionalDouble expectedReturn;
    private final Map<String, ConstraintActivity> activities;
    private final Map<String, Double> prices;
    private final Report report;
    private final KktProof proof;
    private final String method;
    private final int iterations;
    private final Duration time;
    private final Objective aim;
    private final Map<String, SoftSlack> slacks;
    /** From the outcome of a problem derived from this one to one of this universe; null where it is this one. */
    private final @Nullable UnaryOperator<PortfolioSolution> back;

    Optimal(
            Weights weights,
            double objective,
            Map<String, Double> terms,
            double volatility,
            OptionalDouble expectedReturn,
            List<ConstraintActivity> activities,
            Report report,
            KktProof proof,
            String method,
            int iterations,
            Duration time) {
        this.weights = weights;
        this.objective = objective;
        this.terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
        this.volatility = volatility;
        this.expectedReturn = expectedReturn;
        Map<String, ConstraintActivity> byName = new LinkedHashMap<>();
        Map<String, Double> byPrice = new LinkedHashMap<>();
        for (ConstraintActivity activity : activities) {
            byName.put(activity.name(), activity);
            byPrice.put(activity.name(), activity.shadowPrice());
        }
        this.activities = Collections.unmodifiableMap(byName);
        this.prices = Collections.unmodifiableMap(byPrice);
        this.report = report;
        this.proof = proof;
        this.method = method;
        this.iterations = iterations;
        this.time = time;
        this.aim = report.objective();
        this.slacks = Map.of();
        this.back = null; // a class less that a fresh JVM has to read
    }

    /** An optimum over more assets, seen by the first of them; the others were slacks. */
    private Optimal(
            Optimal wide,
            Objective aim,
            Weights weights,
            Map<String, SoftSlack> slacks,
            Map<String, ConstraintActivity> softActivities,
            UnaryOperator<PortfolioSolution> back) {
        this.weights = weights;
        objective = wide.objective;
        terms = wide.terms;
        volatility = wide.volatility;
        expectedReturn = wide.expectedReturn;
        Map<String, ConstraintActivity> all = new LinkedHashMap<>();
        Map<String, Double> byPrice = new LinkedHashMap<>();
        wide.activities.forEach((name, at) -> {
            ConstraintActivity own = softActivities.getOrDefault(name, at).within(weights.universe());
            all.put(name, own);
            byPrice.put(name, own.shadowPrice());
        });
        activities = Collections.unmodifiableMap(all);
        prices = Collections.unmodifiableMap(byPrice);
        report = wide.report;
        proof = wide.proof;
        method = wide.method;
        iterations = wide.iterations;
        time = wide.time;
        this.aim = aim;
        this.slacks = Collections.unmodifiableMap(new LinkedHashMap<>(slacks));
        this.back = back;
    }

    Optimal over(
            Objective original,
            Weights narrow,
            Map<String, SoftSlack> softSlacks,
            Map<String, ConstraintActivity> softActivities,
            UnaryOperator<PortfolioSolution> wayBack) {
        return new Optimal(this, original, narrow, softSlacks, softActivities, wayBack);
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
     * The objective at the weights: the variance, or the utility.
     *
     * @return its value
     */
    public double objective() {
        return objective;
    }

    /** What is optimised, by name. */
    String objectiveName() {
        return aim.name();
    }

    /**
     * The objective split by term.
     *
     * @return terms by name, in the order of the formula; they sum to {@link #objective}
     */
    public Map<String, Double> objectiveTerms() {
        return terms;
    }

    /**
     * The volatility of the portfolio.
     *
     * @return the square root of {@code w'Sw}, in the period of the risk model: of the objective's, or that of a bound on
     *     risk
     * @throws IllegalStateException if the problem has no risk model at all
     */
    public double volatility() {
        if (Double.isNaN(volatility)) {
            throw new IllegalStateException("the problem has no risk model: its objective is linear");
        }
        return volatility;
    }

    /** What a solver may begin from. */
    WarmStart warmStart() {
        return report.warmStart(weights);
    }

    boolean hasVolatility() {
        return !Double.isNaN(volatility);
    }

    /**
     * The expected return of the portfolio.
     *
     * @return {@code mu'w} with the mu of the objective, or of the first constraint made by {@link
     *     Constraints#expectedReturn}, hard or soft, under whatever name; empty if the problem has neither
     */
    public OptionalDouble expectedReturn() {
        return expectedReturn;
    }

    /**
     * Where each constraint stands.
     *
     * @return activities by constraint name, in the order of the problem
     */
    public Map<String, ConstraintActivity> activities() {
        return activities;
    }

    /**
     * What each constraint costs.
     *
     * @return the derivative of the objective with respect to the bound, by constraint name, in the order of the
     *     problem; 0 where nothing binds
     */
    public Map<String, Double> shadowPrices() {
        return prices;
    }

    /**
     * What one constraint costs.
     *
     * @param constraint its name
     * @return the derivative of the objective with respect to its bound
     * @throws IllegalArgumentException if there is no such constraint
     */
    public double shadowPrice(String constraint) {
        Double price = prices.get(Check.notNull(constraint, "constraint"));
        if (price == null) {
            throw new IllegalArgumentException(
                    "there is no constraint named \"" + constraint + "\"; there are " + prices.keySet());
        }
        return price;
    }

    /**
     * What one constraint costs on its two sides: the exact derivatives of the objective as its bound is lowered and as it
     * is raised, each from a linear program at the optimum. An infinite one says that nothing is feasible on that side.
     *
     * <p>Calculated when asked for: O(n m) and a few pivots.
     *
     * @param constraint its name
     * @return both derivatives; equal to {@link #shadowPrice} where that is the only one; NaN where rounding hides one
     * @throws IllegalArgumentException if there is no such constraint
     */
    public PricePair oneSidedPrices(String constraint) {
        shadowPrice(constraint);
        return report.pair(constraint, prices);
    }

    /** As {@link Report#costsBelow}. */
    double[] costsBelow() {
        return report.costsBelow();
    }

    /** As {@link Report#divisor}. */
    double divisor() {
        return report.divisor();
    }

    /** In the order of the constraints: as {@link Report#outwardPrices}. */
    double[] outwardPrices() {
        return report.outwardPrices();
    }

    /**
     * What each constraint costs on its two sides.
     *
     * @return as {@link #oneSidedPrices(String)}, by constraint name, in the order of the problem
     */
    public Map<String, PricePair> oneSidedPrices() {
        Map<String, PricePair> pairs = new LinkedHashMap<>();
        activities.forEach((name, at) -> pairs.put(name, at.isBinding() ? report.pair(name, prices) : PricePair.NONE));
        return Collections.unmodifiableMap(pairs);
    }

    /**
     * How far each soft constraint is violated and what that costs; the cost is part of {@link #objective}.
     *
     * @return slacks by constraint name, in the order of the problem; empty if it has no soft constraints
     */
    public Map<String, SoftSlack> softSlacks() {
        return slacks;
    }

    /**
     * Why one asset has its weight, and what it would weigh without the bound that holds it: for that the problem is
     * solved once more, from here.
     *
     * @param asset its id
     * @return the explanation
     * @throws IllegalArgumentException if the asset is not in the universe
     * @throws java.util.concurrent.CancellationException if the thread is interrupted meanwhile
     */
    public Explanation explain(String asset) {
        return report.explainBySolving(weights.universe().indexOf(asset));
    }

    /**
     * This problem solved without the bound that holds one asset; all other constraints stay.
     *
     * @param asset its id
     * @return what came of it: this optimum's own problem again if no bound holds the asset
     * @throws IllegalArgumentException if the asset is not in the universe
     */
    public PortfolioSolution withoutBoundOf(String asset) {
        PortfolioSolution solution =
                report.unbound(weights.universe().indexOf(asset)).solve();
        return back == null ? solution : back.apply(solution);
    }

    /**
     * Why each asset has its weight; unlike {@link #explain} without solving anything.
     *
     * @return one explanation an asset
     */
    public List<Explanation> explanations() {
        List<Explanation> out = new ArrayList<>();
        for (int j = 0; j < weights.universe().size(); j++) {
            out.add(report.explain(j));
        }
        return Collections.unmodifiableList(out);
    }

    /**
     * The proof of optimality.
     *
     * @return the residuals of the optimality conditions
     */
    public KktProof proof() {
        return proof;
    }

    /**
     * The date of the data: nothing later went into the problem.
     *
     * @return what {@link PortfolioProblem#asOf} was told, else the latest date of the covariances in the objective and
     *     in bounds on risk; empty if one of these has none
     */
    public Optional<LocalDate> asOf() {
        return report.asOf();
    }

    /**
     * How it was found.
     *
     * @return for a person
     */
    public String method() {
        return method;
    }

    /**
     * The solver's work.
     *
     * @return the number of pivots
     */
    public int iterations() {
        return iterations;
    }

    /**
     * How long it took, by the clock of the problem.
     *
     * @return from the call of solve to the proof
     */
    public Duration time() {
        return time;
    }

    /**
     * What each position contributes to the volatility.
     *
     * @return contributions that sum to {@link #volatility}
     * @throws IllegalStateException if the problem has no risk model at all
     */
    public EulerContributions riskContributions() {
        volatility();
        return VolatilityAttribution.of(report.riskModel().get(0), weights);
    }

    /**
     * Expected return over a risk-free rate, per unit of volatility (Sharpe 1966).
     *
     * @param riskFree the rate of the period of the expected returns and the risk model
     * @return the ratio of that period, not annualised; empty without expected returns or without volatility
     */
    public OptionalDouble sharpeRatio(double riskFree) {
        Check.finite(riskFree, "riskFree");
        return expectedReturn.isPresent() && isRisky()
                ? OptionalDouble.of((expectedReturn.getAsDouble() - riskFree) / volatility)
                : OptionalDouble.empty();
    }

    /**
     * How much volatility diversification saves: the sum of the positions' own volatilities over that of the portfolio
     * (Choueifaty and Coignard 2008; a short position counts like a long one).
     *
     * @return at least 1, with equality for one asset or perfect correlation; empty without volatility
     */
    public OptionalDouble diversificationRatio() {
        if (!isRisky()) {
            return OptionalDouble.empty();
        }
        RiskModel risk = report.riskModel().get(0);
        double sum = 0;
        for (int j = 0; j < weights.universe().size(); j++) {
            sum = Math.fma(Math.sqrt(risk.variance(j)), Math.abs(weights.get(j)), sum);
        }
        return OptionalDouble.of(sum / volatility);
    }

    /** Whether there is a volatility that can be told from rounding. */
    private boolean isRisky() {
        return volatility > 0 && !Riskless.is(report.riskModel().get(0), weights.toArray());
    }

    @Override
    public String message() {
        return "optimal: objective " + Numbers.text(objective)
                + (Double.isNaN(volatility) ? "" : ", volatility " + Numbers.percent(volatility))
                + ", scaled KKT residual " + Numbers.text(proof.scaledKktResidual());
    }

    @Override
    public String toString() {
        return "Optimal[" + message() + "]";
    }
}
