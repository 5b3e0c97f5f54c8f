package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.StandardNormal;
import io.trimtab.risk.validation.LossDistribution;
import org.junit.jupiter.api.Test;

class StudentDistributionTest {
    /** Values by the finite sums for even nu in forty digits, and Cauchy's distribution and the one of two degrees of freedom in closed form. */
    @Test
    void knownQuantilesAreOurs() {
        assertThat(StudentDistribution.of(4).exceededWith(0.01)).isCloseTo(3.746947387979197, within(1e-13));
        assertThat(StudentDistribution.of(10).exceededWith(0.025)).isCloseTo(2.2281388519862735, within(1e-13));
        for (double tail : new double[] {0.4, 0.1, 0.01, 1e-6, 1e-12}) {
            double cauchy = 1 / StrictMath.tan(Math.PI * tail);
            assertThat(StudentDistribution.of(1).exceededWith(tail)).isCloseTo(cauchy, within(1e-9 * cauchy));
            double two = (1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail));
            assertThat(StudentDistribution.of(2).exceededWith(tail)).isCloseTo(two, within(1e-11 * two));
            assertThat(StudentDistribution.of(2).density(two))
                    .isCloseTo(StrictMath.pow(2 + two * two, -1.5), within(1e-13));
        }
        assertThat(StudentDistribution.of(7).quantile(0.5)).isZero();
    }

    /** The density is the slope of the distribution, and quantiles are its inverse, on both sides of each change of formula. */
    @Test
    void densityDistributionAndQuantileAgree() {
        for (double nu : new double[] {1.01, 3, 30, 199, 201, 1e4, 9.9e5, 1.01e6, 1e9}) {
            StudentDistribution t = StudentDistribution.of(nu);
            for (double tail : new double[] {0.3, 0.05, 0.01, 1e-4, 1e-8}) {
                double q = t.quantile(tail);
                assertThat(t.cumulative(q)).isCloseTo(tail, within(1e-9 * tail));
                double h = 1e-3 * Math.abs(q);
                double slope = (8 * (t.cumulative(q + h) - t.cumulative(q - h))
                                - (t.cumulative(q + 2 * h) - t.cumulative(q - 2 * h)))
                        / (12 * h);
                // tolerance: differences of fourth order
                assertThat(t.density(q)).as("nu %s, tail %s", nu, tail).isCloseTo(slope, within(1e-7 * slope));
            }
        }
    }

    /** With very many degrees of freedom it is the normal distribution but for a part of 1 / nu, which the expansion gives. */
    @Test
    void manyDegreesOfFreedomAreNearlyNormal() {
        for (double nu : new double[] {1e6, 1e7, 1e9, 1e12, 1e15, 1e300}) {
            StudentDistribution t = StudentDistribution.of(nu);
            for (double tail : new double[] {0.4, 0.05, 0.01, 1e-6, 1e-12, 1e-300}) {
                double z = -StandardNormal.quantile(tail);
                double first = z + (z * z * z + z) / (4 * nu);
                assertThat(t.exceededWith(tail))
                        .isCloseTo(first, within(1e-15 * z + (z + StrictMath.pow(z, 5)) / (nu * nu)));
            }
            assertThat(t.density(1)).isCloseTo(StandardNormal.density(1), within(1 / nu + 1e-16));
            assertThat(t.cumulative(1)).isCloseTo(StandardNormal.cumulative(1), within(1 / nu + 1e-16));
            assertThat(t.cumulative(-1e200)).isZero();
            assertThat(t.density(1e200)).isZero();
        }
    }

    /** Measures and forecasts with 1e12 degrees of freedom were wrong by 0.3%, with 1e15 by 160%, and with 1e300 there was none. */
    @Test
    void tailsOfManyDegreesOfFreedomAreThoseOfTheNormalDistribution() {
        double[] returns = {-0.02, 0.01, -0.01, 0.02};
        for (double nu : new double[] {1e9, 1e12, 1e15, 1e300}) {
            for (double level : new double[] {0.9, 0.99, 0.999999}) {
                Confidence c = Confidence.of(level);
                double es = ExpectedShortfall.gaussian(c, DegreesOfFreedom.POPULATION)
                        .of(returns);
                double var =
                        ValueAtRisk.gaussian(c, DegreesOfFreedom.POPULATION).of(returns);
                double close = 20 / nu + 1e-14;
                assertThat(ExpectedShortfall.studentT(c, nu, DegreesOfFreedom.POPULATION)
                                .of(returns))
                        .isCloseTo(es, within(close));
                assertThat(ValueAtRisk.studentT(c, nu, DegreesOfFreedom.POPULATION)
                                .of(returns))
                        .isCloseTo(var, within(close));
                LossDistribution loss = LossDistribution.studentT(0, 1, nu);
                LossDistribution normal = LossDistribution.normal(0, 1);
                assertThat(loss.expectedShortfall(c)).isCloseTo(normal.expectedShortfall(c), within(100 * close));
                assertThat(loss.valueAtRisk(c)).isCloseTo(normal.valueAtRisk(c), within(100 * close));
                assertThat(loss.cumulative(2)).isCloseTo(normal.cumulative(2), within(close));
            }
        }
    }

    @Test
    void badInputIsRefusedByName() {
        StudentDistribution t = StudentDistribution.of(3);
        assertThatThrownBy(() -> StudentDistribution.of(0)).hasMessageContaining("nu");
        assertThatThrownBy(() -> StudentDistribution.of(Double.NaN)).hasMessageContaining("nu");
        assertThatThrownBy(() -> t.quantile(1)).hasMessageContaining("probability");
        assertThatThrownBy(() -> t.exceededWith(Double.NaN)).hasMessageContaining("tail");
        assertThatThrownBy(() -> t.cumulative(Double.NaN)).hasMessageContaining("t must be finite");
        assertThatThrownBy(() -> t.density(Double.NaN)).hasMessageContaining("t must be finite");
        assertThat(t).isEqualTo(StudentDistribution.of(3)).hasSameHashCodeAs(StudentDistribution.of(3));
        assertThat(t).isNotEqualTo(StudentDistribution.of(4)).hasToString("StudentDistribution[nu 3]");
        assertThat(t.nu()).isEqualTo(3);
        for (LossDistribution loss : new LossDistribution[] {
            LossDistribution.studentT(0, 1, 3),
            LossDistribution.normal(0, 1),
            LossDistribution.empirical(new double[] {1, 2})
        }) {
            assertThatThrownBy(() -> loss.cumulative(Double.NaN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be a number");
            for (double bad : new double[] {0, 1, -1, 2, Double.NaN}) {
                assertThatThrownBy(() -> loss.quantile(bad)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
