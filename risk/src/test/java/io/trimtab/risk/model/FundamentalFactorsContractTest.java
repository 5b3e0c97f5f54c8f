package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.testkit.CovarianceEstimatorContract;
import io.trimtab.risk.testkit.Panels;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Factors are given for one universe: here every panel's own assets have an exposure of one to the market. */
class FundamentalFactorsContractTest {
    private static FundamentalFactors market(Universe universe) {
        double[][] ones = new double[universe.size()][1];
        for (double[] row : ones) {
            row[0] = 1;
        }
        return FundamentalFactors.of(universe, Universe.of("market"), ones);
    }

    private abstract static class OfTheMarket extends CovarianceEstimatorContract {
        @Override
        protected boolean riskIsMeasuredFromMovesAlone() {
            return false;
        }
    }

    /** What never moves has an exposure all the same: it is told to move with the market, beside moves of its own. */
    @Test
    void whatNeverMovedHasItsExposure() {
        double[][] columns = Panels.random(30, 4, 5);
        Arrays.fill(columns[2], 0.0001);
        ReturnPanel panel = Panels.of(columns);
        double[] column = new double[4];
        market(panel.universe()).estimate(panel).columnInto(2, column, 0);
        assertThat(column[0]).isPositive();
        assertThat(column[1]).isCloseTo(column[0], within(1e-18));
        assertThat(column[2]).isGreaterThanOrEqualTo(column[0]);
    }

    @Nested
    class Equal extends OfTheMarket {
        @Override
        protected RiskModelEstimator estimator() {
            return returns ->
                    market(Check.notNull(returns, "returns").universe()).estimate(returns);
        }
    }

    @Nested
    class ByPrecision extends OfTheMarket {
        @Override
        protected RiskModelEstimator estimator() {
            return returns -> market(Check.notNull(returns, "returns").universe())
                    .weightedByPrecision()
                    .estimate(returns);
        }
    }
}
