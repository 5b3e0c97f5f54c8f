package io.trimtab.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

@SuppressWarnings("FloatingPointLiteralPrecision") // as published, digit by digit
class StandardNormalTest {
    /** Oracle: 30-digit arithmetic. Tolerance: the stated relative error. */
    @Test
    void theQuantileMatchesTables() {
        double[][] table = {
            {0.975, 1.9599639845400538556},
            {0.999, 3.0902323061678132778},
            {0.01, -2.3263478740408410931},
            {0.6, 0.25334710313579974132},
            {0.3, -0.52440051270804081597},
            {0.25, -0.6744897501960817432},
            {1e-10, -6.3613409024040561991},
            {1e-300, -37.047096299361199237}
        };
        for (double[] row : table) {
            assertThat(StandardNormal.quantile(row[0])).isCloseTo(row[1], within(1e-14 * Math.abs(row[1])));
        }
        // near 1/2 the probability itself has only nine digits beyond it
        assertThat(StandardNormal.quantile(0.5000001)).isCloseTo(2.5066282733116483012e-7, within(1e-16));
    }

    /** Oracle: 30-digit arithmetic. Tolerance: the stated relative error. */
    @Test
    void theCumulativeProbabilityMatchesTables() {
        double[][] table = {
            {-0.3, 0.38208857781104736693},
            {0.5, 0.69146246127401310364},
            {0.6745, 0.75000325713630083111},
            {1.0, 0.84134474606854294859},
            {3.0, 0.99865010196836990547},
            {-2.5, 0.006209665325776135167},
            {-5.6, 1.071759025831092932e-8},
            {-5.7, 5.9903714010635281878e-9},
            {-8, 6.2209605742717841235e-16},
            {-20, 2.7536241186062336951e-89},
            {-37, 5.7255712225245768227e-300}
        };
        for (double[] row : table) {
            assertThat(StandardNormal.cumulative(row[0])).isCloseTo(row[1], within(1e-14 * row[1]));
        }
        assertThat(StandardNormal.cumulative(0)).isEqualTo(0.5);
        assertThat(StandardNormal.cumulative(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(StandardNormal.cumulative(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(StandardNormal.cumulative(-50)).isZero();
        assertThat(StandardNormal.density(0)).isCloseTo(0.39894228040143268, within(1e-16));
        assertThat(StandardNormal.density(-2)).isCloseTo(0.053990966513188063, within(1e-16));
        assertThat(StandardNormal.density(Double.NEGATIVE_INFINITY)).isZero();
    }

    /** The quantile of a probability is where the cumulative probability is that, over 14 decades. */
    @Test
    void quantileAndCumulativeProbabilityAreInverse() {
        for (double p = 1e-14; p < 0.5; p *= 1.07) {
            assertThat(StandardNormal.cumulative(StandardNormal.quantile(p))).isCloseTo(p, within(2e-14 * p));
        }
    }

    @Test
    void theCumulativeProbabilityNeverFalls() {
        double last = 0;
        for (double x = -9; x < 9; x += 1.0 / 1024) {
            double p = StandardNormal.cumulative(x);
            assertThat(p).isGreaterThanOrEqualTo(last);
            last = p;
        }
    }

    @Test
    void theQuantileIsOddAboutOneHalf() {
        assertThat(StandardNormal.quantile(0.5)).isZero();
        assertThat(StandardNormal.quantile(0.25)).isEqualTo(-StandardNormal.quantile(0.75));
    }

    @Test
    void whatIsNoProbabilityInsideIsRefused() {
        for (double p : new double[] {0, 1, -0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> StandardNormal.quantile(p)).hasMessageContaining("p must be strictly within (0.0");
        }
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> StandardNormal.cumulative(Double.NaN)).hasMessage("x must be a number, was NaN");
        assertThatThrownBy(() -> StandardNormal.density(Double.NaN)).hasMessage("x must be a number, was NaN");
    }
}
