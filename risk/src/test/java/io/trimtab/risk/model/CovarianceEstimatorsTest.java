package io.trimtab.risk.model;

import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.CovarianceEstimatorContract;
import io.trimtab.risk.testkit.Panels;
import org.junit.jupiter.api.Nested;

/** The contract, for every estimator and every variant of it. */
class CovarianceEstimatorsTest {
    @Nested
    class SampleOverPeriods extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return SampleCovariance.with(DegreesOfFreedom.POPULATION);
        }
    }

    @Nested
    class SamplePanel extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return PanelCovariance::of;
        }
    }

    @Nested
    class ConstantCorrelation extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return LedoitWolf.constantCorrelation();
        }
    }

    @Nested
    class SingleFactor extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return LedoitWolf.singleFactor();
        }
    }

    @Nested
    class Identity extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return LedoitWolf.identity();
        }
    }

    @Nested
    class OracleApproximating extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return OracleApproximatingShrinkage.estimator();
        }
    }

    @Nested
    class Exponential extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return ExponentialCovariance.halfLife(30);
        }
    }

    @Nested
    class ExponentialAroundZero extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return ExponentialCovariance.decay(0.94).aroundZero().startedAtFirst();
        }

        @Override
        protected boolean ignoresTheLevelOfReturns() {
            return false;
        }
    }

    @Nested
    class ExponentialWithTwoHalfLives extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return ExponentialCovariance.halfLife(10).correlationHalfLife(60).with(DegreesOfFreedom.POPULATION);
        }
    }

    @Nested
    class ExponentialPanel extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return ExponentialCovariance.halfLife(30)::panel;
        }
    }

    @Nested
    class NeweyWest extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return NeweyWestCovariance.lags(3);
        }

        @Override
        protected int fewestPeriods(int assets) {
            return 4;
        }
    }

    @Nested
    class NeweyWestAutomatic extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return NeweyWestCovariance.automatic();
        }
    }

    @Nested
    class BelowZero extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return SemiCovariance.below(0);
        }

        @Override
        protected boolean ignoresTheLevelOfReturns() {
            return false;
        }
    }

    @Nested
    class BelowMean extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return SemiCovariance.belowMean().with(DegreesOfFreedom.SAMPLE);
        }
    }

    @Nested
    class Nonlinear extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return NonlinearShrinkage.analytical();
        }

        @Override
        protected int fewestPeriods(int assets) {
            return 13;
        }
    }

    @Nested
    class NonlinearOfCorrelation extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return NonlinearShrinkage.analytical().ofCorrelation();
        }

        @Override
        protected int fewestPeriods(int assets) {
            return 13;
        }
    }

    @Nested
    class QuadraticInverse extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return NonlinearShrinkage.quadraticInverse();
        }
    }

    @Nested
    class QuadraticInverseOfCorrelation extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return NonlinearShrinkage.quadraticInverse().ofCorrelation();
        }
    }

    @Nested
    class Components extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return PrincipalComponents.of(2);
        }
    }

    @Nested
    class ComponentsOfCorrelation extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return PrincipalComponents.explaining(0.7).ofCorrelation();
        }
    }

    @Nested
    class ConstantResidual extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return RandomMatrixDenoising.constantResidual();
        }
    }

    @Nested
    class ConstantResidualAsFactors extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return RandomMatrixDenoising.constantResidual().noise(RandomMatrixDenoising.NoiseVariance.WITHOUT_LARGEST)
                    ::factors;
        }
    }

    @Nested
    class TargetedShrinkage extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return RandomMatrixDenoising.targetedShrinkage(0.3);
        }
    }

    @Nested
    class Detoned extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return DetonedCovariance.of(SampleCovariance.unbiased());
        }
    }

    @Nested
    class Gerber extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return GerberCovariance.semidefinite();
        }

        @Override
        protected boolean ignoresTheLevelOfReturns() {
            return false;
        }
    }

    @Nested
    class GerberAtAHigherThreshold extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return GerberCovariance.semidefinite().threshold(0.9);
        }

        @Override
        protected boolean ignoresTheLevelOfReturns() {
            return false;
        }
    }

    @Nested
    class LocalGlobal extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return LocalGlobalCovariance.estimator();
        }
    }

    @Nested
    class RegressionOnFactors extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return FactorRegression.on(Panels.of(Universe.of("market", "value"), Panels.random(300, 2, 99)));
        }

        @Override
        protected int fewestPeriods(int assets) {
            return 4;
        }
    }

    @Nested
    class SparseInverse extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return GraphicalLasso.penalty(0.1);
        }

        /** The duality gap bounds the square of the distance to the optimum. */
        @Override
        protected double tolerance() {
            return 1e-5;
        }
    }

    @Nested
    class SparseInverseWithUniversalPenalty extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return GraphicalLasso.universal();
        }

        /** As above. */
        @Override
        protected double tolerance() {
            return 1e-5;
        }
    }

    @Nested
    class Robust extends CovarianceEstimatorContract {
        @Override
        protected RiskModelEstimator estimator() {
            return RobustCovariance.minimumDeterminant();
        }

        @Override
        protected int fewestPeriods(int assets) {
            return 2 * assets + 1;
        }

        /** Components of a permuted matrix, and distances in them. */
        @Override
        protected double tolerance() {
            return 1e-10;
        }
    }
}
