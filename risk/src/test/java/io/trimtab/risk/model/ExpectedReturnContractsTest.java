package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.testkit.ExpectedReturnEstimatorContract;
import org.junit.jupiter.api.Nested;

class ExpectedReturnContractsTest {
    @Nested
    class Mean extends ExpectedReturnEstimatorContract {
        @Override
        protected ExpectedReturnEstimator estimator(Universe universe) {
            return MeanReturns.equallyWeighted();
        }
    }

    @Nested
    class RecentMean extends ExpectedReturnEstimatorContract {
        @Override
        protected ExpectedReturnEstimator estimator(Universe universe) {
            return MeanReturns.span(20);
        }
    }

    @Nested
    class GeometricMean extends ExpectedReturnEstimatorContract {
        @Override
        protected ExpectedReturnEstimator estimator(Universe universe) {
            return MeanReturns.geometric();
        }

        @Override
        protected int degree() {
            return 0;
        }
    }

    @Nested
    class JamesSteinMean extends ExpectedReturnEstimatorContract {
        @Override
        protected ExpectedReturnEstimator estimator(Universe universe) {
            return JamesStein.towards(ReturnTarget.GRAND_MEAN);
        }
    }

    @Nested
    class Jorion extends ExpectedReturnEstimatorContract {
        @Override
        protected ExpectedReturnEstimator estimator(Universe universe) {
            return BayesStein.jorion();
        }
    }

    @Nested
    class BayesSteinOfShrunkCovariance extends ExpectedReturnEstimatorContract {
        @Override
        protected ExpectedReturnEstimator estimator(Universe universe) {
            return BayesStein.towards(ReturnTarget.GRAND_MEAN).withCovariance(LedoitWolf.constantCorrelation());
        }
    }

    @Nested
    class Optimal extends ExpectedReturnEstimatorContract {
        @Override
        protected ExpectedReturnEstimator estimator(Universe universe) {
            return BodnarOkhrinParolya.optimal();
        }
    }

    @Nested
    class Equilibrium extends ExpectedReturnEstimatorContract {
        @Override
        protected ExpectedReturnEstimator estimator(Universe universe) {
            return EquilibriumReturns.of(Weights.equal(universe), 2.5);
        }

        @Override
        protected int degree() {
            return 2;
        }
    }

    @Nested
    class Capm extends ExpectedReturnEstimatorContract {
        @Override
        protected ExpectedReturnEstimator estimator(Universe universe) {
            return CapmReturns.against(Weights.equal(universe));
        }
    }
}
