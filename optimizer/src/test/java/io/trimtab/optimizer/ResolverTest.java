package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.risk.model.ExpectedReturns;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResolverTest {
    /** Best known sum of objectives: fixtures/optimizer/problems/README.md. */
    @Test
    void aThousandForecastsGiveTheBestKnownSumOfObjectives() {
        ProblemFile file = ProblemFile.read("P6_n100");
        int n = 100;
        double lambda = file.scalar("lambda");
        double[] all = file.array("mus");
        DenseRisk risk = new DenseRisk(n, file.array("Sigma"));
        double[] mu = Arrays.copyOf(all, n);
        PortfolioProblem problem = PortfolioProblem.over(risk.universe())
                .maximize(utility(ExpectedReturns.of(risk.universe(), mu), risk, 1 / lambda))
                .subjectTo(fullyInvested(), longOnly(), maxWeight(file.scalar("cap")));
        Resolver resolver = problem.resolver();
        double[] w = new double[n];
        double[] product = new double[n];
        double sum = 0;
        for (int k = 0; k < 1000; k++) {
            mu = Arrays.copyOfRange(all, k * n, (k + 1) * n);
            assertThat(resolver.resolve(mu)).isEqualTo(Resolver.Outcome.OPTIMAL);
            assertThat(resolver.scaledKktResidual()).isLessThan(1e-12);
            resolver.weightsInto(w);
            risk.multiplyInto(w, product);
            for (int j = 0; j < n; j++) {
                sum += w[j] * (product[j] / 2 - lambda * mu[j]);
            }
            if (k % 250 == 0) {
                Optimal cold = problem.maximize(utility(ExpectedReturns.of(risk.universe(), mu), risk, 1 / lambda))
                        .solve()
                        .optimalOrThrow();
                assertThat(w).containsExactly(cold.weights().toArray(), within(1e-13));
            }
        }
        assertThat(sum).isCloseTo(-13.735310842, within(1e-9));
    }

    @Test
    void outcomesAreThoseOfTheProblem() {
        DenseRisk risk = new DenseRisk(2, new double[] {1, 0, 0, 0});
        ExpectedReturns mu = ExpectedReturns.of(risk.universe(), 0.1, 0.2);
        PortfolioProblem problem = PortfolioProblem.over(risk.universe())
                .maximize(utility(mu, risk, 1))
                .subjectTo(fullyInvested());
        assertThat(problem.without("fully invested").resolver().resolve()).isEqualTo(Resolver.Outcome.UNBOUNDED);
        PortfolioProblem bounded = problem.subjectTo(longOnly());
        assertThat(bounded.resolver().resolve()).isEqualTo(Resolver.Outcome.OPTIMAL);
        assertThat(bounded.subjectTo(maxWeight(0.3)).resolver().resolve()).isEqualTo(Resolver.Outcome.INFEASIBLE);
        assertThat(bounded.subjectTo(maxWeight(-0.3)).resolver().resolve()).isEqualTo(Resolver.Outcome.INFEASIBLE);
        assertThat(bounded.iterationLimit(0).resolver().resolve()).isEqualTo(Resolver.Outcome.FAILED);
        DenseRisk three = new DenseRisk(3, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        assertThat(PortfolioProblem.over(three.universe())
                        .minimize(variance(three))
                        .subjectTo(fullyInvested(), longOnly())
                        .iterationLimit(1)
                        .resolver()
                        .resolve())
                .isEqualTo(Resolver.Outcome.FEASIBLE);
        Resolver minimum = PortfolioProblem.over(risk.universe())
                .minimize(variance(risk))
                .subjectTo(fullyInvested(), minWeight(-1), maxWeight(2))
                .resolver();
        double[] w = new double[2];
        assertThat(minimum.resolve()).isEqualTo(Resolver.Outcome.OPTIMAL);
        assertThat(minimum.resolve()).isEqualTo(Resolver.Outcome.OPTIMAL);
        minimum.weightsInto(w);
        assertThat(w).containsExactly(0, 1);
    }
}
