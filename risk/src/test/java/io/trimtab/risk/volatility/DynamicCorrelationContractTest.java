package io.trimtab.risk.volatility;

import io.trimtab.risk.model.RiskModelEstimator;
import io.trimtab.risk.testkit.CovarianceEstimatorContract;
import org.junit.jupiter.api.Nested;

/** The contract of covariance estimators, for dynamic correlations in all forms. */
class DynamicCorrelationContractTest {
    /** What all of them have in common; volatilities without parameters, so that few periods are enough. */
    abstract static class Dynamic extends CovarianceEstimatorContract {
        abstract DynamicCorrelation model();

        @Override
        protected RiskModelEstimator estimator() {
            return model().withVolatility(EwmaVolatility.lambda(0.94));
        }

        @Override
        protected int fewestPeriods(int assets) {
            return assets + 1;
        }

        @Override
        protected boolean ignoresTheLevelOfReturns() {
            return false;
        }

        @Override
        protected boolean acceptsTheSameAssetTwice() {
            return false;
        }

        /** A search. */
        @Override
        protected double tolerance() {
            return 1e-5;
        }
    }

    @Nested
    class Engle extends Dynamic {
        @Override
        DynamicCorrelation model() {
            return DynamicCorrelation.engle();
        }
    }

    @Nested
    class Aielli extends Dynamic {
        @Override
        DynamicCorrelation model() {
            return DynamicCorrelation.aielli();
        }
    }

    @Nested
    class Constant extends Dynamic {
        @Override
        DynamicCorrelation model() {
            return DynamicCorrelation.constant();
        }
    }

    @Nested
    class Pairs extends Dynamic {
        @Override
        DynamicCorrelation model() {
            return DynamicCorrelation.engle().ofPairs();
        }

        @Override
        protected int fewestPeriods(int assets) {
            return 2;
        }

        @Override
        protected boolean acceptsTheSameAssetTwice() {
            return true;
        }
    }
}
