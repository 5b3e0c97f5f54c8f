package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.SampleCovariance;
import io.trimtab.risk.testkit.Panels;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random portfolios and orders against rules restated independently of the book. */
class LimitBookProperties {
    private static final int ASSETS = 6;
    private static final Universe UNIVERSE = Panels.universe(ASSETS);
    private static final ReturnPanel SCENARIOS = Panels.of(Panels.random(120, ASSETS, 5));
    private static final CovarianceMatrix COVARIANCE =
            SampleCovariance.unbiased().estimate(SCENARIOS);
    private static final Confidence C95 = Confidence.of(0.95);
    private static final double[] BOUNDS = {0.3, 0.5, 1.0, 0.6, 0.25, 0.25, 0.018, 0.022};

    private static final LimitBook BOOK = LimitBook.builder()
            .position(BOUNDS[0])
            .group("pair", List.of("A0", "A1"), BOUNDS[1])
            .grossExposure(BOUNDS[2])
            .netExposure(BOUNDS[3])
            .concentration(BOUNDS[4])
            .volatility(PeriodsPerYear.DAILY, BOUNDS[5])
            .valueAtRisk(C95, BOUNDS[6])
            .expectedShortfall(C95, BOUNDS[7])
            .build();

    /** The measures, written out again. */
    private static double[] measures(double[] w) {
        double gross = 0;
        double net = 0;
        double squares = 0;
        double largest = 0;
        for (double x : w) {
            gross += Math.abs(x);
            net += x;
            squares += x * x;
            largest = Math.max(largest, Math.abs(x));
        }
        double variance = 0;
        for (int i = 0; i < ASSETS; i++) {
            for (int j = 0; j < ASSETS; j++) {
                variance += w[i] * COVARIANCE.get(i, j) * w[j];
            }
        }
        double[] losses = new double[SCENARIOS.rows()];
        for (int t = 0; t < losses.length; t++) {
            for (int i = 0; i < ASSETS; i++) {
                losses[t] -= SCENARIOS.get(t, i) * w[i];
            }
        }
        double[] sorted = losses.clone();
        java.util.Arrays.sort(sorted);
        // alpha T = 6: the seventh worst; the mean of the six worst
        double shortfall = 0;
        for (int k = 114; k < 120; k++) {
            shortfall += sorted[k] / 6;
        }
        return new double[] {
            largest,
            Math.abs(w[0]) + Math.abs(w[1]),
            gross,
            Math.abs(net),
            squares,
            Math.sqrt(252 * variance),
            sorted[113],
            shortfall
        };
    }

    private static double[] random(SplittableRandom random, double scale) {
        double[] w = new double[ASSETS];
        for (int i = 0; i < ASSETS; i++) {
            w[i] = random.nextInt(3) == 0 ? 0 : scale * (random.nextDouble() * 2 - 0.8);
        }
        return w;
    }

    @Test
    void noBreakingOrderPassesNoReducingOrderIsDeniedAndCutsAreSmallest() {
        SplittableRandom random = new SplittableRandom(20260101);
        int approvals = 0;
        int denials = 0;
        int reductions = 0;
        for (int k = 0; k < Campaign.tries(2_000, 100_000); k++) {
            double[] from = random(random, 0.05 + 0.5 * random.nextDouble());
            double[] to = random(random, 0.05 + 0.5 * random.nextDouble());
            if (k % 3 == 0) {
                // one leg
                double[] next = from.clone();
                int leg = random.nextInt(ASSETS);
                next[leg] = to[leg];
                to = next;
            } else if (k % 3 == 1) {
                // towards zero
                to = from.clone();
                for (int i = 0; i < ASSETS; i++) {
                    to[i] *= random.nextInt(2) == 0 ? 1 : random.nextDouble();
                }
            }
            PortfolioView view = PortfolioView.of(Weights.of(UNIVERSE, from))
                    .withScenarios(SCENARIOS)
                    .withRiskModel(COVARIANCE);
            Verdict verdict = BOOK.check(view, Weights.of(UNIVERSE, to));
            Expected expected = Expected.of(from, to);
            if (expected.doubtful) {
                continue;
            }
            assertThat(verdict instanceof Verdict.Denied).as("order %d", k).isEqualTo(expected.denied);
            if (verdict instanceof Verdict.Denied denied) {
                denials++;
                checkCut(view, from, to, denied.smallestCut());
            } else {
                approvals++;
                reductions += expected.relieved ? 1 : 0;
            }
        }
        assertThat(approvals).isGreaterThan(200);
        assertThat(denials).isGreaterThan(200);
        assertThat(reductions).isGreaterThan(50);
    }

    private static void checkCut(PortfolioView view, double[] from, double[] to, Cut cut) {
        assertThat(cut.fractionKept()).isLessThan(1);
        assertThat(BOOK.check(view, cut.weights())).isInstanceOf(Verdict.Approved.class);
        // oracle: no larger fraction on a grid passes
        for (double f = cut.fractionKept() + 1e-6; f < 1; f += 0.05) {
            double[] part = from.clone();
            for (int i = 0; i < ASSETS; i++) {
                part[i] += f * (to[i] - from[i]);
            }
            Expected there = Expected.of(from, part);
            assertThat(there.denied || there.doubtful)
                    .as("%s passes beyond %s", f, cut.fractionKept())
                    .isTrue();
        }
    }

    /** The rule of the book: exceeded after, and not (exceeded before, not rising, no crossing). */
    private record Expected(boolean denied, boolean relieved, boolean doubtful) {
        static Expected of(double[] from, double[] to) {
            double[] before = measures(from);
            double[] after = measures(to);
            boolean crosses = false;
            for (int i = 0; i < ASSETS; i++) {
                crosses |= from[i] * to[i] < 0;
            }
            boolean denied = false;
            boolean relieved = false;
            boolean doubtful = false;
            // positions are judged one by one
            for (int i = 0; i < ASSETS; i++) {
                Expected one = judge(Math.abs(from[i]), Math.abs(to[i]), BOUNDS[0], crosses);
                denied |= one.denied;
                relieved |= one.relieved;
                doubtful |= one.doubtful;
            }
            for (int m = 1; m < BOUNDS.length; m++) {
                Expected one = judge(before[m], after[m], BOUNDS[m], crosses);
                denied |= one.denied;
                relieved |= one.relieved;
                doubtful |= one.doubtful;
            }
            return new Expected(denied, relieved && !denied, doubtful);
        }

        private static Expected judge(double before, double after, double bound, boolean crosses) {
            boolean close = Math.abs(after - bound) < 1e-7 * bound || Math.abs(before - bound) < 1e-7 * bound;
            boolean over = after > bound;
            boolean relief = over && before > bound && after <= before * (1 + 1e-10) && !crosses;
            boolean closeToRising = over && Math.abs(after - before) < 1e-8 * before && after != before;
            return new Expected(over && !relief, relief, close || closeToRising);
        }
    }
}
