package io.trimtab.docs.examples;

import io.trimtab.core.market.GappedReturns;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.BayesStein;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.CovarianceRepair;
import io.trimtab.risk.model.EquilibriumReturns;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.GapMoments;
import io.trimtab.risk.model.GapPolicy;
import io.trimtab.risk.model.JamesStein;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.model.MeanReturns;
import io.trimtab.risk.model.RepairedCovariance;
import io.trimtab.risk.model.ReturnTarget;
import io.trimtab.risk.volatility.DynamicCorrelation;
import io.trimtab.risk.volatility.GarchFilter;
import io.trimtab.risk.volatility.GarchFit;
import io.trimtab.risk.volatility.GarchModel;
import io.trimtab.risk.volatility.GarchStandardErrors;
import io.trimtab.risk.volatility.Innovations;
import io.trimtab.risk.volatility.NotFitted;
import io.trimtab.risk.volatility.VolatilityOutcome;
import java.util.List;
import java.util.Locale;

/** Expected returns that are not mostly noise, histories with gaps, and the volatility of tomorrow. */
public final class ReturnsAndVolatility {
    private ReturnsAndVolatility() {}

    /**
     * Four answers to one question.
     *
     * @param returns daily returns
     * @return the spread between the highest and the lowest expected return under each, per day
     */
    public static List<String> expected(ReturnPanel returns) {
        ExpectedReturns mean = MeanReturns.equallyWeighted().estimate(returns);
        ExpectedReturns shrunk = JamesStein.towards(ReturnTarget.GRAND_MEAN).estimate(returns);
        ExpectedReturns bayes = BayesStein.jorion().estimate(returns);
        ExpectedReturns implied = EquilibriumReturns.of(Weights.equal(returns.universe()), 2.5)
                .withCovariance(LedoitWolf.constantCorrelation())
                .estimate(returns);
        return List.of(
                spread("mean", mean),
                spread("James-Stein", shrunk),
                spread("Bayes-Stein", bayes),
                spread("equilibrium", implied));
    }

    private static String spread(String name, ExpectedReturns mu) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : mu.toArray()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return String.format(Locale.ROOT, "%s: %.2f bp to %.2f bp a day", name, 1e4 * low, 1e4 * high);
    }

    /**
     * Moments of histories of unequal length.
     *
     * @param prices prices, missing before an asset was listed
     * @return the covariance for which the old assets' early years count for the young
     */
    public static CovarianceMatrix unequalHistories(PriceHistory prices) {
        GappedReturns returns = prices.gappedReturns();
        GapMoments moments = GapPolicy.unequalHistories().estimate(returns);
        return moments.covariance();
    }

    /**
     * A matrix that no returns can have, repaired.
     *
     * @return what the repair says of itself
     */
    public static String repaired() {
        Universe universe = Universe.of("SAP", "ASML", "NOVN");
        double[] opinions = {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1};
        RepairedCovariance repaired = CovarianceRepair.nearest().withFloor(1e-3).repair(universe, opinions);
        return repaired.certificate().toString();
    }

    /**
     * The volatility of the days to come.
     *
     * @param returns daily returns of one asset
     * @return what the fit says
     */
    public static List<String> volatility(double[] returns) {
        VolatilityOutcome outcome =
                GarchModel.garch().withInnovations(Innovations.STUDENT_T).fit(returns);
        if (outcome instanceof NotFitted none) {
            return List.of(none.reason());
        }
        GarchFit fit = (GarchFit) outcome.fittedOrThrow();
        GarchFilter filter = fit.filter();
        double afterACrash = filter.observe(-0.05);
        return List.of(
                String.format(
                        Locale.ROOT,
                        "alpha %.4f, beta %.4f, %.1f degrees of freedom; limits %s",
                        fit.parameters().alpha(),
                        fit.parameters().beta(),
                        fit.parameters().degreesOfFreedom(),
                        fit.boundaries()),
                fit.standardErrors(GarchStandardErrors.Kind.ROBUST)
                        .map(errors -> String.format(Locale.ROOT, "robust error of beta %.4f", errors.beta()))
                        .orElse("no standard errors at a limit"),
                String.format(
                        Locale.ROOT,
                        "tomorrow %.3f%%, over ten days %.3f%%, after a fall of 5%% %.3f%%",
                        100 * fit.nextVolatility(),
                        100 * fit.forecast(10).horizonVolatility(),
                        100 * afterACrash));
    }

    /**
     * Volatilities and correlations of tomorrow.
     *
     * @param returns daily returns
     * @return the covariance of the next day
     */
    public static CovarianceMatrix tomorrow(ReturnPanel returns) {
        return DynamicCorrelation.engle().estimate(returns);
    }
}
