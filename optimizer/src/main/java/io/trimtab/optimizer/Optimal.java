package io.trimtab.optimizer;

import io.trimtab.core.market.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The best portfolio, with its proof, its prices and its reasons.
 *
 * <p>Shadow prices are derivatives: by how much {@link #objective} changes per unit by which the bound of a constraint
 * is raised (the bound that is reached; the level of an equation; for a bound on many assets, all of them together).
 * So a cap that hurts has a negative price when variance is minimised and a positive one when utility is maximised. At
 * a degenerate vertex the derivatives to both sides differ, and the price is one of those between them.
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
            int iterations) {
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
     * @return the square root of {@code w'Sw}, in the period of the risk model
     */
    public double volatility() {
        return volatility;
    }

    /**
     * The expected return of the portfolio.
     *
     * @return {@code mu'w} with the mu of the objective or of the constraint named {@code expected return}; empty if
     *     the problem has neither
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
        Double price = prices.get(constraint);
        if (price == null) {
            throw new IllegalArgumentException(
                    "there is no constraint named \"" + constraint + "\"; there are " + prices.keySet());
        }
        return price;
    }

    /**
     * Why one asset has its weight.
     *
     * @param asset its id
     * @return the explanation
     * @throws IllegalArgumentException if the asset is not in the universe
     */
    public Explanation explain(String asset) {
        return report.explain(weights.universe().indexOf(asset));
    }

    /**
     * Why each asset has its weight.
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

    @Override
    public String message() {
        return "optimal: objective " + Numbers.text(objective) + ", volatility " + Numbers.percent(volatility)
                + ", scaled KKT residual " + Numbers.text(proof.scaledKktResidual());
    }

    @Override
    public String toString() {
        return "Optimal[" + message() + "]";
    }
}
