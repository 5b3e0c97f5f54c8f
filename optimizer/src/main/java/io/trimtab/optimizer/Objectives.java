package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.model.RiskModels;
import java.util.Arrays;
import java.util.List;

/**
 * The objectives a portfolio may be chosen for; made to be imported statically.
 *
 * <pre>{@code
 * PortfolioProblem.over(universe).minimize(variance(risk));
 * PortfolioProblem.over(universe).maximize(utility(mu, risk, 3));
 * }</pre>
 *
 * <p>A target return is minimum variance under {@code expectedReturn(mu).atLeast(target)}.
 */
public final class Objectives {
    static final String DIVERSIFICATION = "diversification ratio";
    private static final double[] NONE = new double[0];

    private Objectives() {}

    /**
     * The variance {@code w'Sw} of the portfolio's return, to be minimised (Markowitz 1952).
     *
     * @param riskModel the covariance S; the variance has its period
     * @return the objective
     */
    public static Objective variance(RiskModel riskModel) {
        Check.notNull(riskModel, "riskModel");
        return cost(new Term.Quadratic("variance", 2, riskModel, NONE));
    }

    /**
     * The mean-variance utility {@code mu'w - (gamma / 2) w'Sw}, to be maximised.
     *
     * @param expectedReturns mu, of the same period as the risk model
     * @param riskModel the covariance S
     * @param riskAversion gamma: positive and finite; larger is more cautious
     * @return the objective
     * @throws IllegalArgumentException if the universes differ or the risk aversion is not positive
     */
    public static Objective utility(ExpectedReturns expectedReturns, RiskModel riskModel, double riskAversion) {
        Check.notNull(expectedReturns, "expectedReturns");
        Check.notNull(riskModel, "riskModel");
        Check.positive(riskAversion, "riskAversion");
        riskModel.universe().requireSame(expectedReturns.universe(), "expectedReturns");
        return new Objective(
                "utility",
                Objective.Sense.MAXIMIZE,
                List.of(gain(expectedReturns), new Term.Quadratic("risk", riskAversion, riskModel, NONE)));
    }

    /**
     * The expected return {@code mu'w} of the portfolio, to be maximised; a term named {@code expected return}.
     *
     * <p>By itself it puts everything into the asset that promises most: bound the risk or the weights.
     *
     * @param expectedReturns mu
     * @return the objective
     */
    public static Objective expectedReturns(ExpectedReturns expectedReturns) {
        Check.notNull(expectedReturns, "expectedReturns");
        return new Objective("expected return", Objective.Sense.MAXIMIZE, List.of(gain(expectedReturns)));
    }

    /**
     * The Sharpe ratio {@code (mu'w - rf) / sqrt(w'Sw)}, to be maximised (Sharpe 1966).
     *
     * <p>The weights are the whole portfolio: what is not invested earns nothing, so give a problem without a budget
     * excess returns and {@code rf = 0}. Whatever is added counts in units of return and reduces the numerator: with
     * {@code l2(universe, x)}, which acts on the weights, the ratio is {@code (mu'w - rf - x w'w) / sqrt(w'Sw)}. A ridge
     * on the side of risk is another risk model. It holds for every numerator that is concave, under any bounds, rows
     * and risk limits: the optimum is the portfolio {@code w(t)} that minimises {@code w'Sw / 2 - t (numerator)} for the
     * t with {@code w'Sw = t (numerator)}.
     *
     * <p>If no feasible portfolio beats rf, the outcome is {@link Infeasible} and says by how much. If a feasible
     * portfolio beats rf without risk it is {@link Unbounded}, if the ratio only grows with leverage {@link NotAttained}.
     * Where several portfolios share the highest ratio, such as along a line with cash, one of them is found.
     *
     * @param expectedReturns mu, of the same period as the risk model
     * @param riskFreeRate rf, finite, of that period
     * @param riskModel the covariance S
     * @return the objective
     * @throws IllegalArgumentException if the universes differ or the rate is not finite
     */
    public static Objective sharpeRatio(ExpectedReturns expectedReturns, double riskFreeRate, RiskModel riskModel) {
        Check.notNull(expectedReturns, "expectedReturns");
        Check.finite(riskFreeRate, "riskFreeRate");
        Check.notNull(riskModel, "riskModel");
        riskModel.universe().requireSame(expectedReturns.universe(), "expectedReturns");
        return new Objective(
                "Sharpe ratio",
                Objective.Sense.MAXIMIZE,
                List.of(gain(expectedReturns)),
                List.of(new Objective.Ratio(riskModel, riskFreeRate + 0.0, "risk-free rate")),
                List.of(riskModel));
    }

    /**
     * The diversification ratio {@code sigma'w / sqrt(w'Sw)} of a long-only portfolio, sigma being the volatilities of
     * the assets, to be maximised (Choueifaty and Coignard 2008). It is 1 for a single asset, and at most the square root
     * of their number if correlations are not negative.
     *
     * @param riskModel the covariance S
     * @return the objective; solving it without long-only bounds is refused, because the ratio of a short position
     *     would count its volatility as negative
     */
    public static Objective diversificationRatio(RiskModel riskModel) {
        Universe universe = Check.notNull(riskModel, "riskModel").universe();
        double[] coefficients = new double[universe.size()];
        for (int j = 0; j < coefficients.length; j++) {
            coefficients[j] = -Math.sqrt(riskModel.variance(j));
        }
        return new Objective(
                DIVERSIFICATION,
                Objective.Sense.MAXIMIZE,
                List.of(new Term.Linear(DIVERSIFICATION, universe, coefficients, List.of())),
                List.of(new Objective.Ratio(riskModel, 0, "")),
                List.of(riskModel));
    }

    /**
     * The form {@code w'Cw} of the correlation matrix C, to be minimised: maximum decorrelation (Christoffersen, Errunza,
     * Jacobs and Langlois 2012). Its term is named {@code decorrelation}; volatility is reported from the covariance.
     *
     * @param riskModel the covariance
     * @return the objective
     * @throws IllegalArgumentException naming an asset of zero variance, whose correlations are undefined
     */
    public static Objective decorrelation(RiskModel riskModel) {
        Check.notNull(riskModel, "riskModel");
        Term term = new Term.Quadratic("decorrelation", 2, RiskModels.correlation(riskModel), NONE);
        return new Objective("decorrelation", Objective.Sense.MINIMIZE, List.of(term), List.of(), List.of(riskModel));
    }

    /**
     * The square {@code (w - b)'S(w - b)} of the tracking error, to be minimised; a term named {@code tracking
     * variance}. Its bound is {@code trackingError(risk, benchmark).atMost(x)}.
     *
     * @param riskModel the covariance S
     * @param benchmark b, over the same universe
     * @return the objective
     * @throws IllegalArgumentException if the universes differ
     */
    public static Objective trackingVariance(RiskModel riskModel, Weights benchmark) {
        Check.notNull(riskModel, "riskModel");
        riskModel.universe().requireSame(Check.notNull(benchmark, "benchmark").universe(), "benchmark");
        return cost(new Term.Quadratic("tracking variance", 2, riskModel, benchmark.toArray()));
    }

    /**
     * The penalty {@code strength * sum of w_j^2}, to be minimised or subtracted; a term named {@code L2}. It spreads a
     * portfolio over more assets.
     *
     * @param universe the assets
     * @param strength positive and finite, in the unit of the objective it is added to
     * @return the term
     * @throws IllegalArgumentException if the strength is not positive
     */
    public static Objective l2(Universe universe, double strength) {
        return l2(Weights.none(universe), strength);
    }

    /**
     * The penalty {@code strength * sum of (w_j - centre_j)^2}, to be minimised or subtracted; a term named {@code L2}.
     *
     * @param centre where the penalty is zero
     * @param strength positive and finite, in the unit of the objective it is added to
     * @return the term
     * @throws IllegalArgumentException if the strength is not positive
     */
    public static Objective l2(Weights centre, double strength) {
        Check.notNull(centre, "centre");
        Check.positive(strength, "strength");
        double[] coefficients = new double[centre.universe().size()];
        Arrays.fill(coefficients, strength);
        return cost(new Term.Diagonal("L2", centre.universe(), coefficients, centre.toArray()));
    }

    /**
     * Costs that grow with the square of what is traded, {@code sum of coefficients_j (w_j - current_j)^2}; a term named
     * {@code quadratic costs}.
     *
     * @param coefficients per asset, at least 0, in returns per squared weight
     * @param current the weights held, over the same universe
     * @return the term
     * @throws IllegalArgumentException if the universes differ or a coefficient is negative (the message names the
     *     asset)
     */
    public static Objective quadraticCosts(Weights coefficients, Weights current) {
        Check.notNull(coefficients, "coefficients");
        coefficients.universe().requireSame(Check.notNull(current, "current").universe(), "current");
        for (int j = 0; j < coefficients.universe().size(); j++) {
            Check.notNegative(
                    coefficients.get(j),
                    "quadratic cost of " + coefficients.universe().id(j));
        }
        return cost(
                new Term.Diagonal("quadratic costs", current.universe(), coefficients.toArray(), current.toArray()));
    }

    /**
     * What trades cost when the price moves with the square root of their size: {@code sum of c_j |w_j - current_j|^(3/2)}
     * (Almgren, Thum, Hauptmann and Li, "Direct estimation of equity market impact", Risk 18 (2005), 57-62), to be
     * minimised.
     *
     * <p>With an impact of k volatilities for a trade of one day's volume, c_j is k times the asset's daily volatility
     * times the root of (the portfolio's value over the asset's daily traded value). Add linear costs for the spread:
     * without them next to nothing stays exactly where it is.
     *
     * @param coefficients c, at least 0, in the unit of the objective
     * @param current the weights held now
     * @return the objective, named {@code impact costs}
     * @throws IllegalArgumentException if the universes differ or a coefficient is negative; the message names the asset
     */
    public static Objective impactCosts(Weights coefficients, Weights current) {
        Universe universe = Check.notNull(coefficients, "coefficients").universe();
        universe.requireSame(Check.notNull(current, "current").universe(), "current");
        double[] c = coefficients.toArray();
        for (int j = 0; j < c.length; j++) {
            Check.notNegative(c[j], "coefficient of " + universe.id(j));
        }
        return cost(new Term.Power("impact costs", universe, c, current.toArray()));
    }

    /**
     * Costs in proportion to what is traded, {@code rate * sum of |w_j - current_j|}; a term named {@code linear costs}.
     * What is not worth its cost is not traded at all: such weights are the current ones exactly.
     *
     * @param rate at least 0, of the traded weight: 0.0010 for ten basis points
     * @param current the weights held
     * @return the term
     * @throws IllegalArgumentException if the rate is negative or not finite
     */
    public static Objective linearCosts(double rate, Weights current) {
        return linearCosts(rate, rate, current);
    }

    /**
     * Costs in proportion to what is traded, at other rates for purchases and sales; a term named {@code linear costs}.
     *
     * @param buyRate at least 0, of the weight bought
     * @param sellRate at least 0, of the weight sold
     * @param current the weights held
     * @return the term
     * @throws IllegalArgumentException if a rate is negative or not finite
     */
    public static Objective linearCosts(double buyRate, double sellRate, Weights current) {
        Universe universe = Check.notNull(current, "current").universe();
        return linearCosts(constant(universe, buyRate, "buy rate"), constant(universe, sellRate, "sell rate"), current);
    }

    /**
     * Costs in proportion to what is traded, at rates of each asset; a term named {@code linear costs}.
     *
     * @param buyRates at least 0, of the weight bought
     * @param sellRates at least 0, of the weight sold
     * @param current the weights held, over the same universe
     * @return the term
     * @throws IllegalArgumentException if the universes differ or a rate is negative (the message names the asset)
     */
    public static Objective linearCosts(Weights buyRates, Weights sellRates, Weights current) {
        Universe universe = Check.notNull(current, "current").universe();
        universe.requireSame(Check.notNull(buyRates, "buyRates").universe(), "buyRates");
        universe.requireSame(Check.notNull(sellRates, "sellRates").universe(), "sellRates");
        int n = universe.size();
        double[][] breakpoints = new double[n][];
        double[][] slopes = new double[n][];
        for (int j = 0; j < n; j++) {
            double buy = Check.notNegative(buyRates.get(j), "buy rate of " + universe.id(j));
            double sell = Check.notNegative(sellRates.get(j), "sell rate of " + universe.id(j));
            breakpoints[j] = new double[] {current.get(j)};
            slopes[j] = new double[] {-sell, buy};
        }
        return cost(new Term.PiecewiseLinear("linear costs", universe, breakpoints, slopes, new double[n]));
    }

    /**
     * The cost of borrowing what is sold short, {@code rate * sum of max(0, -w_j)}; a term named {@code borrow cost}.
     *
     * @param universe the assets
     * @param rate at least 0, of the weight borrowed, of the period of the objective
     * @return the term
     * @throws IllegalArgumentException if the rate is negative or not finite
     */
    public static Objective borrowCost(Universe universe, double rate) {
        return borrowCost(constant(Check.notNull(universe, "universe"), rate, "borrow rate"));
    }

    /**
     * The cost of borrowing what is sold short, at rates of each asset; a term named {@code borrow cost}.
     *
     * @param rates at least 0, of the weight borrowed, of the period of the objective
     * @return the term
     * @throws IllegalArgumentException if a rate is negative (the message names the asset)
     */
    public static Objective borrowCost(Weights rates) {
        Universe universe = Check.notNull(rates, "rates").universe();
        int n = universe.size();
        double[][] breakpoints = new double[n][];
        double[][] slopes = new double[n][];
        for (int j = 0; j < n; j++) {
            double rate = Check.notNegative(rates.get(j), "borrow rate of " + universe.id(j));
            breakpoints[j] = new double[] {0};
            slopes[j] = new double[] {-rate, 0};
        }
        return cost(new Term.PiecewiseLinear("borrow cost", universe, breakpoints, slopes, new double[n]));
    }

    private static Weights constant(Universe universe, double rate, String name) {
        Check.notNegative(rate, name);
        double[] all = new double[universe.size()];
        Arrays.fill(all, rate);
        return Weights.of(universe, all);
    }

    private static Objective cost(Term term) {
        return new Objective(term.name(), Objective.Sense.MINIMIZE, List.of(term));
    }

    private static Term gain(ExpectedReturns mu) {
        double[] coefficients = mu.toArray();
        for (int j = 0; j < coefficients.length; j++) {
            coefficients[j] = -coefficients[j];
        }
        return new Term.Linear("expected return", mu.universe(), coefficients, List.of(mu));
    }
}
