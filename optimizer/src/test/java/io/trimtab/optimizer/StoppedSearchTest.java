package io.trimtab.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** A search that a limit stops: what it returns is feasible, and the optimum is within the gap it states. */
class StoppedSearchTest {
    @Test
    void theOptimumIsWithinTheGapThatIsStated() {
        compareAll(NeighbourCase::new);
    }

    @Test
    void theSameWhereSomeBoundsAreSoft() {
        compareAll(NeighbourCase::soft);
    }

    private static void compareAll(LongFunction<NeighbourCase> make) {
        int stopped = 0;
        int bounded = 0;
        int tight = 0;
        for (int seed = 1; seed <= Campaign.tries(400, 6_000); seed++) {
            NeighbourCase one = make.apply(seed);
            PortfolioProblem problem = one.problem();
            if (!(problem.solve() instanceof Optimal best)) {
                continue;
            }
            for (int limit : new int[] {0, 1, 2, 3, 5, 8, 12, 20}) {
                PortfolioSolution early = problem.iterationLimit(limit).solve();
                if (early instanceof Feasible found) {
                    stopped++;
                    double value = one.objective(found.weights().toArray());
                    double room = 1e-7 * Math.abs(best.objective()) + 1e-9 * one.unit();
                    assertThat(one.violation(found.weights().toArray()))
                            .as("%d: %s", seed, one)
                            .isLessThan(1e-9);
                    assertThat(value)
                            .as("%d stopped after %d: %s", seed, limit, one)
                            .isCloseTo(found.objective(), within(room + 1e-7 * Math.abs(value)));
                    assertThat(best.objective() - found.objective())
                            .as("%d stopped after %d: %s", seed, limit, one)
                            .isLessThanOrEqualTo(found.gap() + room);
                    bounded += Double.isFinite(found.gap()) ? 1 : 0;
                    tight += found.gap() < 0.2 * Math.abs(best.objective()) ? 1 : 0;
                    assertThat(found.message())
                            .contains(
                                    Double.isFinite(found.gap())
                                            ? "betters by at most"
                                            : "nothing bounds the optimum yet");
                }
            }
        }
        assertThat(stopped).isGreaterThan(200);
        assertThat(bounded).as("of %d", stopped).isGreaterThan(stopped / 2);
        assertThat(tight).as("of %d", bounded).isGreaterThan(stopped / 20);
    }
}
