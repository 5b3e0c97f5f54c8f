package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
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
    private Objectives() {}

    /**
     * The variance {@code w'Sw} of the portfolio's return, to be minimised (Markowitz 1952).
     *
     * @param riskModel the covariance S; the variance has its period
     * @return the objective
     */
    public static Objective variance(RiskModel riskModel) {
        Check.notNull(riskModel, "riskModel");
        return new Objective(
                "variance",
                Objective.Sense.MINIMIZE,
                riskModel,
                2,
                new double[riskModel.universe().size()],
                List.of());
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
        double[] linear = new double[riskModel.universe().size()];
        for (int j = 0; j < linear.length; j++) {
            linear[j] = -expectedReturns.get(j);
        }
        return new Objective(
                "utility", Objective.Sense.MAXIMIZE, riskModel, riskAversion, linear, List.of(expectedReturns));
    }
}
