package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.budget;
import static io.trimtab.optimizer.Constraints.largest;
import static io.trimtab.optimizer.Constraints.largestAbsolute;
import static io.trimtab.optimizer.Constraints.largestLong;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What counts among the largest weights where some are negative; linear problems with answers by hand. */
class ConcentrationTest {
    private final Universe universe = Universe.of("A", "B", "C");
    private final PortfolioProblem problem = PortfolioProblem.over(universe)
            .maximize(expectedReturns(ExpectedReturns.of(universe, 0.10, 0.02, -0.08)))
            .subjectTo(minWeight(-1), maxWeight(1));

    private double[] under(Constraint... constraints) {
        return problem.subjectTo(constraints).solve().optimalOrThrow().weights().toArray();
    }

    /** A 1, C -1: a signed sum of the three is what B may be bought for. */
    @Test
    void signedWeightsLetShortPositionsPayForLongOnes() {
        assertThat(under(largest(3).atMost(0.5))).containsExactly(new double[] {1, 0.5, -1}, within(1e-12));
        assertThat(under(largest(2).atMost(0.5))).containsExactly(new double[] {1, -0.5, -1}, within(1e-12));
    }

    @Test
    void longPositionsCountWithoutTheShortOnes() {
        assertThat(under(largestLong(3).atMost(0.5))).containsExactly(new double[] {0.5, 0, -1}, within(1e-12));
        assertThat(under(largestLong(2).atMost(1.25))).containsExactly(new double[] {1, 0.25, -1}, within(1e-12));
        assertThat(under(largestLong(1).atMost(0), budget(-1).named("net")))
                .containsExactly(new double[] {0, 0, -1}, within(1e-12));
    }

    @Test
    void absolutePositionsCountShortOnesLikeLongOnes() {
        assertThat(under(largestAbsolute(1).atMost(0.5))).containsExactly(new double[] {0.5, 0.5, -0.5}, within(1e-12));
        assertThat(under(largestAbsolute(2).atMost(1.2))).containsExactly(new double[] {1, 0.2, -0.2}, within(1e-12));
        assertThat(under(largestAbsolute(3).atMost(1.5))).containsExactly(new double[] {1, 0, -0.5}, within(1e-12));
    }

    @Test
    void aSumOfSizesIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> largestAbsolute(2).atMost(-0.1))
                .withMessageContaining("limit of \"largest absolute 2\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.subjectTo(largestLong(4).atMost(1)))
                .withMessageContaining("at most the number of assets, 3, was 4");
    }

    @Test
    void thePriceIsByName() {
        Optimal best = problem.subjectTo(largestAbsolute(3).atMost(1.5)).solve().optimalOrThrow();
        assertThat(best.shadowPrice("largest absolute 3")).isCloseTo(0.08, within(1e-12));
        assertThat(Objects.requireNonNull(best.activities().get("largest absolute 3"))
                        .value())
                .isCloseTo(1.5, within(1e-12));
    }
}
