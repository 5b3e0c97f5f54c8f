package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.RepairCertificate;
import io.trimtab.risk.model.RepairedCovariance;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies scenarios to portfolios.
 *
 * <pre>{@code
 * StressTest test = StressTest.of(riskModel).propagating(Propagation.CONDITIONAL);
 * StressOutcome crash = test.apply(StressScenario.named("crash").shocking("SPX", -0.2), weights);
 * crash.loss();                      // 0.13: what the rest is expected to do is in it
 * crash.contributions().ranked();    // who loses
 * test.ladder(scenario, weights, 0.5, 1, 1.5, 2);
 * }</pre>
 *
 * <p>The loss is {@code -sum of w_i r_i} with r the scenario's returns: those given, and for the others what {@link
 * Propagation} says. A factor's shock reaches assets through the model's exposures even without propagation. O(n k) for k
 * shocks, and O(n^3) where correlations are broken. Immutable and thread-safe.
 */
public final class StressTest {
    private static final RepairCertificate UNTOUCHED = new RepairCertificate(0, 0, 0, 0, 0, 0);

    private final RiskModel model;
    private final Propagation propagation;

    private StressTest(RiskModel model, Propagation propagation) {
        this.model = model;
        this.propagation = propagation;
    }

    /**
     * Tests under a risk model; what a scenario does not name does not move.
     *
     * @param model its volatilities and correlations are those that scenarios scale and break; a {@link FactorCovariance} for
     *     scenarios that shock factors
     * @return the test
     */
    public static StressTest of(RiskModel model) {
        return new StressTest(Check.notNull(model, "model"), Propagation.NONE);
    }

    /**
     * The same with another treatment of what scenarios do not name.
     *
     * @param treatment what becomes of it
     * @return the test
     */
    public StressTest propagating(Propagation treatment) {
        return new StressTest(model, Check.notNull(treatment, "propagation"));
    }

    /**
     * Applies a scenario.
     *
     * @param scenario what happens
     * @param weights the portfolio, over the risk model's universe
     * @return the outcome
     * @throws IllegalArgumentException if the universes differ, the scenario names an asset or a factor that the model does
     *     not have, its shocks contradict the model, or it shocks factors while it breaks correlations
     */
    public StressOutcome apply(StressScenario scenario, Weights weights) {
        Universe universe = model.universe();
        Check.notNull(scenario, "scenario");
        universe.requireSame(Check.notNull(weights, "weights").universe(), "weights");
        Optional<RepairedCovariance> broken = stressed(scenario);
        RiskModel stressed =
                broken.<RiskModel>map(RepairedCovariance::covariance).orElse(model);
        RepairCertificate certificate =
                broken.map(RepairedCovariance::certificate).orElse(UNTOUCHED);
        double[] returns = returns(scenario, stressed);
        double[] marginals = new double[returns.length];
        double loss = 0;
        for (int i = 0; i < returns.length; i++) {
            marginals[i] = 0.0 - returns[i];
            loss += weights.get(i) * marginals[i];
        }
        return new StressOutcome(
                scenario,
                returns,
                EulerContributions.of("loss in " + scenario.name(), weights, marginals, loss),
                weights,
                model.volatility(weights),
                scenario.volatilityScale() * stressed.volatility(weights),
                certificate);
    }

    /**
     * The risk of closing a portfolio in a scenario: under its volatilities and correlations, with the liquidity that it leaves.
     *
     * <p>This is where {@link StressScenario#liquidityLost} counts; the loss of {@link #apply} is that of prices alone.
     *
     * @param scenario what happens; its shocks play no part
     * @param weights the portfolio, over the risk model's universe, whose period is a day
     * @param profile how fast and at what cost positions can be closed before anything happens
     * @return the risk until everything is closed
     * @throws IllegalArgumentException if the universes differ, or a position would take more than a million days
     */
    public LiquidityAdjustedRisk closing(StressScenario scenario, Weights weights, LiquidityProfile profile) {
        Check.notNull(scenario, "scenario");
        model.universe().requireSame(Check.notNull(weights, "weights").universe(), "weights");
        Check.notNull(profile, "profile");
        RiskModel stressed = stressed(scenario)
                .<RiskModel>map(RepairedCovariance::covariance)
                .orElse(model);
        return LiquidityAdjustedRisk.of(
                stressed, profile.losing(scenario.liquidityLost()), weights, scenario.volatilityScale());
    }

    /**
     * Applies a scenario in several sizes.
     *
     * @param scenario what happens
     * @param weights the portfolio
     * @param multiples of the scenario's shocks; see {@link StressScenario#times}
     * @return an outcome for each, in their order
     * @throws IllegalArgumentException as {@link #apply}
     */
    public List<StressOutcome> ladder(StressScenario scenario, Weights weights, double... multiples) {
        Check.notNull(scenario, "scenario");
        List<StressOutcome> rungs = new ArrayList<>();
        for (double multiple : Check.notNull(multiples, "multiples")) {
            rungs.add(apply(scenario.times(multiple), weights));
        }
        return List.copyOf(rungs);
    }

    /** The covariance under the scenario's correlations, without its volatilities; empty where it leaves them. */
    private Optional<RepairedCovariance> stressed(StressScenario scenario) {
        if (!(scenario.correlationBreakdown() > 0)) {
            return Optional.empty();
        }
        CovarianceMatrix target = scenario.correlationTarget();
        if (target != null) {
            model.universe().requireSame(target.universe(), "target of correlations");
        }
        return Optional.of(StressedCovariance.towards(model, scenario.correlationBreakdown(), target));
    }

    private double[] returns(StressScenario scenario, RiskModel stressed) {
        Universe universe = model.universe();
        int[] assets = scenario.assetShocks().keySet().stream()
                .mapToInt(universe::indexOf)
                .toArray();
        int[] factors = factors(scenario);
        double[] x = new double[assets.length + factors.length];
        int next = 0;
        for (double shock : scenario.assetShocks().values()) {
            x[next++] = shock;
        }
        for (double shock : scenario.factorShocks().values()) {
            x[next++] = shock;
        }
        if (x.length == 0) {
            return new double[universe.size()];
        }
        if (propagation == Propagation.CONDITIONAL) {
            double[] moves = ConditionalMoves.given(stressed, assets, factors, x);
            for (int i = 0; i < moves.length; i++) {
                // a normal distribution knows no limited liability
                moves[i] = Math.max(-1, moves[i]);
            }
            return moves;
        }
        double[] moves = new double[universe.size()];
        if (factors.length > 0) {
            FactorCovariance structure = (FactorCovariance) model;
            double[] exposures =
                    new double[structure.factorCovariance().universe().size()];
            for (int i = 0; i < moves.length; i++) {
                structure.exposuresOfInto(i, exposures, 0);
                for (int f = 0; f < factors.length; f++) {
                    moves[i] += exposures[factors[f]] * x[assets.length + f];
                }
                moves[i] = Math.max(-1, moves[i]);
            }
        }
        for (int a = 0; a < assets.length; a++) {
            moves[assets[a]] = x[a];
        }
        return moves;
    }

    private int[] factors(StressScenario scenario) {
        if (scenario.factorShocks().isEmpty()) {
            return new int[0];
        }
        if (!(model instanceof FactorCovariance structure)) {
            throw new IllegalArgumentException("scenario '" + scenario.name() + "' shocks the factors "
                    + scenario.factorShocks().keySet() + ", but the risk model has none; use a FactorCovariance");
        }
        if (scenario.correlationBreakdown() > 0 && propagation == Propagation.CONDITIONAL) {
            throw new IllegalArgumentException(
                    "scenario '" + scenario.name() + "' shocks factors and breaks the"
                            + " correlations of assets, which leaves their covariance with the factors undefined; use no propagation");
        }
        Universe names = structure.factorCovariance().universe();
        return scenario.factorShocks().keySet().stream()
                .mapToInt(names::indexOf)
                .toArray();
    }

    @Override
    public String toString() {
        return "StressTest[" + model.universe().size() + " assets, " + propagation + "]";
    }
}
