package io.trimtab.risk.model;

import io.trimtab.risk.testkit.GapPolicyContract;
import org.junit.jupiter.api.Nested;

/** The contract, for every policy. */
class GapPoliciesContractTest {
    @Nested
    class Refusing extends GapPolicyContract {
        @Override
        protected GapPolicy policy() {
            return GapPolicy.refuse();
        }

        @Override
        protected boolean allowsLateBeginnings() {
            return false;
        }
    }

    @Nested
    class CommonDates extends GapPolicyContract {
        @Override
        protected GapPolicy policy() {
            return GapPolicy.commonDates();
        }
    }

    @Nested
    class Pairwise extends GapPolicyContract {
        @Override
        protected GapPolicy policy() {
            return GapPolicy.pairwise(CovarianceRepair.nearest());
        }
    }

    @Nested
    class Gaussian extends GapPolicyContract {
        @Override
        protected GapPolicy policy() {
            return GapPolicy.gaussian();
        }

        /** Steps until the likelihood settles. */
        @Override
        protected double tolerance() {
            return 1e-6;
        }
    }

    @Nested
    class Unequal extends GapPolicyContract {
        @Override
        protected GapPolicy policy() {
            return GapPolicy.unequalHistories();
        }
    }
}
