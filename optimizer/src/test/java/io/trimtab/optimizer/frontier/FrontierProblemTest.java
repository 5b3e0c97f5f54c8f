package io.trimtab.optimizer.frontier;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.grossExposure;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.minWeight;
import static io.trimtab.optimizer.Constraints.shortExposure;
import static io.trimtab.optimizer.Constraints.soft;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Objectives.borrowCost;
import static io.trimtab.optimizer.Objectives.expectedReturns;
import static io.trimtab.optimizer.Objectives.impactCosts;
import static io.trimtab.optimizer.Objectives.l2;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.quadraticCosts;
import static io.trimtab.optimizer.Objectives.sharpeRatio;
import static io.trimtab.optimizer.Objectives.trackingVariance;
import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.optimizer.Axis;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.Constraints;
import io.trimtab.optimizer.DenseRisk;
import io.trimtab.optimizer.NoOptimalPortfolioException;
import io.trimtab.optimizer.Objective;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.RiskModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Frontiers with costs, penalties, kinked rows and soft constraints: closed forms, single solves, refusals, limits. */
class FrontierProblemTest {
    private static final Universe TWO = DenseRisk.universe(2);
    private static final ExpectedReturns MU = ExpectedReturns.of(TWO, 0.05, 0.10);
    private static final RiskModel RISK = CovarianceMatrix.of(TWO, new double[] {0.01, 0, 0, 0.04});

    // ---- closed forms

    /**
     * Two uncorrelated assets, w = (1 - x, x), held x0 = 0.5, costs c = 1% of each trade, so 2c a unit of x. The slope of
     * half the variance is 0.05 x - 0.01 and that of the net return 0.05 - 0.02 above x0 and 0.05 + 0.02 below: the
     * portfolio rests at x0 while 0.015 lies between 0.03 lambda and 0.07 lambda.
     */
    @Test
    void aPortfolioRestsWhereTradingCostsMoreThanItBrings() {
        Weights held = Weights.of(TWO, 0.5, 0.5);
        EfficientFrontier net = FrontierProblem.of(
                        variance(RISK), expectedReturns(MU).plus(linearCosts(0.01, held)))
                .subjectTo(fullyInvested(), longOnly())
                .trace()
                .frontierOrThrow();
        assertThat(net.atRiskTolerance(0.015 / 0.05).weights().toArray()).containsExactly(0.5, 0.5);
        FrontierPoint resting = net.atRiskTolerance(0.3);
        assertThat(resting.costs()).isEqualTo(0);
        assertThat(resting.netReturn()).isCloseTo(0.075, within(1e-16));
        double[] turns = net.turningPoints().stream()
                .mapToDouble(TurningPoint::riskTolerance)
                .toArray();
        assertThat(turns).hasSize(5);
        assertThat(turns[1]).isCloseTo(0.04 / 0.03, within(1e-14));
        assertThat(turns[2]).isCloseTo(0.015 / 0.03, within(1e-14));
        assertThat(turns[3]).isCloseTo(0.015 / 0.07, within(1e-14));
        assertThat(net.turningPoint(3).changes())
                .contains(new StateChange(
                        StateChange.Kind.ASSET, "A0", StateChange.Position.RESTING, StateChange.Position.FREE));
        FrontierPoint bought = net.atRiskTolerance(1);
        assertThat(bought.weights().get(1)).isCloseTo(0.8, within(1e-14));
        assertThat(bought.expectedReturn()).isCloseTo(0.09, within(1e-15));
        assertThat(bought.costs()).isCloseTo(0.006, within(1e-15));
        assertThat(net.minimumRisk().weights().get(1)).isCloseTo(0.2, within(1e-15));
        assertThat(net.minimumRisk().netReturn()).isCloseTo(0.06 - 0.006, within(1e-15));
        assertThat(net.atReturn(0.084).weights().get(1)).isCloseTo(0.8, within(1e-13));
        assertThat(net.atVolatility(bought.volatility()).netReturn()).isCloseTo(0.084, within(1e-14));
    }

    /** The same costs on the side of risk weigh the same at every lambda: resting for |0.015 - 0.05 lambda| below c. */
    @Test
    void costsOnTheSideOfRiskDoNotScaleWithLambda() {
        Weights held = Weights.of(TWO, 0.5, 0.5);
        EfficientFrontier gross = FrontierProblem.of(variance(RISK).plus(linearCosts(0.01, held)), expectedReturns(MU))
                .subjectTo(fullyInvested(), longOnly())
                .trace()
                .frontierOrThrow();
        double[] turns = gross.turningPoints().stream()
                .mapToDouble(TurningPoint::riskTolerance)
                .toArray();
        assertThat(turns[turns.length - 3]).isCloseTo((0.015 + 0.01) / 0.05, within(1e-14));
        assertThat(turns[turns.length - 2]).isCloseTo((0.015 - 0.01) / 0.05, within(1e-14));
        FrontierPoint point = gross.atRiskTolerance(0.8);
        assertThat(point.costs()).isEqualTo(0);
        assertThat(point.risk() - point.variance())
                .isCloseTo(0.02 * (point.weights().get(1) - 0.5), within(1e-15));
        assertThat(gross.atRisk(point.risk()).riskTolerance()).isCloseTo(0.8, within(1e-12));
        assertThatIllegalStateException()
                .isThrownBy(() -> gross.maximumSharpe(0))
                .withMessageContaining("linear costs");
        assertThatIllegalStateException().isThrownBy(() -> gross.atVolatility(0.15));
    }

    /** x0 = 0.5 and a turnover of 0.3 in all leaves 0.35 <= x <= 0.65. */
    @Test
    void turnoverBendsTheEnds() {
        EfficientFrontier bounded = EfficientFrontier.trace(
                        MU,
                        RISK,
                        fullyInvested(),
                        longOnly(),
                        turnover(Weights.of(TWO, 0.5, 0.5)).atMost(0.3))
                .frontierOrThrow();
        assertThat(bounded.maximumReturn().weights().get(1)).isCloseTo(0.65, within(1e-15));
        assertThat(bounded.minimumRisk().weights().get(1)).isCloseTo(0.35, within(1e-15));
        assertThat(bounded.scaledKktResidual()).isLessThan(1e-12);
        assertThat(bounded.turningPointCount()).isEqualTo(4);
    }

    /** The tracking error is zero at the benchmark, which is where lambda = 0 leads. */
    @Test
    void aFrontierOfTrackingErrorEndsAtTheBenchmark() {
        Weights benchmark = Weights.of(TWO, 0.6, 0.4);
        EfficientFrontier active = FrontierProblem.of(trackingVariance(RISK, benchmark), expectedReturns(MU))
                .subjectTo(fullyInvested(), longOnly())
                .trace()
                .frontierOrThrow();
        assertThat(active.minimumRisk().weights().get(1)).isCloseTo(0.4, within(1e-15));
        assertThat(active.minimumRisk().risk()).isCloseTo(0, within(1e-17));
        FrontierPoint point = active.atRisk(0.05 * 0.01);
        assertThat(point.weights().get(1)).isCloseTo(0.5, within(1e-12));
        assertThat(point.variance()).isCloseTo(0.25 * 0.05, within(1e-15));
    }

    // ---- against single solves

    /** One random problem with everything that is offered. */
    private static final class Everything {
        final PortfolioProblem problem;
        final Objective risk;
        final Objective netReturn;
        final ExpectedReturns mu;
        final RiskModel model;
        final boolean ridge;
        final List<Objective> costs = new ArrayList<>();

        Everything(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 4 + random.nextInt(28);
            Universe universe = DenseRisk.universe(n);
            mu = ExpectedReturns.of(universe, random.doubles(n, -0.05, 0.2).toArray());
            double[][] exposures = new double[n][];
            for (int j = 0; j < n; j++) {
                exposures[j] = random.doubles(2, -0.2, 1.2).toArray();
            }
            model = FactorCovariance.of(
                    universe,
                    CovarianceMatrix.of(Universe.of("market", "value"), new double[] {0.04, 0.005, 0.005, 0.01}),
                    exposures,
                    random.doubles(n, 0.01, 0.1).toArray());
            Weights held = held(universe, random);
            ridge = random.nextInt(3) == 0;
            Objective cautious = variance(model);
            if (ridge) {
                cautious = random.nextBoolean()
                        ? cautious.plus(l2(universe, 0.02))
                        : cautious.plus(quadraticCosts(constant(universe, 0.05), held));
            }
            risk = cautious;
            Objective gain = expectedReturns(mu);
            if (random.nextInt(3) > 0) {
                costs.add(linearCosts(0.02 * random.nextDouble(), 0.02 * random.nextDouble(), held));
            }
            boolean shorts = random.nextBoolean();
            if (shorts) {
                costs.add(borrowCost(universe, 0.03 * random.nextDouble()));
            }
            for (Objective cost : costs) {
                gain = gain.plus(cost);
            }
            netReturn = gain;
            problem = PortfolioProblem.over(universe).subjectTo(constraints(random, universe, held, shorts));
        }

        private static List<Constraint> constraints(
                SplittableRandom random, Universe universe, Weights held, boolean shorts) {
            List<Constraint> all = new ArrayList<>();
            all.add(fullyInvested());
            all.add(shorts ? minWeight(-0.2) : longOnly());
            all.add(maxWeight(0.6));
            if (random.nextBoolean()) {
                all.add(turnover(held).atMost(0.2 + random.nextDouble()));
            }
            if (shorts && random.nextBoolean()) {
                all.add(grossExposure().atMost(1.2 + random.nextDouble()));
            }
            if (shorts && random.nextBoolean()) {
                all.add(shortExposure().atMost(0.3));
            }
            String[] first = universe.ids().subList(0, universe.size() / 2).toArray(new String[0]);
            if (random.nextBoolean()) {
                all.add(group("first", first).atMost(0.7));
            }
            return all;
        }

        private static Weights held(Universe universe, SplittableRandom random) {
            double[] w = random.doubles(universe.size(), 0, 1).toArray();
            double sum = 0;
            for (int j = 0; j < w.length; j++) {
                w[j] = random.nextInt(3) == 0 ? 0 : w[j];
                sum += w[j];
            }
            for (int j = 0; j < w.length; j++) {
                w[j] = sum > 0 ? w[j] / sum : 1.0 / w.length;
            }
            return Weights.of(universe, w);
        }

        static Weights constant(Universe universe, double x) {
            double[] all = new double[universe.size()];
            java.util.Arrays.fill(all, x);
            return Weights.of(universe, all);
        }
    }

    /**
     * Every frontier is certified, and at random risk tolerances no worse than a single solve from nothing by more than
     * 1e-11 of the objective's terms; its own numbers are those of its weights to 1e-12.
     */
    @Test
    void everyPortfolioIsTheOneASingleSolveFinds() {
        int tries = Campaign.tries(120, 3_000);
        int traced = 0;
        for (int seed = 0; seed < tries; seed++) {
            Everything all = new Everything(seed);
            FrontierOutcome outcome =
                    FrontierProblem.of(all.problem, all.risk, all.netReturn).trace();
            if (outcome instanceof NoFrontier none) {
                assertThat(none.reason()).as("seed " + seed).isInstanceOf(io.trimtab.optimizer.Infeasible.class);
                continue;
            }
            traced++;
            EfficientFrontier frontier = outcome.frontierOrThrow();
            assertThat(frontier.scaledKktResidual()).as("seed " + seed).isLessThan(1e-11);
            SplittableRandom random = new SplittableRandom(seed);
            double most = 2 * frontier.turningPoint(1).riskTolerance() + 0.1;
            for (int i = 0; i < 8; i++) {
                double lambda = most * random.nextDouble() * random.nextDouble() * random.nextDouble() + 1e-6;
                FrontierPoint point = frontier.atRiskTolerance(lambda);
                Optimal best = all.problem
                        .maximize(all.netReturn.plus(all.risk.times(1 / (2 * lambda))))
                        .solve()
                        .optimalOrThrow();
                double ours = point.netReturn() - point.risk() / (2 * lambda);
                assertThat(ours).as("seed " + seed).isCloseTo(best.objective(), within(1e-11 + 1e-12 / lambda));
                assertThat(all.mu.of(point.weights())).isCloseTo(point.expectedReturn(), within(1e-12));
                double volatility = all.model.volatility(point.weights());
                assertThat(volatility).isCloseTo(point.volatility(), within(1e-12));
                if (!all.ridge) {
                    assertThat(point.risk()).isCloseTo(volatility * volatility, within(1e-12));
                }
                assertThat(frontier.atReturn(point.netReturn()).risk()).isCloseTo(point.risk(), within(1e-10));
            }
        }
        assertThat(traced).isGreaterThan(tries / 2);
    }

    /** The portfolio of highest net Sharpe ratio is the one that a search over single solves finds, to 1e-9 of the ratio. */
    @Test
    void theHighestNetSharpeRatioIsThatOfASearch() {
        int compared = 0;
        for (int seed = 0; seed < 60; seed++) {
            Everything all = new Everything(seed);
            if (all.ridge) {
                continue;
            }
            FrontierOutcome outcome =
                    FrontierProblem.of(all.problem, all.risk, all.netReturn).trace();
            if (!(outcome instanceof EfficientFrontier frontier)) {
                continue;
            }
            double riskFree = 0.01;
            if (frontier.maximumSharpe(riskFree) instanceof MaximumSharpe.Tangency best) {
                Objective ratio = sharpeRatio(all.mu, riskFree, all.model);
                for (Objective cost : all.costs) {
                    ratio = ratio.plus(cost);
                }
                Optimal searched = all.problem.maximize(ratio).solve().optimalOrThrow();
                assertThat(best.ratio()).as("seed " + seed).isCloseTo(searched.objective(), within(1e-9));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10);
    }

    // ---- soft constraints

    /** x <= 0.5 at a price of 0.02 a unit of variance: the slope of the variance is 0.1 x - 0.02 on the way. */
    @Test
    void aSoftBoundIsExceededWhereThatPays() {
        EfficientFrontier soft = EfficientFrontier.trace(
                        MU,
                        RISK,
                        fullyInvested(),
                        longOnly(),
                        soft(group("second", "A1").atMost(0.5), 0.02))
                .frontierOrThrow();
        // half of (0.05 x^2 - 0.02 x + ...) against lambda 0.05 x: x = 0.2 + lambda until 0.5, then 0.2 more of lambda
        assertThat(soft.atRiskTolerance(0.3).weights().get(1)).isCloseTo(0.5, within(1e-14));
        assertThat(soft.atRiskTolerance(0.45).weights().get(1)).isCloseTo(0.5, within(1e-14));
        FrontierPoint beyond = soft.atRiskTolerance(0.7);
        assertThat(beyond.weights().get(1)).isCloseTo(0.7, within(1e-13));
        assertThat(beyond.softSlacks()).hasSize(1);
        assertThat(beyond.softSlacks().get(0).constraint()).isEqualTo("second");
        assertThat(beyond.softSlacks().get(0).slack()).isCloseTo(0.2, within(1e-13));
        assertThat(beyond.risk() - beyond.variance()).isCloseTo(0.2 * 0.02, within(1e-15));
        List<StateChange> changes = new ArrayList<>();
        soft.turningPoints().forEach(point -> changes.addAll(point.changes()));
        assertThat(changes)
                .contains(new StateChange(
                        StateChange.Kind.SLACK, "second", StateChange.Position.FREE, StateChange.Position.RESTING));
        assertThat(soft.scaledKktResidual()).isLessThan(1e-12);
        double[] w = new double[2];
        soft.weightsAtRiskToleranceInto(0.7, w);
        assertThat(w).isEqualTo(beyond.weights().toArray());
    }

    /** Priced in return at 0.02 a unit: the net return rises by 0.03 instead of 0.05 beyond the bound. */
    @Test
    void aSoftBoundMayBePricedInReturn() {
        EfficientFrontier soft = FrontierProblem.of(variance(RISK), expectedReturns(MU))
                .subjectTo(
                        fullyInvested(), longOnly(), soft(group("second", "A1").atMost(0.5), 0.02))
                .pricingSoftConstraintsIn(Axis.RETURN)
                .trace()
                .frontierOrThrow();
        assertThat(soft.atRiskTolerance(0.45).weights().get(1)).isCloseTo(0.5, within(1e-14));
        FrontierPoint beyond = soft.atRiskTolerance(1);
        assertThat(beyond.weights().get(1)).isCloseTo(0.8, within(1e-13));
        assertThat(beyond.costs()).isCloseTo(0.3 * 0.02, within(1e-15));
        assertThat(beyond.risk()).isCloseTo(beyond.variance(), within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrontierProblem.of(variance(RISK), expectedReturns(MU))
                        .subjectTo(soft(group("second", "A1").atMost(0.5), 0.02, 0.1))
                        .pricingSoftConstraintsIn(Axis.RETURN))
                .withMessageContaining("second");
    }

    // ---- what is refused

    @Test
    void whatWouldBendTheLinesIsRefusedByName() {
        Weights held = Weights.of(TWO, 0.5, 0.5);
        Weights rates = Weights.of(TWO, 0.1, 0.1);
        refused(variance(RISK), expectedReturns(MU).plus(l2(TWO, 0.1)), "L2");
        refused(variance(RISK), expectedReturns(MU).plus(quadraticCosts(rates, held)), "quadratic costs");
        refused(variance(RISK), expectedReturns(MU).plus(impactCosts(rates, held)), "impact costs");
        refused(variance(RISK).plus(impactCosts(rates, held)), expectedReturns(MU), "impact costs");
        refused(variance(RISK), utility(MU, RISK, 1), "risk");
        refused(variance(RISK), sharpeRatio(MU, 0, RISK), "ratio");
        refused(variance(RISK), variance(RISK), "maximised");
        refused(expectedReturns(MU), expectedReturns(MU), "minimised");
        refused(l2(TWO, 0.1), expectedReturns(MU), "variance");
        FrontierProblem plain = FrontierProblem.of(variance(RISK), expectedReturns(MU));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        plain.subjectTo(Constraints.trackingError(RISK, held).atMost(0.02)))
                .withMessageContaining("tracking error");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.subjectTo(Constraints.largest(1).atMost(0.5)))
                .withMessageContaining("single");
    }

    private static void refused(Objective risk, Objective netReturn, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrontierProblem.of(risk, netReturn))
                .withMessageContaining(name);
    }

    // ---- limits, progress and cancellation

    @Test
    void aStoppedRunReturnsThePartThatWasTraced() {
        Everything all = largest();
        EfficientFrontier whole =
                FrontierProblem.of(all.problem, all.risk, all.netReturn).trace().frontierOrThrow();
        boolean stoppedBelow = false;
        for (int limit = 0; limit < 200; limit++) {
            FrontierOutcome outcome = FrontierProblem.of(all.problem, all.risk, all.netReturn)
                    .iterationLimit(limit)
                    .trace();
            if (outcome instanceof StoppedFrontier part) {
                assertThat(part.message()).contains("limit");
                assertThatThrownBy(part::frontierOrThrow).isInstanceOf(NoOptimalPortfolioException.class);
                double low = part.lowestRiskTolerance();
                double high = Math.min(part.highestRiskTolerance(), 10);
                for (double lambda : new double[] {low, 0.5 * (low + high)}) {
                    assertThat(part.atRiskTolerance(lambda).netReturn())
                            .isCloseTo(whole.atRiskTolerance(lambda).netReturn(), within(1e-12));
                }
                assertThatIllegalArgumentException().isThrownBy(() -> part.atRiskTolerance(low / 2));
                stoppedBelow |= part.highestRiskTolerance() == Double.POSITIVE_INFINITY
                        && part.turningPoints().size() > 3;
            } else if (limit < 2) {
                assertThat(outcome).isInstanceOf(NoFrontier.class);
            }
        }
        assertThat(stoppedBelow).isTrue();
    }

    private static Everything largest() {
        Everything best = new Everything(0);
        for (int seed = 1; seed < 40; seed++) {
            Everything other = new Everything(seed);
            if (other.mu.universe().size() > best.mu.universe().size()
                    && FrontierProblem.of(other.problem, other.risk, other.netReturn)
                                    .trace()
                            instanceof EfficientFrontier) {
                best = other;
            }
        }
        return best;
    }

    @Test
    void aTimeLimitStopsIt() {
        Everything all = largest();
        long[] now = {0};
        FrontierOutcome outcome = FrontierProblem.of(all.problem, all.risk, all.netReturn)
                .timeLimit(Duration.ofNanos(2), () -> now[0]++)
                .trace();
        assertThat(outcome).isNotInstanceOf(EfficientFrontier.class);
        assertThat(outcome.message()).contains("limit");
    }

    @Test
    void progressRisesToTheWhole() {
        Everything all = largest();
        List<Long> heard = new ArrayList<>();
        FrontierProblem.of(all.problem, all.risk, all.netReturn)
                .reportingTo((done, total) -> {
                    assertThat(total).isEqualTo(1000);
                    heard.add(done);
                })
                .trace()
                .frontierOrThrow();
        assertThat(heard).hasSizeGreaterThan(5).isSorted().endsWith(1000L);
    }

    @Test
    void aListenerOrAnInterruptCancels() {
        Everything all = largest();
        FrontierProblem problem = FrontierProblem.of(all.problem, all.risk, all.netReturn);
        assertThatThrownBy(() -> problem.reportingTo((done, total) -> {
                            throw new CancellationException("enough");
                        })
                        .trace())
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(problem::trace).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
