package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.l2;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Factor models in users' problems: the same answers as their matrices, found by their factors. */
class FactorModelTest {
    private static final int N = 40;
    private static final Universe UNIVERSE = universe();

    private static Universe universe() {
        List<String> ids = new ArrayList<>();
        for (int j = 0; j < N; j++) {
            ids.add("A" + j);
        }
        return Universe.of(ids);
    }

    private static FactorCovariance model(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] b = new double[N][2];
        double[] d = new double[N];
        for (int j = 0; j < N; j++) {
            b[j][0] = 0.5 + random.nextDouble();
            b[j][1] = random.nextDouble() - 0.5;
            d[j] = 0.01 + 0.05 * random.nextDouble();
        }
        CovarianceMatrix omega = CovarianceMatrix.of(Universe.of("market", "value"), 0.04, 0.002, 0.002, 0.01);
        return FactorCovariance.of(UNIVERSE, omega, b, d);
    }

    private static CovarianceMatrix matrix(RiskModel model) {
        double[] flat = new double[N * N];
        for (int j = 0; j < N; j++) {
            model.columnInto(j, flat, j * N);
        }
        return CovarianceMatrix.of(UNIVERSE, flat);
    }

    private static Optimal solve(Objective objective) {
        return PortfolioProblem.over(UNIVERSE)
                .minimize(objective)
                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.1))
                .solve()
                .optimalOrThrow();
    }

    private static void assertSame(Objective structured, Objective dense) {
        Optimal ours = solve(structured);
        Optimal theirs = solve(dense);
        assertThat(ours.method()).startsWith("Newton's method on");
        assertThat(theirs.method()).doesNotStartWith("Newton");
        // the minimum is unique: D is at least a tenth of each variance
        assertThat(ours.weights().toArray()).containsExactly(theirs.weights().toArray(), within(1e-10));
        assertThat(ours.objective()).isCloseTo(theirs.objective(), within(1e-12 * theirs.objective()));
    }

    @Test
    void oneModelIsSolvedByItsFactors() {
        assertSame(variance(model(1)), variance(matrix(model(1))));
    }

    @Test
    void aPenaltyKeepsTheStructure() {
        assertSame(
                variance(model(1)).plus(l2(UNIVERSE, 0.02)),
                variance(matrix(model(1))).plus(l2(UNIVERSE, 0.02)));
    }

    @Test
    void twoModelsMakeOneStructure() {
        assertSame(
                variance(model(1)).plus(variance(model(2)).named("other").times(0.3)),
                variance(matrix(model(1)))
                        .plus(variance(matrix(model(2))).named("other").times(0.3)));
    }
}
