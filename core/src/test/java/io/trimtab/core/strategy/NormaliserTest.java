package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormaliserTest {
    private static final FactorDirection MORE = FactorDirection.benefit();
    private static final FactorDirection LESS = FactorDirection.cost();

    private static List<Normaliser> all() {
        return List.of(
                Normaliser.asIs(),
                Normaliser.clamp(-2, 2),
                Normaliser.zScore(0.05),
                Normaliser.zScore(0),
                Normaliser.rank(),
                Normaliser.rankNormal(),
                Normaliser.median(3));
    }

    @Test
    void clampMapsTheRangeToUnitForEveryDirection() {
        double[] raw = {-1, 0, 5, 10, 12, Double.NaN};
        assertThat(Normaliser.clamp(0, 10).normalise(MORE, raw)).containsExactly(0, 0, 0.5, 1, 1, Double.NaN);
        assertThat(Normaliser.clamp(0, 10).normalise(LESS, raw)).containsExactly(1, 1, 0.5, 0, 0, Double.NaN);
        assertThat(Normaliser.clamp(0, 10).normalise(FactorDirection.target(8), raw))
                .containsExactly(new double[] {0, 0, 0.625, 0.75, 0.5, Double.NaN}, within(1e-15));
        assertThat(Normaliser.clamp(0, 10).neutral()).isEqualTo(0.5);
    }

    @Test
    void zScoresWithoutWinsorisingAreTheTextbookOnes() {
        // mean 3, population variance 2
        assertThat(Normaliser.zScore(0).normalise(MORE, new double[] {1, 2, 3, 4, 5}))
                .containsExactly(
                        new double[] {-Math.sqrt(2), -Math.sqrt(0.5), 0, Math.sqrt(0.5), Math.sqrt(2)}, within(1e-15));
    }

    @Test
    void winsorisingKeepsOneOutlierFromMovingTheOthers() {
        double[] raw = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        double[] wild = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1e12};
        assertThat(Normaliser.zScore(0.1).normalise(MORE, wild))
                .containsExactly(Normaliser.zScore(0.1).normalise(MORE, raw));
        assertThat(Normaliser.median(3).normalise(MORE, wild)[9]).isEqualTo(3);
    }

    @Test
    void ranksShareTiesAndSpanTheUnit() {
        assertThat(Normaliser.rank().normalise(MORE, new double[] {3, 1, 3, Double.NaN, 9}))
                .containsExactly(new double[] {0.5, 0, 0.5, Double.NaN, 1}, within(1e-15));
        assertThat(Normaliser.rank().normalise(LESS, new double[] {3, 1, 3, Double.NaN, 9}))
                .containsExactly(new double[] {0.5, 1, 0.5, Double.NaN, 0}, within(1e-15));
        // -0.0 and 0.0 are one value
        assertThat(Normaliser.rank().normalise(MORE, new double[] {-0.0, 0.0})).containsExactly(0.5, 0.5);
    }

    @Test
    void rankNormalIsBlomsFormula() {
        // n = 3: Phi^-1(0.625 / 3.25) = -0.8694238, R: qnorm((1:3 - 3/8) / (3 + 1/4))
        assertThat(Normaliser.rankNormal().normalise(MORE, new double[] {10, 30, 20}))
                .containsExactly(new double[] {-0.8694238, 0.8694238, 0}, within(1e-6));
    }

    @Test
    void medianDeviationsAreTheTextbookOnes() {
        // median 3, MAD 1
        assertThat(Normaliser.median(10).normalise(MORE, new double[] {1, 2, 3, 4, 9}))
                .containsExactly(
                        new double[] {-2 / 1.4826022, -1 / 1.4826022, 0, 1 / 1.4826022, 6 / 1.4826022}, within(1e-7));
        // more than half are equal: mean absolute deviation 2 / 5 takes over
        assertThat(Normaliser.median(10).normalise(MORE, new double[] {3, 3, 3, 3, 5}))
                .containsExactly(new double[] {0, 0, 0, 0, 2 / (1.2533141 * 0.4)}, within(1e-6));
    }

    @Test
    void oneValueNoVarianceAndNothingAtAllAreDefined() {
        for (Normaliser normaliser : all()) {
            assertThat(normaliser.normalise(MORE, new double[0])).isEmpty();
            assertThat(normaliser.normalise(MORE, new double[] {Double.NaN, Double.NaN}))
                    .containsExactly(Double.NaN, Double.NaN);
            boolean relative = normaliser.normalise(MORE, new double[] {1})[0] == normaliser.neutral();
            boolean absolute = normaliser == Normaliser.asIs() || normaliser.equals(Normaliser.clamp(-2, 2));
            assertThat(relative).as("one value with %s", normaliser).isEqualTo(!absolute);
            if (!absolute) {
                assertThat(normaliser.normalise(MORE, new double[] {7, 7, 7}))
                        .as("no variance with %s", normaliser)
                        .containsOnly(normaliser.neutral());
            }
        }
    }

    @Test
    void aBetterValueNeverGetsAWorseResultAndOrderAndScaleDoNotMatter() {
        SplittableRandom random = new SplittableRandom(4);
        for (Normaliser normaliser : all()) {
            for (int n = 0; n < 300; n++) {
                double[] raw = new double[2 + random.nextInt(12)];
                for (int i = 0; i < raw.length; i++) {
                    // Coarse, so that there are ties.
                    raw[i] = random.nextInt(9) - 4;
                }
                double[] out = normaliser.normalise(MORE, raw);
                double[] cost = normaliser.normalise(LESS, raw);
                for (int i = 0; i < raw.length; i++) {
                    for (int j = 0; j < raw.length; j++) {
                        if (raw[i] == raw[j]) {
                            assertThat(out[i]).isEqualTo(out[j]);
                        } else if (raw[i] > raw[j]) {
                            assertThat(out[i]).isGreaterThanOrEqualTo(out[j]);
                            assertThat(cost[i]).isLessThanOrEqualTo(cost[j]);
                        }
                    }
                }
                double[] reversed = raw.clone();
                for (int i = 0; i < raw.length; i++) {
                    reversed[i] = raw[raw.length - 1 - i];
                }
                double[] back = normaliser.normalise(MORE, reversed);
                for (int i = 0; i < raw.length; i++) {
                    assertThat(back[raw.length - 1 - i]).isEqualTo(out[i]);
                }
                if (normaliser.neutral() == 0 || normaliser == Normaliser.rank()) {
                    double[] scaled =
                            Arrays.stream(raw).map(x -> 1e-6 * x + 3e-5).toArray();
                    assertThat(normaliser.normalise(MORE, scaled)).containsExactly(out, within(1e-8));
                }
            }
        }
    }

    @Test
    void misuseIsRefusedByName() {
        assertThatThrownBy(() -> Normaliser.clamp(1, 1))
                .hasMessage("high must be above low (1.0) by a finite range, was 1.0");
        assertThatThrownBy(() -> Normaliser.clamp(Double.NaN, 1)).hasMessage("low must be finite, was NaN");
        assertThatThrownBy(() -> Normaliser.zScore(0.5)).hasMessage("share must be within [0, 0.5), was 0.5");
        assertThatThrownBy(() -> Normaliser.median(0)).hasMessage("limit must be positive and finite, was 0.0");
        assertThatThrownBy(() -> FactorDirection.target(Double.NaN)).hasMessage("target must be finite, was NaN");
        List<Double> goodness = new ArrayList<>();
        for (FactorDirection d : List.of(MORE, LESS, FactorDirection.target(1))) {
            goodness.add(d.goodness(3));
        }
        assertThat(goodness).containsExactly(3.0, -3.0, -2.0);
    }
}
