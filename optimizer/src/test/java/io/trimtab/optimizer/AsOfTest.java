package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.soft;
import static io.trimtab.optimizer.Constraints.volatility;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.sharpeRatio;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.model.PanelCovariance;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.model.RiskModels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The date an optimum is of: that of its covariances, or the one it was told. */
@SuppressWarnings("NullAway") // null is asked on purpose
class AsOfTest {
    private static final Universe TWO = Universe.of("A", "B");
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final LocalDate LAST = FIRST.plusDays(29);
    private static final LocalDate LATER = LocalDate.of(2024, 6, 3);
    private static final CovarianceMatrix UNDATED = CovarianceMatrix.of(TWO, 0.04, 0.01, 0.01, 0.09);
    private static final ExpectedReturns MU = ExpectedReturns.of(TWO, 0.05, 0.08);

    private static ReturnPanel panel() {
        List<LocalDate> dates = new ArrayList<>();
        for (int t = 0; t < 30; t++) {
            dates.add(FIRST.plusDays(t));
        }
        return ReturnPanel.of(
                TWO, dates, new SplittableRandom(3).doubles(60, -0.02, 0.02).toArray());
    }

    private static PortfolioProblem over(Objective objective) {
        PortfolioProblem problem = PortfolioProblem.over(TWO).subjectTo(fullyInvested(), longOnly());
        return objective.sense() == Objective.Sense.MINIMIZE
                ? problem.minimize(objective)
                : problem.maximize(objective);
    }

    private static Optimal solved(PortfolioProblem problem) {
        return problem.solve().optimalOrThrow();
    }

    @Test
    void anEstimatedCovarianceIsOfThePanelsLastDate() {
        assertThat(solved(over(variance(LedoitWolf.identity().estimate(panel()))))
                        .asOf())
                .contains(LAST);
        assertThat(solved(over(variance(PanelCovariance.of(panel())))).asOf()).contains(LAST);
        assertThat(solved(over(sharpeRatio(MU, 0, PanelCovariance.of(panel())))).asOf())
                .contains(LAST);
    }

    @Test
    void whatIsDerivedFromACovarianceKeepsItsDate() {
        CovarianceMatrix matrix = UNDATED.withAsOf(LATER);
        PanelCovariance squares = PanelCovariance.of(panel());
        for (RiskModel derived : List.of(
                matrix.annualised(PeriodsPerYear.of(252)),
                matrix.correlation(),
                RiskModels.scaled(matrix, 2),
                RiskModels.withVolatilities(matrix, 0.1, 0.2),
                RiskModels.weightedSum(List.of(matrix, squares), 0.5, 0.5))) {
            assertThat(derived.asOf()).contains(LATER);
        }
        assertThat(squares.annualised(PeriodsPerYear.of(252)).asOf()).contains(LAST);
        assertThat(RiskModels.withDiagonal(squares, 0.1, 0.1).asOf()).contains(LAST);
        assertThat(RiskModels.weightedSum(List.of(squares, squares), 1, 2).asOf())
                .contains(LAST);
        assertThat(RiskModels.weightedSum(List.of(matrix, UNDATED), 1, 2).asOf())
                .isEmpty();
        assertThat(matrix).isEqualTo(UNDATED).isNotSameAs(UNDATED);
        assertThat(matrix.indefiniteness()).isEqualTo(UNDATED.indefiniteness());
    }

    @Test
    void ofSeveralCovariancesTheLatestCountsAndOneWithoutDateLeavesItOpen() {
        RiskModel early = PanelCovariance.of(panel());
        RiskModel late = UNDATED.withAsOf(LATER);
        assertThat(solved(over(variance(early)).subjectTo(volatility(late).atMost(1)))
                        .asOf())
                .contains(LATER);
        assertThat(solved(over(variance(late)).subjectTo(volatility(early).atMost(1)))
                        .asOf())
                .contains(LATER);
        assertThat(solved(over(variance(early)).subjectTo(volatility(UNDATED).atMost(1)))
                        .asOf())
                .isEmpty();
        assertThat(solved(over(variance(UNDATED))).asOf()).isEmpty();
        assertThat(solved(over(expectedReturns(MU))).asOf()).isEmpty();
    }

    @Test
    void whatTheProblemIsToldCountsAndStaysWithIt() {
        PortfolioProblem told = over(variance(PanelCovariance.of(panel()))).asOf(LATER);
        assertThat(solved(told).asOf()).contains(LATER);
        assertThat(solved(told.subjectTo(maxWeight(0.9)).iterationLimit(1000)).asOf())
                .contains(LATER);
        assertThat(solved(told.subjectTo(soft(maxWeight(0.4), 1))).asOf()).contains(LATER);
        assertThat(solved(over(variance(PanelCovariance.of(panel()))).subjectTo(soft(maxWeight(0.4), 1)))
                        .asOf())
                .contains(LAST);
        assertThatNullPointerException().isThrownBy(() -> told.asOf(null)).withMessage("date");
    }

    @Test
    void whatIsNoOptimumHasADateToo() {
        PortfolioProblem told = over(variance(PanelCovariance.of(panel())));
        Weights start = Weights.of(TWO, 0.1, 0.9);
        assertThat(told.warmStartedFrom(start).iterationLimit(0).solve())
                .isInstanceOfSatisfying(
                        Feasible.class, early -> assertThat(early.asOf()).contains(LAST));
        assertThat(told.warmStartedFrom(start).iterationLimit(0).asOf(LATER).solve())
                .isInstanceOfSatisfying(
                        Feasible.class, early -> assertThat(early.asOf()).contains(LATER));
        assertThat(PortfolioProblem.over(TWO)
                        .maximize(expectedReturns(MU))
                        .asOf(LATER)
                        .solve())
                .isInstanceOfSatisfying(
                        Unbounded.class, endless -> assertThat(endless.asOf()).contains(LATER));
    }
}
