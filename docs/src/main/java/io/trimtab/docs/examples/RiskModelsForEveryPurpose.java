package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.risk.model.CovarianceEstimator;
import io.trimtab.risk.model.DetonedCovariance;
import io.trimtab.risk.model.ExponentialCovariance;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.FactorRegression;
import io.trimtab.risk.model.GraphicalLasso;
import io.trimtab.risk.model.ImpliedVolatilities;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.model.NonlinearShrinkage;
import io.trimtab.risk.model.PanelCovariance;
import io.trimtab.risk.model.RandomMatrixDenoising;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.model.RobustCovariance;
import io.trimtab.risk.model.Shrinkage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Covariances estimated in several ways, each for a purpose. */
public final class RiskModelsForEveryPurpose {
    private RiskModelsForEveryPurpose() {}

    /**
     * The volatility that each estimator promises its own portfolio of least variance, and what that portfolio then had.
     *
     * @param past returns to estimate from
     * @param future returns that follow
     * @return one line for each estimator
     */
    public static List<String> promisesKept(ReturnPanel past, ReturnPanel future) {
        List<String> lines = new ArrayList<>();
        for (CovarianceEstimator estimator : List.of(
                ExponentialCovariance.halfLife(60),
                LedoitWolf.constantCorrelation(),
                NonlinearShrinkage.analytical(),
                RandomMatrixDenoising.constantResidual(),
                GraphicalLasso.universal(),
                RobustCovariance.minimumDeterminant())) {
            RiskModel risk = estimator.estimate(past);
            PortfolioSolution solution = PortfolioProblem.over(past.universe())
                    .minimize(variance(risk))
                    .subjectTo(fullyInvested(), longOnly())
                    .solve();
            double promised = solution.optimalOrThrow().volatility();
            double kept = PanelCovariance.of(future)
                    .volatility(solution.optimalOrThrow().weights());
            lines.add(String.format(Locale.ROOT, "%s: %.1f bp, then %.1f bp", estimator, 1e4 * promised, 1e4 * kept));
        }
        return lines;
    }

    /**
     * How much of the sample covariance was replaced.
     *
     * @param returns a panel
     * @return the intensity, from 0 to 1
     */
    public static double intensity(ReturnPanel returns) {
        Shrinkage shrinkage = LedoitWolf.singleFactor().shrink(returns);
        return shrinkage.intensity();
    }

    /**
     * The least variance with many more assets than dates: the factor model is never turned into a matrix.
     *
     * @param returns few dates of many assets
     * @return the outcome
     */
    public static PortfolioSolution manyAssets(ReturnPanel returns) {
        FactorCovariance risk = RandomMatrixDenoising.constantResidual().factors(returns);
        return PortfolioProblem.over(returns.universe())
                .minimize(variance(risk))
                .subjectTo(fullyInvested(), longOnly())
                .solve();
    }

    /**
     * A factor model with the volatilities that options imply.
     *
     * @param returns returns of the assets
     * @param factors returns of the factors, on the same dates at least
     * @param annual annual volatilities of the assets
     * @return the model, still in the structure of its factors
     */
    public static RiskModel impliedByOptions(ReturnPanel returns, ReturnPanel factors, double... annual) {
        return ImpliedVolatilities.annual(returns.universe(), PeriodsPerYear.DAILY, annual)
                .over(FactorRegression.on(factors))
                .estimate(returns);
    }

    /**
     * What distinguishes assets, for clustering: noise and market removed.
     *
     * @param returns a panel
     * @return the correlation
     */
    public static RiskModel whatDistinguishes(ReturnPanel returns) {
        return DetonedCovariance.of(RandomMatrixDenoising.constantResidual())
                .estimate(returns)
                .correlation();
    }

    /**
     * The days on which nothing was as usual.
     *
     * @param returns a panel with more than twice as many dates as assets
     * @return a sentence
     */
    public static String unusualDays(ReturnPanel returns) {
        RobustCovariance.Fit fit = RobustCovariance.minimumDeterminant().fit(returns);
        return fit.outliers().size() + " of " + returns.rows() + " days are unusual";
    }
}
