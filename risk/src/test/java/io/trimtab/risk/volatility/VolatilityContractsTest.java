package io.trimtab.risk.volatility;

import io.trimtab.risk.testkit.VolatilityModelContract;
import org.junit.jupiter.api.Nested;

class VolatilityContractsTest {
    @Nested
    class Garch extends VolatilityModelContract {
        @Override
        protected VolatilityModel model() {
            return GarchModel.garch();
        }
    }

    @Nested
    class GarchWithStudentT extends VolatilityModelContract {
        @Override
        protected VolatilityModel model() {
            return GarchModel.garch().withInnovations(Innovations.STUDENT_T).withMean(MeanEquation.ZERO);
        }
    }

    @Nested
    class TargetedGarch extends VolatilityModelContract {
        @Override
        protected VolatilityModel model() {
            return GarchModel.garch().withLevel(VarianceLevel.TARGETED);
        }
    }

    @Nested
    class Gjr extends VolatilityModelContract {
        @Override
        protected VolatilityModel model() {
            return GarchModel.gjr();
        }

        @Override
        protected boolean symmetric() {
            return false;
        }
    }

    @Nested
    class Egarch extends VolatilityModelContract {
        @Override
        protected VolatilityModel model() {
            return GarchModel.egarch();
        }

        @Override
        protected boolean symmetric() {
            return false;
        }
    }

    @Nested
    class Ewma extends VolatilityModelContract {
        @Override
        protected VolatilityModel model() {
            return EwmaVolatility.lambda(0.94);
        }
    }
}
