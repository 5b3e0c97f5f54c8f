package io.trimtab.risk.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.HypothesisTest;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.Progress;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final Confidence C99 = Confidence.of(0.99);
    private static final Confidence C95 = Confidence.of(0.95);
    /** The 5% critical value of chi-squared with one degree of freedom. */
    private static final double CRITICAL = 3.841458820694124;

    private static double number(String text, String name) {
        Matcher m = Pattern.compile("\\b" + name + "=([0-9.]+)").matcher(text);
        assertThat(m.find()).as(text).isTrue();
        return Double.parseDouble(m.group(1));
    }

    /** Oracle: the file's independent calculation; every row of it. Tolerance: its 15 digits. */
    @Test
    void everyRowOfTheReferenceFileIsOurs() {
        List<String> unknown = new ArrayList<>();
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/var_backtests.csv")) {
            double expected = Double.parseDouble(row[3]);
            double ours = value(row[0], row[1], row[2]);
            if (Double.isNaN(ours)) {
                unknown.add(String.join(",", row));
            } else {
                assertThat(ours)
                        .as(String.join(",", row))
                        .isCloseTo(expected, within(1e-11 * (1 + Math.abs(expected))));
                checked++;
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(checked).isEqualTo(93);
    }

    private static double value(String group, String of, String name) {
        if (group.equals("christoffersen_ind")) {
            Matcher m = Pattern.compile("(\\d+)/(\\d+)/(\\d+)/(\\d+)").matcher(of.substring(of.indexOf(' ')));
            assertThat(m.find()).isTrue();
            int[] n = new int[4];
            for (int k = 0; k < 4; k++) {
                n[k] = Integer.parseInt(m.group(k + 1));
            }
            return Coverage.independence(new Transitions(n[0], n[1], n[2], n[3]))
                    .statistic();
        }
        int t = (int) number(of, "T");
        Confidence confidence = Confidence.of(1 - number(of, "p"));
        return switch (name) {
            case "LR_uc" ->
                Coverage.kupiec(t, (int) number(of, "x"), confidence).statistic();
            case "pvalue" ->
                Coverage.kupiec(t, (int) number(of, "x"), confidence).pValue();
            case "min_x_accepted" -> {
                int x = 0;
                while (Coverage.kupiec(t, x, confidence).statistic() >= CRITICAL) {
                    x++;
                }
                yield x;
            }
            case "max_x_accepted" -> {
                int x = (int) (t * confidence.tail());
                while (Coverage.kupiec(t, x + 1, confidence).statistic() < CRITICAL) {
                    x++;
                }
                yield x;
            }
            case "P(X<=x)" ->
                TrafficLight.of(t, (int) number(of, "x"), confidence).probability();
            case "P(X=x)" -> {
                int x = (int) number(of, "x");
                double below =
                        x == 0 ? 0 : TrafficLight.of(t, x - 1, confidence).probability();
                yield TrafficLight.of(t, x, confidence).probability() - below;
            }
            default -> Double.NaN;
        };
    }

    /** Oracle: the published example of MathWorks' varbacktest, 57 failures of 1043 at 95%; printed to five digits. */
    @Test
    void publishedExamplesAreOurs() {
        HypothesisTest failures = Coverage.kupiec(1043, 57, C95);
        assertThat(failures.statistic()).isCloseTo(0.46147, within(5e-6));
        // its independence statistic is the difference of the two it prints
        double dependence = 0.72013 - 0.46147;
        assertThat(Coverage.chiSquared("independence", dependence, 1).pValue()).isCloseTo(0.61104, within(2e-5));
        assertThat(Coverage.chiSquared("both", 0.72013, 2).pValue()).isCloseTo(0.69763, within(5e-6));
        TrafficLight light = TrafficLight.of(1043, 57, C95);
        assertThat(light.probability()).isCloseTo(0.77913, within(5e-6));
        assertThat(1 - TrafficLight.of(1043, 56, C95).probability()).isCloseTo(0.26396, within(5e-6));
    }

    /** Oracle: the Basel Committee's table of 1996 for 250 losses at 99%, printed to four digits. */
    @Test
    void theTrafficLightIsBasels() {
        double[] table = {0.2858, 0.5432, 0.7581, 0.8922, 0.9588, 0.9863, 0.996, 0.9989, 0.9997, 0.9999};
        for (int x = 1; x <= 10; x++) {
            assertThat(TrafficLight.of(250, x, C99).probability()).isCloseTo(table[x - 1], within(1e-4));
            TrafficLight.Zone zone =
                    x <= 4 ? TrafficLight.Zone.GREEN : x <= 9 ? TrafficLight.Zone.YELLOW : TrafficLight.Zone.RED;
            assertThat(TrafficLight.of(250, x, C99).zone()).isEqualTo(zone);
            assertThat(TrafficLight.bounds(250, C99).zone(x)).isEqualTo(zone);
        }
        assertThat(TrafficLight.bounds(250, C99)).isEqualTo(new TrafficLight.Bounds(4, 9));
        assertThat(TrafficLight.of(250, 6, C99)).asString().contains("YELLOW: 6 exceedances of 99% in 250");
    }

    /**
     * Oracle: Open Source Risk Engine's table for ten-day losses that overlap, by five million histories: 7 and 22 of 200, 9
     * and 26 of 300. Ours has fewer, so the far bound may miss by two.
     */
    @Test
    void overlappingLossesHaveWiderBounds() {
        int simulations = Campaign.tries(60_000, 1_000_000);
        int slack = Campaign.tries(2, 1);
        TrafficLight.Bounds bounds = TrafficLight.overlappingBounds(200, 10, C99, simulations, 42, Progress.unheard());
        assertThat(bounds.greenAtMost()).isEqualTo(7);
        assertThat(bounds.yellowAtMost()).isBetween(22 - slack, 22 + slack);
        // without overlap it is the binomial table, up to the far bound's scatter
        TrafficLight.Bounds plain = TrafficLight.overlappingBounds(250, 1, C99, simulations, 43, Progress.unheard());
        assertThat(plain.greenAtMost()).isEqualTo(4);
        assertThat(plain.yellowAtMost()).isBetween(8, 10);
        assertThat(TrafficLight.overlappingBounds(50, 5, C99, 10_000, 3, Progress.unheard()))
                .isEqualTo(TrafficLight.overlappingBounds(50, 5, C99, 10_000, 3, Progress.unheard()));
        assertThatThrownBy(() -> TrafficLight.overlappingBounds(50, 5, C99, 10_000, 3, (done, total) -> {
                    throw new CancellationException("enough");
                }))
                .isInstanceOf(CancellationException.class);
    }

    /** Oracle: bounds for 300 and 500 losses by five million simulations, as above. */
    @Test
    void overlappingLossesOfLongerHistoriesHaveTheBoundsOfTheReference() {
        int simulations = Campaign.tries(20_000, 400_000);
        int slack = Campaign.tries(4, 2);
        int[][] expected = {{300, 9, 26}, {500, 13, 32}};
        for (int[] row : expected) {
            TrafficLight.Bounds bounds =
                    TrafficLight.overlappingBounds(row[0], 10, C99, simulations, 44, Progress.unheard());
            assertThat(bounds.greenAtMost()).isEqualTo(row[1]);
            assertThat(bounds.yellowAtMost()).isBetween(row[2] - slack, row[2] + slack);
        }
    }

    /** Four losses at 99% have no exceedance with probability 0.96, which is no reason for a warning. */
    @Test
    void noExceedanceIsGreenHoweverFewLossesThereAre() {
        for (int n = 1; n < 10; n++) {
            assertThat(TrafficLight.of(n, 0, C99).zone()).isEqualTo(TrafficLight.Zone.GREEN);
            assertThat(TrafficLight.bounds(n, C99).zone(0)).isEqualTo(TrafficLight.Zone.GREEN);
            assertThat(TrafficLight.of(n, n, C99).zone()).isNotEqualTo(TrafficLight.Zone.GREEN);
        }
        assertThat(TrafficLight.overlappingBounds(1, 1, C99, 10_000, 3, Progress.unheard())
                        .zone(0))
                .isEqualTo(TrafficLight.Zone.GREEN);
    }

    /** Oracle: with 2 degrees of freedom the p-value is exp(-x / 2), down to the smallest numbers. */
    @Test
    void smallPValuesKeepTheirDigits() {
        for (double x : new double[] {1e-12, 0.5, 50, 200, 1000}) {
            double expected = StrictMath.exp(-x / 2);
            assertThat(Coverage.chiSquared("x", x, 2).pValue()).isCloseTo(expected, within(1e-11 * expected));
        }
        assertThat(Coverage.chiSquared("x", 1e6, 2).pValue()).isZero();
        assertThat(Coverage.kupiec(1000, 1000, C99).pValue()).isZero();
        assertThat(Coverage.kupiec(1, 0, Confidence.of(1e-9)).pValue()).isBetween(0.0, 1e-8);
    }

    @Test
    void transitionsAreCounted() {
        double[] losses = {1, 3, 3, 1, 1, 3};
        double[] risk = {2, 2, 2, 2, 2, 2};
        assertThat(Transitions.of(losses, risk)).isEqualTo(new Transitions(1, 2, 1, 1));
        // a loss equal to the value at risk does not exceed it
        assertThat(Transitions.of(new double[] {2, 2}, new double[] {2, 2})).isEqualTo(new Transitions(1, 0, 0, 0));
        assertThat(Coverage.independence(new Transitions(0, 0, 0, 0)).pValue()).isEqualTo(1);
        assertThat(Coverage.independence(new Transitions(100, 0, 0, 0)).statistic())
                .isZero();
    }

    @Test
    void conditionalCoverageIsBoth() {
        Transitions n = new Transitions(218, 14, 14, 6);
        double sum = Coverage.kupiec(252, 20, C95).statistic()
                + Coverage.independence(n).statistic();
        HypothesisTest both = Coverage.conditional(252, 20, n, C95);
        assertThat(both.statistic()).isEqualTo(sum);
        // chi-squared with 2 degrees of freedom has the closed form exp(-x / 2)
        assertThat(both.pValue()).isCloseTo(Math.exp(-sum / 2), within(1e-14));
        assertThat(both.rejectedAt(C95)).isTrue();
        assertThat(both.toString()).startsWith("conditional coverage (Christoffersen): statistic 13.44");
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> Coverage.kupiec(0, 0, C99)).hasMessageContaining("observations");
        assertThatThrownBy(() -> Coverage.kupiec(10, 11, C99)).hasMessageContaining("exceedances");
        assertThatThrownBy(() -> Coverage.kupiec(10, -1, C99)).hasMessageContaining("exceedances");
        assertThatThrownBy(() -> new Transitions(-1, 0, 0, 0)).hasMessageContaining("calmAfterCalm");
        assertThatThrownBy(() -> Transitions.of(new double[2], new double[3])).hasMessageContaining("length 2, had 3");
        assertThatThrownBy(() -> Transitions.of(new double[] {Double.NaN}, new double[1]))
                .hasMessageContaining("losses[0]");
        assertThatThrownBy(() -> TrafficLight.of(10, 11, C99)).hasMessageContaining("exceedances");
        assertThatThrownBy(() -> TrafficLight.overlappingBounds(10, 2, C99, 9_999, 1, Progress.unheard()))
                .hasMessageContaining("simulations");
        assertThatThrownBy(() -> new TrafficLight.Bounds(3, 2)).hasMessageContaining("yellowAtMost");
        assertThatThrownBy(() -> new HypothesisTest("x", 1, 1.1)).hasMessageContaining("pValue");
    }

    /** Oracle: the loop over the probabilities that the zones are defined by. */
    @Test
    void boundsAreTheZonesOfEveryCount() {
        for (int observations : new int[] {1, 5, 250, 1000}) {
            for (double confidence : new double[] {1e-12, 0.5, 0.975, 0.99, 1 - 1e-12}) {
                Confidence c = Confidence.of(confidence);
                TrafficLight.Bounds bounds = TrafficLight.bounds(observations, c);
                for (int count = 0; count <= observations; count++) {
                    assertThat(bounds.zone(count))
                            .as("%d of %d at %s", count, observations, c)
                            .isEqualTo(TrafficLight.of(observations, count, c).zone());
                }
            }
        }
        assertThat(TrafficLight.bounds(Integer.MAX_VALUE, Confidence.of(0.99)).greenAtMost())
                .isBetween(21_474_836, 21_500_000);
    }

    @Test
    void countsOfOtherLossesAreRefused() {
        assertThatThrownBy(() -> Coverage.conditional(3, 1, new Transitions(1, 1, 1, 1), Confidence.of(0.99)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("transitions must be of the same losses");
        assertThatThrownBy(() -> TrafficLight.overlappingBounds(
                        2, Integer.MAX_VALUE, Confidence.of(0.99), 10_000, 1, Progress.unheard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("observations and days");
    }

    /** Oracle: equal losses have themselves for value at risk and shortfall, to the bit. */
    @Test
    void equalLossesHaveThemselvesForAShortfall() {
        for (int n : new int[] {3, 7, 10, 40, 61}) {
            for (double loss : new double[] {0.01, 0.1, 0.3, -0.7}) {
                double[] losses = new double[n];
                Arrays.fill(losses, loss);
                for (double level : new double[] {0.5, 0.7, 0.9, 0.99}) {
                    assertThat(LossDistribution.empirical(losses).expectedShortfall(Confidence.of(level)))
                            .isEqualTo(loss);
                }
            }
        }
    }
}
