package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.optimizer.DenseRisk;
import org.junit.jupiter.api.Test;

/** A direction without end is believed only if every one of its conditions holds. */
class RecessionTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** Two perfectly correlated assets: long one, short the other has no risk. */
    private static ProgramBuilder pair() {
        return QuadraticProgram.builder(new DenseRisk(2, new double[] {1, 1, 1, 1}))
                .linear(new double[] {-0.03, -0.01})
                .row(new double[] {1, 1}, 1, 1);
    }

    @Test
    void aHedgeThatEarnsIsWithoutEndAndIsScaledToOne() {
        double[] ray = {5, -5};
        assertThat(Recession.rate(pair().build(), ray)).isEqualTo(0.03 - 0.01);
        assertThat(ray).containsExactly(1, -1);
    }

    @Test
    void whatLosesMeetsABoundARowOrRiskIsNot() {
        assertThat(Recession.rate(pair().build(), new double[] {-1, 1})).isNaN();
        assertThat(Recession.rate(pair().build(), new double[] {1, 0})).isNaN();
        assertThat(Recession.rate(pair().build(), new double[2])).isNaN();
        double[] open = {-INFINITY, -INFINITY};
        assertThat(Recession.rate(
                        pair().bounds(open, new double[] {9, INFINITY}).build(), new double[] {1, -1}))
                .isNaN();
        assertThat(Recession.rate(pair().row(new double[] {1, 0}, -INFINITY, 3).build(), new double[] {1, -1}))
                .isNaN();
        assertThat(Recession.rate(pair().row(new double[] {1, 0}, 3, INFINITY).build(), new double[] {1, -1}))
                .isPositive();
        ProgramBuilder risky = QuadraticProgram.builder(new DenseRisk(2, new double[] {1, 0.999, 0.999, 1}))
                .linear(new double[] {-0.03, -0.01});
        assertThat(Recession.rate(risky.build(), new double[] {1, -1})).isNaN();
    }

    @Test
    void costsThatEatTheGainEndIt() {
        double[] here = {0};
        double[] cheap = {-0.005, 0.005};
        double[] dear = {-0.01, 0.01};
        assertThat(Recession.rate(
                        pair().kinks(0, here, cheap).kinks(1, here, cheap).build(), new double[] {1, -1}))
                .isBetween(0.00999999, 0.01000001);
        assertThat(Recession.rate(
                        pair().kinks(0, here, dear).kinks(1, here, dear).build(), new double[] {1, -1}))
                .isNaN();
    }
}
