package io.trimtab.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.RiskModel;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * No feasible neighbour is better than what is called optimal: ratios, returns and utilities composed with bounds on
 * risk, the largest weights, turnover and rows, with costs and penalties; neighbours sampled at random from far to near.
 */
class NeighbourCampaignTest {
    /** Relative to the objective; the neighbours need not be better by rounding alone. */
    private static final double BETTER = 1e-7;

    private static final double VIOLATED = 1e-9;

    @Test
    void nothingFeasibleNearAnOptimumIsBetter() {
        compareAll(NeighbourCase::new);
    }

    /** What exceeds a soft bound on risk, on the largest weights or on trading is paid for, in a ratio by its numerator. */
    @Test
    void nothingNearAnOptimumWithSoftBoundsIsBetter() {
        compareAll(NeighbourCase::soft);
    }

    private static void compareAll(LongFunction<NeighbourCase> make) {
        int tries = Campaign.tries(1_000, 20_000);
        TreeMap<String, Integer> counts = new TreeMap<>();
        StringBuilder wrong = new StringBuilder();
        StringBuilder failed = new StringBuilder();
        int neighbours = 0;
        for (int seed = 1; seed <= tries; seed++) {
            NeighbourCase one = make.apply(seed);
            PortfolioSolution solution = one.problem().solve();
            counts.merge(solution.getClass().getSimpleName(), 1, Integer::sum);
            if (solution instanceof Optimal best) {
                neighbours += compare(seed, one, best, wrong);
            } else if (solution instanceof Unbounded endless && endless.improvement() == Double.POSITIVE_INFINITY) {
                riskless(seed, one, endless, wrong);
            } else if (solution instanceof NotAttained none) {
                notAttained(seed, one, none, wrong);
            } else if (solution instanceof Failed) {
                failed.append("\n").append(seed).append(": ").append(solution.message());
            }
        }
        assertThat(wrong.toString()).as("wrong answers").isEmpty();
        if (tries > 1_000) {
            System.out.println(tries + " problems: " + counts + ", " + neighbours + " neighbours, failed:" + failed);
        }
        assertThat(neighbours).isGreaterThan(2 * tries);
        assertThat(failed.toString().lines().count()).as("failures:%s", failed).isLessThanOrEqualTo(2 + tries / 200);
    }

    /** No portfolio has a volatility to divide by: what its nearest portfolio is was once asked of a ratio that is none. */
    @Test
    void aDiversificationRatioOfNothingIsAnsweredToo() {
        assertThat(new NeighbourCase(14_190).problem().solve()).isInstanceOf(Infeasible.class);
    }

    /** The path began at weights so small that their squares were zero, which was taken for a portfolio without risk. */
    @Test
    void weightsTooSmallToHaveSquaresAreNotWithoutRisk() {
        Optimal best = new NeighbourCase(19_777).problem().solve().optimalOrThrow();
        assertThat(best.volatility()).isGreaterThan(1e-3);
        assertThat(best.objective()).isCloseTo(7.24667, within(1e-5));
    }

    /**
     * What is held is so calm, beside other assets, that the conditions forgave all of it: the room above these ratios could
     * not be told before it was measured at the exact optimum, a part of a last bit away.
     */
    @Test
    void ratiosOfPortfoliosFarCalmerThanTheirAssetsAreProved() {
        assertOptimal(NeighbourCase::new, 1_410, 1_855, 4_761, 9_289, 16_141);
        assertOptimal(NeighbourCase::soft, 1_855, 2_774, 4_761, 7_798);
    }

    /** Weights of up to 3e14, whose last digits are rounded together so that a budget of one is still met. */
    @Test
    void weightsAreRoundedTogetherWhereOneByOneIsTooCoarse() {
        assertOptimal(NeighbourCase::new, 16_999, 17_863);
        assertOptimal(NeighbourCase::soft, 3_728, 5_707, 7_174);
    }

    /** The least risk is none, beside which the dust of a solve is as large as its optimum. */
    @Test
    void aSoftBoundOnRiskWithoutAnyRiskToBeginWithIsFollowed() {
        assertOptimal(NeighbourCase::soft, 2_659, 2_827);
    }

    @Test
    void aDirectionThatPaysForItsSlackIsWithoutEnd() {
        assertThat(NeighbourCase.soft(5_656).problem().solve()).isInstanceOf(Unbounded.class);
        assertThat(NeighbourCase.soft(6_474).problem().solve()).isInstanceOf(Unbounded.class);
    }

    private static void assertOptimal(LongFunction<NeighbourCase> make, long... seeds) {
        StringBuilder wrong = new StringBuilder();
        for (long seed : seeds) {
            NeighbourCase one = make.apply(seed);
            PortfolioSolution solution = one.problem().solve();
            assertThat(solution).as("seed " + seed).isInstanceOf(Optimal.class);
            compare(seed, one, (Optimal) solution, wrong);
        }
        assertThat(wrong.toString()).as("wrong answers").isEmpty();
    }

    /** What is said to be a limit is: small multiples of the direction, or large ones, come near to it. */
    private static void notAttained(long seed, NeighbourCase one, NotAttained none, StringBuilder wrong) {
        boolean vanishing = none.message().contains("the smaller the portfolio");
        double[] w = none.direction().toArray();
        for (int j = 0; j < w.length; j++) {
            w[j] *= vanishing ? 1e-9 : 1e9;
        }
        double near = one.objective(w);
        if (!(Math.abs(near - none.limit()) <= 1e-3 * Math.abs(none.limit()))) {
            wrong.append("\n" + seed + ": a limit of " + none.limit() + " where " + near + " is, " + one);
        }
    }

    private static int compare(long seed, NeighbourCase one, Optimal best, StringBuilder wrong) {
        double[] w = best.weights().toArray();
        double value = one.objective(w);
        double room = BETTER * Math.abs(value) + 1e-9 * one.unit();
        if (!(Math.abs(value - best.objective()) <= room)) {
            wrong.append("\n" + seed + ": states " + best.objective() + " where " + value + " is, " + one);
        }
        if (one.violation(w) > VIOLATED) {
            wrong.append("\n" + seed + ": violated by " + one.violation(w) + ", " + one);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double allowed = Math.max(0, one.violation(w));
        int compared = 0;
        for (int move = 0; move < 80; move++) {
            double[] other = neighbour(random, w, move);
            if (one.violation(other) <= allowed) {
                compared++;
                double there = one.objective(other);
                if (there > value + room) {
                    wrong.append("\n" + seed + ": " + there + " is better than " + value + ", " + one);
                    break;
                }
            }
        }
        return compared;
    }

    /** Exchanges, changes of one, mixtures with nothing, and moves of all at once, from 0.1 down to 1e-6. */
    private static double[] neighbour(SplittableRandom random, double[] w, int move) {
        double[] other = w.clone();
        double step = StrictMath.pow(10, -1 - 5 * random.nextDouble());
        int a = random.nextInt(w.length);
        int b = random.nextInt(w.length);
        switch (move % 4) {
            case 0, 1 -> {
                other[a] += step;
                other[b] -= step;
            }
            case 2 -> other[a] += random.nextBoolean() ? step : -step;
            default -> {
                double net = 0;
                for (int j = 0; j < w.length; j++) {
                    double change = step * random.nextDouble(-1, 1);
                    other[j] += change;
                    net += change;
                }
                other[a] -= net;
            }
        }
        return other;
    }

    /** A portfolio that is said to have a positive excess return and no risk has next to none. */
    private static void riskless(long seed, NeighbourCase one, Unbounded endless, StringBuilder wrong) {
        RiskModel risk = one.risk;
        double spread = 0;
        double largest = 0;
        double gross = 0;
        for (int j = 0; j < one.n; j++) {
            double volatility = Math.sqrt(risk.variance(j));
            spread += volatility * Math.abs(endless.direction().get(j));
            largest = Math.max(largest, volatility);
            gross += Math.abs(endless.direction().get(j));
        }
        double volatility = risk.volatility(endless.direction());
        if (volatility > 4e-7 * spread && volatility > 1e-11 * largest * gross) {
            wrong.append("\n" + seed + ": riskless with a volatility of " + volatility + " of " + spread + ", " + one);
        }
    }
}
