package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Allocation;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChangePointsTest {
    @Property(tries = 50)
    void runLengthsAreThoseOfAllWaysToCutTheSeries(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[9];
        for (int t = 0; t < x.length; t++) {
            x[t] = 0.3 + (t < 5 ? 1 : 3) * Hmms.gaussian(random);
        }
        double hazard = random.nextDouble(0.01, 0.6);
        ChangePoints points =
                ChangePoints.expectingRunsOf(1 / hazard).priorOf(0.2, 1.7).keeping(0, 100);
        for (double value : x) {
            points.update(value);
        }
        double[] expected = new double[x.length + 1];
        double total = 0;
        // Bit t of the cuts: the run ends after bar t.
        for (int cuts = 0; cuts < 1 << x.length; cuts++) {
            double joint = 1;
            int from = 0;
            for (int t = 0; t < x.length; t++) {
                boolean cut = (cuts >> t & 1) == 1;
                joint *= cut ? hazard : 1 - hazard;
                if (cut) {
                    joint *= evidence(x, from, t + 1);
                    from = t + 1;
                }
            }
            joint *= evidence(x, from, x.length);
            expected[x.length - from] += joint;
            total += joint;
        }
        assertThat(points.logEvidence()).isCloseTo(Math.log(total), within(1e-10));
        double sum = 0;
        for (int run = 0; run <= x.length; run++) {
            sum += expected[run] / total;
            assertThat(points.probabilityOfRunUpTo(run)).isCloseTo(sum, within(1e-10));
        }
        assertThat(points.discardedMass()).isZero();
    }

    /** Of a normal-inverse-gamma prior with kappa 1, alpha 2, mean 0.2 and beta 1.7 (Murphy 2007, section 6). */
    private static double evidence(double[] x, int from, int to) {
        int n = to - from;
        double mean = 0;
        for (int t = from; t < to; t++) {
            mean += x[t] / n;
        }
        double squares = 0;
        for (int t = from; t < to; t++) {
            squares += (x[t] - mean) * (x[t] - mean);
        }
        double beta = n == 0 ? 1.7 : 1.7 + squares / 2 + n * (mean - 0.2) * (mean - 0.2) / (2 * (1.0 + n));
        return gamma(4 + n)
                / gamma(4)
                * Math.pow(1.7, 2)
                / Math.pow(beta, 2 + n / 2.0)
                / Math.sqrt(1 + n)
                * Math.pow(2 * Math.PI, -n / 2.0);
    }

    /** The gamma function of halves / 2. */
    private static double gamma(int halves) {
        if (halves <= 2) {
            return halves == 1 ? Math.sqrt(Math.PI) : 1;
        }
        return (halves / 2.0 - 1) * gamma(halves - 2);
    }

    @Test
    void theLogarithmOfGammaIsThatOfFactorialsAndHalves() {
        for (int halves = 1; halves <= 60; halves++) {
            double expected = Math.log(gamma(halves));
            assertThat(LogGamma.of(halves / 2.0)).isCloseTo(expected, within(2e-14 * Math.max(1, Math.abs(expected))));
        }
    }

    @Test
    void aChangeOfVolatilityIsFoundSoonAndNotBefore() {
        SplittableRandom random = new SplittableRandom(6);
        ChangePoints points = ChangePoints.expectingRunsOf(100);
        for (int t = 0; t < 300; t++) {
            points.update(0.5 * Hmms.gaussian(random));
        }
        assertThat(points.probabilityOfRunUpTo(20)).isLessThan(0.35);
        assertThat(Math.sqrt(points.runVariance())).isCloseTo(0.5, within(0.1));
        for (int t = 0; t < 40; t++) {
            points.update(2 * Hmms.gaussian(random));
        }
        assertThat(points.mostLikelyRun()).isBetween(36, 42);
        assertThat(points.probabilityOfRunUpTo(45)).isGreaterThan(0.95);
        assertThat(Math.sqrt(points.runVariance())).isBetween(1.4, 2.6);
    }

    @Property(tries = 20)
    void pruningMovesNoMoreThanItSays(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ChangePoints all = ChangePoints.expectingRunsOf(50).keeping(0, 2000);
        ChangePoints pruned = ChangePoints.expectingRunsOf(50).keeping(1e-6, 2000);
        ChangePoints bounded = ChangePoints.expectingRunsOf(50).keeping(0, 40);
        for (int t = 0; t < 400; t++) {
            double x = (t / 130 % 2 == 0 ? 0.5 : 1.5) * Hmms.gaussian(random);
            all.update(x);
            pruned.update(x);
            bounded.update(x);
            assertThat(bounded.runsKept()).isLessThanOrEqualTo(40);
        }
        assertThat(pruned.runsKept()).isLessThan(all.runsKept());
        assertThat(pruned.discardedMass()).isBetween(0.0, 0.05);
        for (int run = 0; run < 400; run += 20) {
            // What was dropped could have grown by what its predictions were better: allow tenfold.
            assertThat(pruned.probabilityOfRunUpTo(run))
                    .isCloseTo(all.probabilityOfRunUpTo(run), within(10 * pruned.discardedMass() + 1e-9));
        }
        assertThat(bounded.discardedMass()).isPositive();
    }

    @Test
    void aBarAllocatesNothing() {
        ChangePoints points = ChangePoints.expectingRunsOf(50);
        Runnable bars = () -> {
            for (int i = 0; i < 300; i++) {
                points.update((i * 37 % 11 - 5) / 3.0);
            }
        };
        bars.run();
        assertThat(Allocation.bytesIn(bars)).isLessThan(1000);
    }

    @Test
    void misuseIsRefused() {
        assertThatThrownBy(() -> ChangePoints.expectingRunsOf(1))
                .hasMessage("expected must be above 1 and finite, was 1.0");
        ChangePoints points = ChangePoints.expectingRunsOf(10);
        assertThatThrownBy(() -> points.update(Double.NaN)).hasMessage("observation must be finite, was NaN");
        assertThatThrownBy(() -> points.keeping(0, 1)).hasMessage("most must be at least 2, was 1");
        assertThatThrownBy(() -> points.priorOf(0, 0)).hasMessage("variance must be positive and finite, was 0.0");
        assertThat(points.bars()).isZero();
        assertThat(points.expectedRun()).isZero();
    }
}
