package io.trimtab.optimizer.frontier;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.linear;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Objectives.utility;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.DenseRisk;
import io.trimtab.optimizer.Failed;
import io.trimtab.optimizer.Infeasible;
import io.trimtab.optimizer.NoOptimalPortfolioException;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.Unbounded;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.PanelCovariance;
import io.trimtab.risk.model.RiskModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Frontiers in closed form, at their edges, and against single solves. */
class EfficientFrontierTest {
    private static final Universe THREE = Universe.of("A", "B", "C");

    private static EfficientFrontier frontier(double[] mu, double[] s, Constraint... constraints) {
        Universe universe = DenseRisk.universe(mu.length);
        return EfficientFrontier.trace(ExpectedReturns.of(universe, mu), CovarianceMatrix.of(universe, s), constraints)
                .frontierOrThrow();
    }

    private static double[] diagonal(double... variances) {
        double[] s = new double[variances.length * variances.length];
        for (int j = 0; j < variances.length; j++) {
            s[j * variances.length + j] = variances[j];
        }
        return s;
    }

    // ---- closed forms

    /** Two uncorrelated assets: w2 = (s1 + t (m2 - m1)) / (s1 + s2), until it reaches 1. */
    @Test
    void twoUncorrelatedAssets() {
        EfficientFrontier two = frontier(new double[] {0.05, 0.10}, diagonal(0.01, 0.04), fullyInvested(), longOnly());
        assertThat(two.turningPointCount()).isEqualTo(3);
        assertThat(two.minimumRisk().weights().get(1)).isCloseTo(0.2, within(1e-15));
        assertThat(two.turningPoint(1).riskTolerance()).isCloseTo(0.8, within(1e-14));
        assertThat(two.maximumReturn().weights().toArray()).containsExactly(0, 1);
        assertThat(two.atRiskTolerance(0.4).weights().get(1)).isCloseTo(0.6, within(1e-14));
        assertThat(two.atRiskTolerance(0.4).riskTolerance()).isEqualTo(0.4);
        assertThat(two.atRiskTolerance(5).weights().get(1)).isEqualTo(1);
        assertThat(two.atReturn(0.08).weights().get(1)).isCloseTo(0.6, within(1e-14));
        assertThat(two.atReturn(0.08).riskTolerance()).isCloseTo(0.4, within(1e-14));
        assertThat(two.atReturn(0.01)).isEqualTo(two.minimumRisk());
        double volatility = Math.sqrt(0.16 * 0.01 + 0.36 * 0.04);
        assertThat(two.atVolatility(volatility).weights().get(1)).isCloseTo(0.6, within(1e-14));
        assertThat(two.atVolatility(9).weights().toArray()).containsExactly(0, 1);
        FrontierPoint best = two.maximumSharpe(0.02).pointOrThrow();
        double odds = (0.08 / 0.04) / (0.03 / 0.01);
        assertThat(best.weights().get(1)).isCloseTo(odds / (1 + odds), within(1e-14));
    }

    /**
     * Sharpe's kink: pure B is efficient for lambda from (S_BB - S_AB) / (m_B - m_A) = 1 to
     * (S_CB - S_BB) / (m_C - m_B) = 2.
     */
    @Test
    void atAKinkThePortfolioStaysWhileLambdaFalls() {
        EfficientFrontier kinked = frontier(
                new double[] {1, 2, 3}, new double[] {1.5, 1, 1, 1, 2, 4, 1, 4, 10}, fullyInvested(), longOnly());
        List<TurningPoint> points = kinked.turningPoints();
        assertThat(points).hasSize(5);
        assertThat(points.get(2).riskTolerance()).isCloseTo(2, within(1e-14));
        assertThat(points.get(3).riskTolerance()).isCloseTo(1, within(1e-14));
        assertThat(kinked.weightsAt(2).toArray()).containsExactly(0, 1, 0);
        assertThat(kinked.weightsAt(3).toArray()).containsExactly(0, 1, 0);
        assertThat(kinked.atRiskTolerance(1.5).weights().toArray()).containsExactly(0, 1, 0);
        assertThat(kinked.atReturn(2).weights().toArray()).containsExactly(0, 1, 0);
        assertThat(kinked.maximumSharpe(0.7).pointOrThrow().weights().toArray()).containsExactly(0, 1, 0);
        assertThat(points.get(1).changes())
                .containsExactly(new StateChange(
                        StateChange.Kind.ASSET, "A1", StateChange.Position.AT_LOWER, StateChange.Position.FREE));
    }

    /** Without bounds: w = a + t b, and the ratio's best is where t (m - rf) = v, if rf is below the least variance's m. */
    @Test
    void withoutBoundsTheFrontierGoesOnForEver() {
        EfficientFrontier free = frontier(new double[] {0.05, 0.10}, diagonal(0.01, 0.04), fullyInvested());
        assertThat(free.hasMaximumReturn()).isFalse();
        assertThat(free.turningPointCount()).isEqualTo(1);
        assertThat(free.minimumRisk().weights().get(1)).isCloseTo(0.2, within(1e-15));
        assertThat(free.atRiskTolerance(8).weights().get(1)).isCloseTo(8.2, within(1e-13));
        assertThat(free.atReturn(0.46).weights().get(1)).isCloseTo(8.2, within(1e-12));
        FrontierPoint far = free.atRiskTolerance(8);
        assertThat(far.expectedReturn()).isCloseTo(0.46, within(1e-13));
        assertThat(far.variance()).isCloseTo(7.2 * 7.2 * 0.01 + 8.2 * 8.2 * 0.04, within(1e-12));
        assertThat(free.atVolatility(far.volatility()).riskTolerance()).isCloseTo(8, within(1e-12));
        double odds = (0.08 / 0.04) / (0.03 / 0.01);
        assertThat(free.maximumSharpe(0.02).pointOrThrow().weights().get(1))
                .isCloseTo(odds / (1 + odds), within(1e-14));
        assertThat(free.maximumSharpe(0.07)).isInstanceOf(MaximumSharpe.NotAttained.class);
        assertThatIllegalStateException().isThrownBy(free::maximumReturn).withMessageContaining("bound");
        assertThatIllegalStateException()
                .isThrownBy(() -> free.maximumSharpe(0.07).pointOrThrow());
    }

    // ---- edges

    @Test
    void allReturnsEqualMakeTheFrontierOnePortfolio() {
        EfficientFrontier point =
                frontier(new double[] {0.07, 0.07, 0.07}, diagonal(0.01, 0.02, 0.04), fullyInvested(), longOnly());
        assertThat(point.turningPointCount()).isEqualTo(2);
        assertThat(point.maximumReturn().weights().get(0)).isCloseTo(4.0 / 7, within(1e-15));
        assertThat(point.minimumRisk().weights().get(0)).isCloseTo(4.0 / 7, within(1e-15));
        assertThat(point.maximumSharpe(0.07))
                .isEqualTo(new MaximumSharpe.NoneBeatsRiskFree(
                        0.07, point.maximumReturn().expectedReturn()));
        assertThat(point.maximumSharpe(0.01).pointOrThrow().weights().get(0)).isCloseTo(4.0 / 7, within(1e-15));
    }

    @Test
    void oneAssetIsItsOwnFrontier() {
        EfficientFrontier one = frontier(new double[] {0.03}, diagonal(0.04), fullyInvested(), longOnly());
        assertThat(one.minimumRisk().weights().toArray()).containsExactly(1);
        assertThat(one.maximumReturn().volatility()).isEqualTo(0.2);
        assertThat(one.sample(2)).hasSize(2);
    }

    @Test
    void lowerBoundsThatSumToTheBudgetLeaveOnePortfolio() {
        EfficientFrontier tight =
                frontier(new double[] {0.1, 0.2}, diagonal(0.01, 0.04), fullyInvested(), minWeight(0.5));
        assertThat(tight.maximumReturn().weights().toArray()).containsExactly(0.5, 0.5);
        assertThat(tight.minimumRisk().weights().toArray()).containsExactly(0.5, 0.5);
    }

    /** Of the portfolios of highest return the first point is the least variant: equal parts of the two best. */
    @Test
    void theFirstPointIsTheLeastVariantOfHighestReturn() {
        EfficientFrontier tied =
                frontier(new double[] {0.1, 0.2, 0.2}, diagonal(0.01, 0.04, 0.04), fullyInvested(), longOnly());
        assertThat(tied.maximumReturn().weights().toArray()).containsExactly(0, 0.5, 0.5);
    }

    /** Of the portfolios without risk the last point has the highest return. */
    @Test
    void theLastPointIsTheBestOfLeastVariance() {
        EfficientFrontier riskless =
                frontier(new double[] {0.01, 0.02, 0.2}, diagonal(0, 0, 0.04), fullyInvested(), longOnly());
        assertThat(riskless.minimumRisk().weights().toArray()).containsExactly(0, 1, 0);
        assertThat(riskless.maximumSharpe(0.01)).isEqualTo(new MaximumSharpe.NotAttained(Double.POSITIVE_INFINITY));
        FrontierPoint onTheLine = riskless.maximumSharpe(0.02).pointOrThrow();
        assertThat(onTheLine.weights().toArray()).containsExactly(0, 0, 1);
    }

    @Test
    void copiesOfAnAssetChangeNeitherReturnNorVariance() {
        SplittableRandom random = new SplittableRandom(5);
        double[] mu = random.doubles(8, 0, 0.2).toArray();
        double[] s = covariance(random, 8, 12);
        double[] twice = new double[16];
        double[] doubled = new double[256];
        for (int i = 0; i < 16; i++) {
            twice[i] = mu[i / 2];
            for (int j = 0; j < 16; j++) {
                doubled[i * 16 + j] = s[(i / 2) * 8 + j / 2];
            }
        }
        EfficientFrontier single = frontier(mu, s, fullyInvested(), longOnly());
        EfficientFrontier copied = frontier(twice, doubled, fullyInvested(), longOnly());
        sameCurve(single, copied, 1, 1);
    }

    /** Multiplying returns by a and covariances by b multiplies lambda by b / a and changes no weights. */
    @Test
    void theUnitOfTheDataDoesNotMatter() {
        SplittableRandom random = new SplittableRandom(6);
        double[] mu = random.doubles(12, -0.1, 0.2).toArray();
        double[] s = covariance(random, 12, 20);
        EfficientFrontier reference = frontier(mu, s, fullyInvested(), longOnly(), maxWeight(0.3));
        for (double a : new double[] {1e-8, 1e8}) {
            for (double b : new double[] {1e-8, 1e8}) {
                double[] scaledMu = mu.clone();
                double[] scaledS = s.clone();
                for (int j = 0; j < mu.length; j++) {
                    scaledMu[j] *= a;
                }
                for (int j = 0; j < s.length; j++) {
                    scaledS[j] *= b;
                }
                EfficientFrontier scaled = frontier(scaledMu, scaledS, fullyInvested(), longOnly(), maxWeight(0.3));
                assertThat(scaled.turningPointCount()).isEqualTo(reference.turningPointCount());
                sameCurve(reference, scaled, a, b);
            }
        }
    }

    @Test
    void theOrderOfAssetsDoesNotMatter() {
        SplittableRandom random = new SplittableRandom(7);
        int n = 15;
        double[] mu = random.doubles(n, -0.1, 0.2).toArray();
        double[] s = covariance(random, n, 10);
        double[] reversedMu = new double[n];
        double[] reversed = new double[n * n];
        for (int i = 0; i < n; i++) {
            reversedMu[i] = mu[n - 1 - i];
            for (int j = 0; j < n; j++) {
                reversed[i * n + j] = s[(n - 1 - i) * n + n - 1 - j];
            }
        }
        EfficientFrontier forward = frontier(mu, s, fullyInvested(), longOnly());
        EfficientFrontier backward = frontier(reversedMu, reversed, fullyInvested(), longOnly());
        sameCurve(forward, backward, 1, 1);
    }

    private static void sameCurve(EfficientFrontier one, EfficientFrontier other, double a, double b) {
        double low = one.minimumRisk().expectedReturn();
        double high = one.maximumReturn().expectedReturn();
        for (int i = 0; i <= 20; i++) {
            double r = low + (high - low) * i / 20;
            double expected = b * one.atReturn(r).variance();
            assertThat(other.atReturn(a * r).variance()).isCloseTo(expected, within(1e-11 * expected));
        }
    }

    // ---- against single solves

    /** Forty random problems with groups and general rows, each at twelve lambdas, against the solver from nothing. */
    @Test
    void everyPortfolioIsTheOneASingleSolveFinds() {
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 5 + random.nextInt(40);
            Universe universe = DenseRisk.universe(n);
            ExpectedReturns mu =
                    ExpectedReturns.of(universe, random.doubles(n, -0.05, 0.2).toArray());
            RiskModel risk = CovarianceMatrix.of(universe, covariance(random, n, seed % 3 == 0 ? n / 2 : 2 * n));
            List<String> first = universe.ids().subList(0, n / 2);
            double[] beta = random.doubles(n, 0.5, 1.5).toArray();
            PortfolioProblem problem = PortfolioProblem.over(universe)
                    .subjectTo(
                            fullyInvested(),
                            seed % 2 == 0 ? longOnly() : minWeight(-0.1),
                            maxWeight(0.4),
                            group("first", first.toArray(new String[0])).between(0.2, 0.6),
                            linear("beta", Weights.of(universe, beta)).atMost(1.05));
            FrontierOutcome outcome = EfficientFrontier.trace(problem, mu, risk);
            assertThat(outcome).as("seed " + seed).isInstanceOf(EfficientFrontier.class);
            EfficientFrontier frontier = outcome.frontierOrThrow();
            assertThat(frontier.scaledKktResidual()).as("seed " + seed).isLessThan(1e-10);
            double most = 2 * frontier.turningPoint(1).riskTolerance();
            for (int i = 0; i < 12; i++) {
                double lambda = most * random.nextDouble() * random.nextDouble() * random.nextDouble();
                FrontierPoint point = frontier.atRiskTolerance(lambda);
                Optimal best =
                        problem.maximize(utility(mu, risk, 1 / lambda)).solve().optimalOrThrow();
                double ours = point.expectedReturn() - point.variance() / (2 * lambda);
                assertThat(ours).as("seed " + seed).isCloseTo(best.objective(), within(1e-11 + 1e-11 / lambda));
                assertThat(risk.volatility(point.weights())).isCloseTo(point.volatility(), within(1e-10));
                assertThat(mu.of(point.weights())).isCloseTo(point.expectedReturn(), within(1e-12));
                assertThat(frontier.atReturn(point.expectedReturn()).variance())
                        .isCloseTo(point.variance(), within(1e-11));
                assertThat(frontier.atVolatility(Math.max(
                                        point.volatility(),
                                        frontier.minimumRisk().volatility()))
                                .expectedReturn())
                        .isCloseTo(point.expectedReturn(), within(1e-7));
            }
            checkSharpe(frontier, random);
        }
    }

    /** The best of many sampled portfolios is no better, and not much worse. */
    private static void checkSharpe(EfficientFrontier frontier, SplittableRandom random) {
        double high = frontier.maximumReturn().expectedReturn();
        double riskFree = high - 0.3 * random.nextDouble();
        if (frontier.maximumSharpe(riskFree) instanceof MaximumSharpe.Tangency tangency) {
            double best = Double.NEGATIVE_INFINITY;
            for (FrontierPoint point : frontier.sample(2_000)) {
                best = Math.max(best, point.sharpeRatio(riskFree));
            }
            assertThat(tangency.ratio()).isBetween(best * (1 - 1e-12), best * 1.001 + 1e-12);
        }
    }

    /** Factor models and panels, also of fewer days than assets, give the frontier of the matrix they stand for. */
    @Test
    void theFormOfTheRiskModelDoesNotMatter() {
        for (int seed = 0; seed < 6; seed++) {
            SplittableRandom random = new SplittableRandom(100 + seed);
            int n = 60;
            Universe universe = DenseRisk.universe(n);
            ExpectedReturns mu =
                    ExpectedReturns.of(universe, random.doubles(n, -0.05, 0.2).toArray());
            double[][] exposures = new double[n][];
            for (int j = 0; j < n; j++) {
                exposures[j] = random.doubles(3, -0.2, 1.2).toArray();
            }
            RiskModel factors = FactorCovariance.of(
                    universe,
                    CovarianceMatrix.of(Universe.of("market", "value", "size"), diagonal(0.04, 0.01, 0.005)),
                    exposures,
                    random.doubles(n, 0.01, 0.1).toArray());
            int days = seed % 2 == 0 ? 40 : 150;
            List<LocalDate> dates = new ArrayList<>();
            for (int t = 0; t < days; t++) {
                dates.add(LocalDate.of(2024, 1, 1).plusDays(t));
            }
            RiskModel panel = PanelCovariance.of(ReturnPanel.of(
                    universe, dates, random.doubles((long) n * days, -0.1, 0.1).toArray()));
            sameAsDense(mu, factors, 1e-10);
            sameAsDense(mu, panel, 1e-10);
        }
    }

    private static void sameAsDense(ExpectedReturns mu, RiskModel risk, double tolerance) {
        int n = mu.universe().size();
        double[] s = new double[n * n];
        for (int j = 0; j < n; j++) {
            risk.columnInto(j, s, j * n);
        }
        EfficientFrontier dense = EfficientFrontier.trace(
                        mu, new DenseRisk(n, s), fullyInvested(), longOnly(), maxWeight(0.2))
                .frontierOrThrow();
        EfficientFrontier structured = EfficientFrontier.trace(mu, risk, fullyInvested(), longOnly(), maxWeight(0.2))
                .frontierOrThrow();
        assertThat(structured.scaledKktResidual()).isLessThan(1e-10);
        double high = dense.maximumReturn().expectedReturn();
        double low = dense.minimumRisk().expectedReturn();
        double size = dense.maximumReturn().variance();
        for (int i = 0; i <= 20; i++) {
            double r = low + (high - low) * i / 20;
            assertThat(structured
                            .atReturn(Math.min(r, structured.maximumReturn().expectedReturn()))
                            .variance())
                    .isCloseTo(dense.atReturn(r).variance(), within(tolerance * size));
        }
    }

    @Test
    void theCurveIsConvexAndRises() {
        SplittableRandom random = new SplittableRandom(11);
        EfficientFrontier curve =
                frontier(random.doubles(30, 0, 0.2).toArray(), covariance(random, 30, 40), fullyInvested(), longOnly());
        List<FrontierPoint> points = curve.sample(500);
        for (int i = 1; i < points.size() - 1; i++) {
            FrontierPoint below = points.get(i - 1);
            FrontierPoint here = points.get(i);
            FrontierPoint above = points.get(i + 1);
            assertThat(here.expectedReturn()).isGreaterThan(below.expectedReturn());
            assertThat(here.variance()).isGreaterThan(below.variance());
            double middle = (below.variance() + above.variance()) / 2;
            assertThat(here.variance()).isLessThanOrEqualTo(middle * (1 + 1e-12));
        }
    }

    @Test
    void theFormsWithoutAllocationGiveTheSameWeights() {
        EfficientFrontier three =
                frontier(new double[] {0.04, 0.09, 0.12}, diagonal(0.01, 0.04, 0.09), fullyInvested(), longOnly());
        double[] w = new double[3];
        three.weightsAtReturnInto(0.1, w);
        assertThat(w).isEqualTo(three.atReturn(0.1).weights().toArray());
        three.weightsAtVolatilityInto(0.15, w);
        assertThat(w).isEqualTo(three.atVolatility(0.15).weights().toArray());
        three.weightsAtRiskToleranceInto(0.3, w);
        assertThat(w).isEqualTo(three.atRiskTolerance(0.3).weights().toArray());
    }

    // ---- rows

    @Test
    void aTurningPointNamesTheConstraintThatBinds() {
        Universe universe = DenseRisk.universe(3);
        EfficientFrontier capped = EfficientFrontier.trace(
                        ExpectedReturns.of(universe, 0.05, 0.10, 0.12),
                        CovarianceMatrix.of(universe, diagonal(0.01, 0.04, 0.04)),
                        fullyInvested(),
                        longOnly(),
                        group("growth", "A1", "A2").atMost(0.5))
                .frontierOrThrow();
        List<StateChange> changes = new ArrayList<>();
        for (TurningPoint point : capped.turningPoints()) {
            changes.addAll(point.changes());
        }
        assertThat(changes)
                .contains(new StateChange(
                        StateChange.Kind.CONSTRAINT,
                        "growth",
                        StateChange.Position.AT_UPPER,
                        StateChange.Position.FREE));
        assertThat(capped.maximumReturn().weights().toArray()).containsExactly(0.5, 0, 0.5);
    }

    // ---- no frontier

    @Test
    void contradictionsAreAnOutcomeWithItsConflict() {
        FrontierOutcome outcome = EfficientFrontier.trace(
                ExpectedReturns.of(THREE, 1, 2, 3),
                CovarianceMatrix.of(THREE, diagonal(1, 1, 1)),
                fullyInvested(),
                longOnly(),
                maxWeight(0.2));
        assertThat(outcome).isInstanceOf(NoFrontier.class);
        assertThat(((NoFrontier) outcome).reason()).isInstanceOf(Infeasible.class);
        assertThat(outcome.message()).contains("max weight");
        assertThatThrownBy(outcome::frontierOrThrow).isInstanceOf(NoOptimalPortfolioException.class);
        FrontierOutcome crossed = EfficientFrontier.trace(
                ExpectedReturns.of(THREE, 1, 2, 3),
                CovarianceMatrix.of(THREE, diagonal(1, 1, 1)),
                minWeight(0.5),
                maxWeight(0.2));
        assertThat(((NoFrontier) crossed).reason()).isInstanceOf(Infeasible.class);
    }

    @Test
    void returnWithoutRiskAndWithoutEndIsAnOutcome() {
        FrontierOutcome outcome = EfficientFrontier.trace(
                ExpectedReturns.of(THREE, 0.01, 0.02, 0.2),
                CovarianceMatrix.of(THREE, diagonal(0, 0, 1)),
                fullyInvested());
        assertThat(((NoFrontier) outcome).reason()).isInstanceOf(Unbounded.class);
    }

    @Test
    void aLimitIsAnOutcome() {
        PortfolioProblem problem = PortfolioProblem.over(THREE)
                .subjectTo(fullyInvested(), longOnly())
                .iterationLimit(0);
        FrontierOutcome outcome = EfficientFrontier.trace(
                problem, ExpectedReturns.of(THREE, 1, 2, 3), CovarianceMatrix.of(THREE, diagonal(1, 1, 1)));
        assertThat(((NoFrontier) outcome).reason()).isInstanceOf(Failed.class);
        assertThat(outcome.message()).contains("limit");
    }

    @Test
    @SuppressWarnings("NullAway") // what is refused is null
    void misuseIsRefused() {
        EfficientFrontier two = frontier(new double[] {0.05, 0.10}, diagonal(0.01, 0.04), fullyInvested(), longOnly());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.atReturn(0.11))
                .withMessageContaining("0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> two.atReturn(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.atVolatility(0.08))
                .withMessageContaining("0.089");
        assertThatIllegalArgumentException().isThrownBy(() -> two.atVolatility(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> two.atVolatility(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> two.atRiskTolerance(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> two.atRiskTolerance(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> two.maximumSharpe(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> two.sample(1));
        assertThatIllegalArgumentException().isThrownBy(() -> two.weightsAtReturnInto(0.06, new double[3]));
        assertThatThrownBy(() -> two.weightsAt(3)).isInstanceOf(RuntimeException.class);
        ExpectedReturns mu = ExpectedReturns.of(THREE, 1, 2, 3);
        RiskModel risk = CovarianceMatrix.of(DenseRisk.universe(3), diagonal(1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> EfficientFrontier.trace(mu, risk, fullyInvested()));
        assertThatThrownBy(() -> EfficientFrontier.trace((ExpectedReturns) null, risk))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("expectedReturns");
        assertThatThrownBy(() -> EfficientFrontier.trace(mu, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("riskModel");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoFrontier(PortfolioProblem.over(THREE)
                        .minimize(
                                io.trimtab.optimizer.Objectives.variance(CovarianceMatrix.of(THREE, diagonal(1, 1, 1))))
                        .subjectTo(fullyInvested(), bounds("A", 0, 1))
                        .solve()));
    }

    private static double[] covariance(SplittableRandom random, int n, int periods) {
        double[][] r = new double[n][periods];
        double[] market = random.doubles(periods, -0.05, 0.05).toArray();
        for (double[] row : r) {
            double beta = 0.5 + random.nextDouble();
            for (int t = 0; t < periods; t++) {
                row[t] = beta * market[t] + 0.2 * (random.nextDouble() - 0.5);
            }
        }
        double[] s = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int t = 0; t < periods; t++) {
                    sum = Math.fma(r[i][t], r[j][t], sum);
                }
                s[i * n + j] = sum / periods;
                s[j * n + i] = s[i * n + j];
            }
        }
        return s;
    }
}
